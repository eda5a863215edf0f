"""Signed heads of the ledger: the witnesses get and sign them."""

import base64
import binascii
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, ledger
from forum.ledger import heads
from forum.models import Countersignature, LedgerEntry, LedgerHead, SignedHead, Witness
from forum.services import tasks


def sign_head() -> SignedHead | None:
    """Sign the last entry and mail it to every witness; None if nothing was entered since the last time.

    Raises ValidationError without a key, or if the ledger does not hold: what is broken is not signed.
    """
    if not settings.LEDGER_SIGNING_KEY:
        raise ValidationError(_("Set LEDGER_SIGNING_KEY first."))
    if ledger.verify() or heads.find_rewritten():
        raise ValidationError(_("The ledger is broken: manage.py verify_ledger says where."))
    head = LedgerHead.objects.get()
    if SignedHead.objects.filter(seq=head.seq).exists() or not LedgerEntry.objects.filter(salt__isnull=False).exists():
        return None
    return _save_and_mail(heads.sign(head, at=clock.now()))


@transaction.atomic
def _save_and_mail(head: SignedHead) -> SignedHead:
    head.save(force_insert=True)
    for witness in Witness.objects.exclude(email=""):
        transaction.on_commit(partial(tasks.mail_signed_head.enqueue, head.seq, witness.pk))
    return head


@transaction.atomic
def countersign(head: SignedHead, *, signature: str) -> Countersignature:
    """Keep a witness's signature of the statement, in hex or base64. Whose it is, the signature itself proves.

    Raises ValidationError if it is of none of the witnesses. Sent again, the first one stays.
    """
    spelled = _in_hex(signature)
    for witness in Witness.objects.exclude(public_key=""):
        if heads.is_signed(head.statement, spelled, witness.public_key):
            fields = {"name": witness.name, "signature": spelled}
            return head.countersignatures.get_or_create(public_key=witness.public_key, defaults=fields)[0]
    raise ValidationError(_("This is not the signature of any witness on this statement."))


def _in_hex(signature: str) -> str:
    """64 bytes as openssl and others print them; whatever is none fits no key."""
    plain = "".join(signature.split())
    if len(plain) == 128:
        return plain.lower()
    try:
        return base64.b64decode(plain, validate=True).hex()
    except (ValueError, binascii.Error):
        return ""
