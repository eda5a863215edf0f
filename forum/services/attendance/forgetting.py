"""Names of those who were there are kept for a year; the count, the organisation and the sector stay."""

import datetime
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from forum import clock, ledger
from forum.audiences import SECRETARIAT
from forum.events.attendance import ATTENDANCE_FORGOTTEN
from forum.models import InvitedPerson, MeetingPage, Person, Presence, SignedSheet
from forum.reading.attendance.expected import invited_key
from forum.services.attendance.sheets import delete_sheet
from forum.services.invitations.registrations import KEPT_FOR


@transaction.atomic
def forget_attendance(*, at: datetime.datetime | None = None) -> int:
    """A year after a meeting its names and the scans of its sheet go."""
    before = (at or clock.now()) - KEPT_FOR
    kept = Presence.objects.filter(forgotten_at=None, meeting__starts_at__lte=before).select_related("meeting")
    forgotten = _forget(one for one in kept if one.meeting.over_at <= before)
    sheets = SignedSheet.objects.filter(removed_at=None, meeting__starts_at__lte=before).select_related("meeting")
    for sheet in sheets:
        if sheet.meeting.over_at <= before:
            delete_sheet(sheet, by=None)
    return forgotten


@transaction.atomic
def forget_attendance_of(person: Person | None, addresses: list[str]) -> None:
    """Somebody wants what is stored about them erased. Signed sheets hold others as well: the secretariat blackens."""
    alone = InvitedPerson.objects.filter(email__in=addresses)
    keys = [invited_key(one) for one in alone]
    theirs = Q(registration__email__in=addresses) | Q(key__in=keys) | Q(same_as__key__in=keys)
    if person:
        theirs |= Q(person=person)
    _forget(Presence.objects.filter(theirs, forgotten_at=None).select_related("meeting"))


def _forget(presences: Iterable[Presence]) -> int:
    meetings: Counter[MeetingPage] = Counter()
    for one in presences:
        one.name, one.from_organisation, one.position, one.withdrawal_reason = (
            "–",
            "",
            "",
            one.withdrawal_reason and "–",
        )
        one.person, one.key, one.forgotten_at = None, f"forgotten:{one.token}", clock.now()
        one.save()
        meetings[one.meeting] += 1
    for meeting, count in meetings.items():
        ledger.append(
            ATTENDANCE_FORGOTTEN, target=meeting, page=meeting, by=None, audience=SECRETARIAT, data={"count": count}
        )
    return meetings.total()
