"""Signed heads: what somebody outside keeps, so that a history that is written anew does not fit any more.

The statement is canonical JSON. `since` is the first entry that outsiders can compute: a chain that withholds one after
it does not fit either.
"""

import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from forum.ledger.seal import canonical
from forum.ledger.triggers import only_added
from forum.models.ledger import LedgerEntry, LedgerHead, SignedHead

STATEMENT, FILE = "mufakat.head/1", "mufakat.signed-head/1"


def sign(head: LedgerHead, *, at: datetime.datetime) -> SignedHead:
    """Not saved. Raises ValueError without a key, LedgerEntry.DoesNotExist without an entry that can be computed."""
    key = Ed25519PrivateKey.from_private_bytes(settings.LEDGER_SIGNING_KEY)
    since = LedgerEntry.objects.filter(salt__isnull=False).earliest("seq").seq
    told = {"schema": STATEMENT, "site": settings.BASE_URL, "seq": head.seq, "digest": head.digest, "since": since}
    statement = canonical({**told, "at": at.astimezone(datetime.UTC).isoformat(timespec="seconds")})
    return SignedHead(
        seq=head.seq,
        digest=head.digest,
        at=at,
        statement=statement.decode(),
        public_key=key.public_key().public_bytes_raw().hex(),
        signature=key.sign(statement).hex(),
    )


def is_signed(statement: str, signature: str, public_key: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), statement.encode())
    except (ValueError, InvalidSignature):
        return False
    return True


def head_file(head: SignedHead) -> dict[str, Any]:
    """What a witness keeps and the verifier takes as `--head`."""
    witnesses = head.countersignatures.values("name", "public_key", "signature")
    return {
        "schema": FILE,
        "statement": head.statement,
        "public_key": head.public_key,
        "signature": head.signature,
        "witnesses": list(witnesses),
    }


def find_rewritten() -> SignedHead | None:
    """The first signed head that is not in the chain, or whose signature does not hold."""
    digests = dict(LedgerEntry.objects.filter(seq__in=SignedHead.objects.values("seq")).values_list("seq", "digest"))
    for head in SignedHead.objects.order_by("seq"):
        if digests.get(head.seq) != head.digest or not is_signed(head.statement, head.signature, head.public_key):
            return head
    return None


_SINCE, _STAYS = "forum.0015_one_guard", "a signed head stays as it is"

only_added(_SINCE, "signed_head", "forum_signedhead", _STAYS, unique=[("seq", "")])
only_added(
    _SINCE, "countersignature", "forum_countersignature", _STAYS, unique=[("id", ""), ("head_id public_key", "")]
)
