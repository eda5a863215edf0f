"""Whoever is there says that their organisation was recorded as it is."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import ledger
from forum.models import MeetingPage, Organisation, Presence, User
from minutes import events, permissions
from minutes.models import ConfirmedAttendance


@transaction.atomic
def confirm_attendance(meeting: MeetingPage, *, organisation: Organisation, by: User) -> ConfirmedAttendance:
    """With the number of people that are recorded now; twice is the same as once."""
    permissions.require(permissions.can_follow_notes(by, meeting))
    permissions.require(organisation in permissions.organisations_present(by, meeting))
    people = Presence.objects.filter(meeting=meeting, organisation=organisation).counted().count()
    if not people:
        raise ValidationError(_("Nobody of your organisation is recorded any more."))
    confirmed, is_new = ConfirmedAttendance.objects.get_or_create(
        meeting=meeting, organisation=organisation, people=people, defaults={"made_by": by}
    )
    if is_new:
        ledger.append(events.ATTENDANCE_CONFIRMED, target=confirmed, page=meeting, by=by, data={"people": people})
    return confirmed
