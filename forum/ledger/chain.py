"""The ledger: append-only, hash-chained, numbered without gap in commit order. Audit trail, public timeline, replay.

Writers queue for the single head row (PostgreSQL: row lock; SQLite: IMMEDIATE transactions), and keep it until they
commit. So `seq` has no gap, its order is the order of commits, and every entry seals all before it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, models
from django.dispatch import Signal

from forum import clock
from forum.audiences import Audience
from forum.events import EVENTS
from forum.ledger.seal import GENESIS, digest_of, new_salt, seal
from forum.models.access import is_secretariat, memberships_of, organisation_of_duty
from forum.models.directory.people import Membership, Organisation, User
from forum.models.ledger import EntryPage, LedgerEntry, LedgerHead
from forum.models.memory import Prepared, added, changed, write

Office: TypeAlias = tuple[str, Organisation | None]
# Sent with each entry, inside the transaction: its `target`, and the keys of the `pages` that tell it.
appended = Signal()


def target_of(obj: models.Model) -> str:
    return f"{obj._meta.label_lower}:{obj.pk}"


def append(
    verb: str,
    *,
    target: models.Model,
    by: User | None,
    page: models.Model | None = None,
    also: Iterable[models.Model] = (),
    audience: str | None = None,
    organisation: Organisation | None = None,
    actor_label: str = "",
    content: Any = "",
    data: dict[str, Any] | None = None,
    numbered: Any = None,
) -> LedgerEntry:
    """Add one entry inside the caller's transaction. `content` is digested, not stored; `data` holds no personal data.

    `page` is where it is told and, sealed with it, where it belongs; `also` are other pages that tell it.
    `audience` is the first that the event is defined for, unless given. `organisation` and `actor_label` (office and
    organisation, not the name) default to the actor's current membership. `numbered` is a stored row that keeps the
    number of the entry as its `seq`.
    Raises KeyError on an unknown verb, ValueError on an audience, a key of data or a content that its definition lacks,
    and TransactionManagementError outside a transaction.
    """
    event = EVENTS[verb]
    audience = Audience.parse(audience or event.audiences[0])
    event.check(audience.kind, data or {}, has_content=content != "")
    if not (actor_label and organisation):
        label, default_organisation = office_of(by)
        actor_label, organisation = actor_label or label, organisation or default_organisation
    (head,) = _HEAD()
    entry = LedgerEntry(
        seq=head.seq + 1,
        at=clock.now(),
        verb=verb,
        audience=audience,
        actor=by,
        actor_label=actor_label,
        organisation=organisation,
        target=target_of(target),
        page_id=page.pk if page is not None else None,
        data=data or {},
        content=digest_of(content) if content != "" else "",
        previous=head.digest,
        salt=new_salt(),
    )
    entry.digest = seal(entry)
    pages = dict.fromkeys(one.pk for one in (page, *also) if one is not None)
    _write(entry, head, pages, numbered)
    appended.send(LedgerEntry, entry=entry, target=target, pages=list(pages))
    return entry


def _write(entry: LedgerEntry, head: LedgerHead, told: Iterable[int], numbered: Any) -> None:
    """All that an entry is, at once: until it is committed everybody waits for the head."""
    head.seq, head.digest = entry.seq, entry.digest
    statements = [
        added(entry),
        *(added(EntryPage(entry=entry, page_id=pk)) for pk in told),
        changed(head, "seq", "digest"),
    ]
    if numbered is not None:
        numbered.seq = entry.seq
        statements.append(changed(numbered, "seq"))
    write(statements)
    entry._state.adding, entry._state.db = False, DEFAULT_DB_ALIAS


_HEAD: Prepared[LedgerHead] = Prepared(lambda: LedgerHead.objects.select_for_update())


def office_of(user: User | None) -> Office:
    """'Kepala Dinas, Dinas Kominfo' of a person's current membership, and the organisation.

    Whoever holds a duty acts in the name of the duty's organisation, whatever memberships there are besides.
    """
    if user is None:
        return _label(None, None)
    memberships = memberships_of(user)
    if is_secretariat(user):
        own = organisation_of_duty()
        return _label(next((one for one in memberships if one.organisation == own), None), own)
    newest = next(iter(memberships), None)
    return _label(newest, newest.speaks_for if newest else None)


def _label(membership: Membership | None, organisation: Organisation | None) -> Office:
    office = membership.post.label if membership and membership.post else ""
    return ", ".join(part for part in (office, organisation.name if organisation else "") if part), organisation


@dataclass(frozen=True)
class Broken:
    seq: int
    reason: str


def verify() -> Broken | None:
    """Walk the whole chain; the first entry that does not fit, or None.

    Others may write meanwhile: the head is read before and after the walk, and the chain ends at the one, at the other,
    or between them.
    """
    known = LedgerHead.objects.get()
    previous, seq, salted = GENESIS, 0, False
    for entry in _all_entries():
        seq += 1
        if reason := _fault(entry, seq, previous, salted):
            return Broken(seq, reason)
        if seq == known.seq and entry.digest != known.digest:
            return Broken(seq, "is not the one that the head names")
        previous, salted = entry.digest, salted or entry.salt is not None
    return _fault_at_end(seq, previous, known)


def _fault(entry: LedgerEntry, seq: int, previous: str, salted: bool) -> str:
    if entry.seq != seq:
        return f"entry {seq} is missing (found {entry.seq})"
    if entry.previous != previous:
        return "does not continue the entry before it"
    if salted and entry.salt is None:
        return "is sealed in the earlier way, after one that is not"
    return "" if entry.digest == seal(entry) else "was changed after it was written"


def _fault_at_end(seq: int, digest: str, known: LedgerHead) -> Broken | None:
    now = LedgerHead.objects.get()
    if not known.seq <= seq <= now.seq:
        return Broken(min(seq, now.seq) + 1, f"the head says {now.seq}, the last entry is {seq}")
    if seq == now.seq and digest != now.digest:
        return Broken(seq, "is not the one that the head names")
    return None


def _all_entries() -> Iterator[LedgerEntry]:
    return LedgerEntry.objects.order_by("seq").iterator(chunk_size=2000)


def timeline(page: Any, readable: models.Q) -> models.QuerySet[LedgerEntry]:
    """Entries told under a page (by its number), as far as the reader's condition admits them, newest first."""
    told = LedgerEntry.objects.select_related("reason")
    return told.filter(readable, pages__page_id=page).order_by("-seq")
