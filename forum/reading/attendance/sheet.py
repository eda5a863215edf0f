"""The lines of the attendance sheet: whoever is expected by name, a line for each organisation without, empty ones."""

from typing import NamedTuple

from forum.models import MeetingPage, Rsvp
from forum.reading.attendance.expected import answers_of, guests_of, invited_organisations


class SheetLine(NamedTuple):
    name: str = ""
    body: str = ""
    position: str = ""


EMPTY = (SheetLine(),) * 15


def sheet_lines_of(meeting: MeetingPage) -> list[SheetLine]:
    """Organisations in the order of their names, as many lines as people they announced, then the public."""
    guests = guests_of(meeting, [])
    expected = {one.pk: one for one in invited_organisations(meeting)}
    answers = answers_of(meeting)
    expected |= {key: one.organisation for key, one in answers.items() if one.organisation}
    lines = []
    for organisation in sorted(expected.values(), key=lambda one: one.name):
        answer = answers.get(organisation.pk)
        if answer and answer.answer == Rsvp.Answer.NO:
            continue
        known = [
            SheetLine(one.name, organisation.name, one.position) for one in guests if one.organisation == organisation
        ]
        missing = max(answer.attendees if answer else 1, 1) - len(known)
        lines += [*known, *[SheetLine(body=organisation.name)] * missing]
    public = [SheetLine(one.name, one.from_organisation) for one in guests if one.organisation is None]
    return [*lines, *public, *EMPTY]
