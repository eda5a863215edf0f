"""Notes become the draft of the minutes: each row once, and nothing that was edited there is touched."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import ledger
from forum.models import MeetingPage, Post, User
from forum.permissions import current_membership
from forum.reading.attendance.totals import delegations_of, guests_present
from minutes import events, permissions
from minutes.models import AgendaOutcome, Attendance, MeetingNotes, MinutesPage, TakenPart, content
from minutes.models.editor.forms import title_after
from minutes.reading.notes import Board, board_of
from minutes.services.notes.drafting import DISCUSSED, Draft, Stored
from minutes.text.notes import Kind, Part, parts_of


@dataclass(frozen=True, slots=True)
class Taken:
    """How many parts are new in the minutes, and how many were brought up to date there."""

    minutes: MinutesPage
    added: int
    updated: int


@transaction.atomic
def take_notes(meeting: MeetingPage, *, by: User) -> Taken:
    """Begin the minutes if there are none; add to their draft what of the notes is not in it.

    A row that was written over since it was taken is changed in the draft only where its words still stand as they were
    taken; else the newer words are added beside them. Raises ValidationError while the minutes are locked."""
    permissions.require(permissions.can_take_notes(by, meeting))
    notes = MeetingNotes.objects.select_for_update().filter(meeting=meeting).first()
    if notes is None or not notes.revision:
        raise ValidationError(_("There are no notes of this meeting yet."))
    board = board_of(meeting)
    minutes = MinutesPage.objects.filter(meeting=meeting).first() or _begin(meeting, by=by)
    require_free(minutes, by)
    draft = Draft(minutes.get_latest_revision_as_object())
    added, updated = _put(draft, notes, _parts(board))
    if added or updated:
        draft.finished().save_revision(user=by, log_action=True)
        lines = [[row.key, row.item, words.text] for row in board.rows for words in row.said]
        ledger.append(events.NOTES_TAKEN, target=notes, page=meeting, by=by, content=lines, data={"lines": len(lines)})
    return Taken(minutes, added, updated)


def require_free(minutes: MinutesPage, by: User) -> None:
    lock = minutes.get_lock()
    if lock and lock.for_user(by):
        raise ValidationError(lock.get_message(by))


def _post_of(user: User) -> Post | None:
    membership = current_membership(user)
    return membership.post if membership else None


def _begin(meeting: MeetingPage, *, by: User) -> MinutesPage:
    """With the organisations that were there and the items to be decided, as the editor begins them; led by whom the
    meeting names, written down by whoever puts the notes into it."""
    delegations, public = delegations_of(meeting)
    minutes = MinutesPage(
        title=title_after(meeting),
        public_participants=public,
        guests="\n".join(guests_present(meeting)),
        chair=meeting.chair,
        note_taker=_post_of(by),
    )
    minutes.attendance = [
        Attendance(
            organisation=one.organisation, people=one.people, capacity=", ".join(one.positions)[:200], sort_order=place
        )
        for place, one in enumerate(delegations)
    ]
    minutes.outcomes = [
        AgendaOutcome(text=item.text, sort_order=place) for place, item in enumerate(content.to_be_decided(meeting))
    ]
    meeting.add_child(instance=minutes)
    return minutes


def _parts(board: Board) -> list[tuple[str, Part]]:
    """Each with its key; where an item has something in the discussion, its heading comes before it."""
    parts: list[tuple[str, Part]] = []
    rows = {row.key: row for row in board.rows}
    for section in board.sections:
        said = [(one.key, words) for one in section.rows for words in rows[one.key].said]
        found = _keyed(parts_of((key, words.text, board.read(words.text)) for key, words in said))
        if section.key and any(part.kind in DISCUSSED for _key, part in found):
            heading = f"{section.number}. {section.text}" if section.number else section.text
            parts.append((f"item:{section.key}", Part(f"item:{section.key}", Kind.HEADING, heading[:200])))
        parts += found
    return parts


def _keyed(parts: Iterable[Part]) -> list[tuple[str, Part]]:
    """By the row; of several that stand in one row the second gets a number."""
    keyed: dict[str, Part] = {}
    for part in parts:
        key, number = part.key, 1
        while key in keyed:
            number += 1
            key = f"{part.key}:{number}"
        keyed[key] = part
    return list(keyed.items())


def _put(draft: Draft, notes: MeetingNotes, parts: list[tuple[str, Part]]) -> tuple[int, int]:
    known = {one.key: one for one in notes.taken.all()}
    behind: list[Stored] = []
    fresh: list[TakenPart] = []
    added = updated = 0
    for key, part in parts:
        before, now = known.pop(key, None), stored(part)
        if before is None or before.part != now:
            is_changed = before is not None and draft.replace(before.part, now, behind)
            updated, added = updated + is_changed, added + (not is_changed)
            if not is_changed:
                draft.add(now, behind)
            fresh.append(TakenPart(notes=notes, key=key, part=now))
        if part.kind in DISCUSSED:
            behind.append(now)
    TakenPart.objects.bulk_create(fresh, update_conflicts=True, unique_fields=["notes", "key"], update_fields=["part"])
    return added, updated + _drop(draft, known.values())


def _drop(draft: Draft, struck: Iterable[TakenPart]) -> int:
    """Rows that were struck out since go from the draft where nobody has edited them."""
    gone = 0
    for one in struck:
        gone += draft.remove(one.part)
        one.delete()
    return gone


def stored(part: Part) -> Stored:
    """As it comes back from JSON, so that the same part is equal."""
    due = part.due.isoformat() if part.due else None
    stored = {**asdict(part), "kind": part.kind.value, "owners": list(part.owners), "due": due}
    if part.kind != Kind.ATTENDANCE:  # as it was stored before notes said who came
        del stored["status"], stored["people"]
    return stored
