"""What the digests of the ledger cover. `docs/ledger.md` specifies it for those who compute them again.

    leaf   = sha256 of the entry as JSON
    digest = sha256 of {"seq", "previous", "leaf"}

Whoever may not read an entry is given its leaf, and checks the chain across it all the same. A leaf tells nothing: the
entry holds `actor`, which nobody can guess without the entry's salt, and the salt never leaves the database.
"""

import datetime
import hashlib
import json
import secrets
from typing import Any

from forum.models.ledger import LedgerEntry

GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    """JSON in one spelling: sorted keys, no spaces, UTF-8 as it is; a date or time as Python writes it."""
    spelled = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return spelled.encode()


def digest_of(content: Any) -> str:
    """sha256 (hex) of text, bytes or anything JSON can say, in one canonical spelling."""
    if isinstance(content, str):
        content = content.encode()
    return hashlib.sha256(content if isinstance(content, bytes) else canonical(content)).hexdigest()


def digest_of_file(file: Any) -> str:
    """sha256 (hex) of an open file, without reading all of it into memory."""
    return hashlib.file_digest(file, "sha256").hexdigest()


def new_salt() -> str:
    return secrets.token_hex(32)


def content_key(entry: LedgerEntry) -> str:
    """What whoever may know the digest of the content is given, to find it in the entry again."""
    return digest_of([entry.salt, "content"])


def told(entry: LedgerEntry) -> dict[str, Any]:
    """The entry as its leaf covers it, and as those are given it who may read it. Names no person: `actor` stands for
    the login, `content` for the digest of the content, and neither can be guessed."""
    return {
        "seq": entry.seq,
        "at": _instant(entry.at),
        "verb": entry.verb,
        "audience": entry.audience,
        "actor": digest_of([entry.salt, "actor", entry.actor_id]),
        "actor_label": entry.actor_label,
        "organisation": entry.organisation_id,
        "target": entry.target,
        "page": entry.page_id,
        "data": entry.data,
        "content": digest_of([content_key(entry), entry.content]) if entry.content else "",
    }


def leaf_of(entry: LedgerEntry) -> str:
    return digest_of(told(entry))


def seal(entry: LedgerEntry) -> str:
    """The digest of one entry: everything in it, and the digest of the entry before."""
    if entry.salt is None:
        return _earlier_seal(entry)
    return digest_of({"seq": entry.seq, "previous": entry.previous, "leaf": leaf_of(entry)})


def _earlier_seal(entry: LedgerEntry) -> str:
    """Of entries made before there were salts. Only who has the whole entry can compute it."""
    numbers = [entry.actor_id, entry.actor_label, entry.organisation_id, entry.target, entry.page_id]
    opening = [entry.seq, _instant(entry.at), entry.verb, entry.audience]
    return digest_of([*opening, *numbers, entry.data, entry.content, entry.previous])


def _instant(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
