"""The secretariat keeps the forum's plain records: organisations, sectors, people, posts, teams, witnesses; and signed
heads of the ledger, which the witnesses get and sign."""

import base64
import binascii
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import BaseModelForm
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from forum import clock, events, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.ledger import heads
from forum.models import (
    Countersignature,
    LedgerEntry,
    LedgerHead,
    Membership,
    Organisation,
    Person,
    SignedHead,
    User,
    Witness,
)
from forum.services import tasks
from forum.services.memberships import sync_rights, tell


@transaction.atomic
def save_record(form: BaseModelForm[Any], *, by: User) -> models.Model:
    """Save a validated form (with the rows below it) and record that it was changed."""
    permissions.require(permissions.can_manage_forum(by))
    record = form.save()
    if isinstance(record, Witness):
        _append_witness(events.WITNESS_SAVED, record, by=by)
    else:
        _append(events.RECORD_SAVED, record, by=by)
    if isinstance(record, Organisation):  # of another sector now, perhaps
        _sync_all(User.objects.filter(person__memberships__organisation=record))
        transaction.on_commit(tasks.send_overdue_letters.enqueue)  # it has an address now, perhaps
    return record


@transaction.atomic
def delete_record(record: models.Model, *, by: User) -> None:
    permissions.require(permissions.can_manage_forum(by))
    if isinstance(record, Witness):
        _append_witness(events.WITNESS_REMOVED, record, by=by)
    else:
        _append(events.RECORD_DELETED, record, by=by)
    if isinstance(record, Person):
        for membership in Membership.objects.current().filter(person=record):
            tell(membership, events.MEMBERSHIP_ENDED, by=by, office=ledger.office_of(by))
    # A person's memberships go with the person, and the rights with the memberships.
    logins = list(User.objects.filter(person=record)) if isinstance(record, Person) else []
    record.delete()
    _sync_all(logins)


def _sync_all(logins: Iterable[User]) -> None:
    for login in logins:
        sync_rights(login)


def _append(verb: str, record: models.Model, *, by: User) -> None:
    """A person's data is so small that its digest could be guessed, so only the fact is kept."""
    ledger.append(
        verb,
        target=record,
        by=by,
        audience=SECRETARIAT,
        content="" if isinstance(record, Person) else model_to_dict(record),
        data={"record": record._meta.model_name},
    )


def _append_witness(verb: str, witness: Witness, *, by: User) -> None:
    """For everybody: whom the record names as a witness is part of what it proves."""
    ledger.append(verb, target=witness, by=by, data={"witness": witness.name, "key": witness.public_key})


# --- heads of the ledger


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
