"""Lines of notes are written, and shown to everybody who takes or follows them."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import ledger, live
from forum.models import MeetingPage, User
from minutes import events, permissions
from minutes.models import MeetingNotes, NoteWords
from minutes.reading import notes as reading
from minutes.text.notes import Written

live.numbered(reading.CHANNELS, reading.last_revisions)

MOST_LINES = 5000


@transaction.atomic
def write_notes(meeting: MeetingPage, written: Sequence[Written], *, by: User) -> list[NoteWords]:
    """Add what is not there yet. What somebody else wrote meanwhile in the same row stays beside it.

    Raises ValidationError for a line that is too long; none of them is then written."""
    permissions.require(permissions.can_take_notes(by, meeting))
    notes, is_new = _locked(meeting)
    before = notes.revision
    known = set(notes.words.values_list("token", flat=True))
    rows = [_words(notes, one, by) for one in _each_once(written) if one.token not in known]
    if len(known) + len(rows) > MOST_LINES:
        raise ValidationError(_("These notes are full: %(most)d lines."), params={"most": MOST_LINES})
    for row in rows:
        notes.revision += 1
        row.seq = notes.revision
        row.full_clean(exclude=["notes", "by"])
    if not rows:
        return []
    NoteWords.objects.bulk_create(rows)
    notes.save(update_fields=["revision"])
    if is_new:
        ledger.append(events.NOTES_BEGUN, target=notes, page=meeting, by=by)
    live.publish_state(meeting.pk, reading.CHANNELS, lambda one: reading.frame_of(meeting, one, prev=before))
    return rows


def _locked(meeting: MeetingPage) -> tuple[MeetingNotes, bool]:
    """One writer at a time. Notes are new until a line stands in them."""
    MeetingNotes.objects.get_or_create(meeting=meeting)
    notes = MeetingNotes.objects.select_for_update().get(meeting=meeting)
    return notes, notes.revision == 0


def _each_once(written: Sequence[Written]) -> list[Written]:
    return list({one.token: one for one in reversed(written)}.values())[::-1]


def _words(notes: MeetingNotes, one: Written, by: User) -> NoteWords:
    return NoteWords(
        notes=notes,
        token=one.token,
        row=one.row,
        item=one.item,
        text=one.text,
        replaces=[str(token) for token in one.replaces],
        by=by,
    )
