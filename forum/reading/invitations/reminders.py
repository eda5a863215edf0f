"""Which reminder is due to whom: it holds from the morning of its day until the next one's, or the meeting.

Whoever was told of the meeting since that morning (by the letter, a change, the confirmation of a registration) needs
no reminder of it. So one that the date was moved past is void, and one that was missed comes late, while it holds.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from forum import clock
from forum.models import InvitationPage, MeetingPage, Notice, Reminder, Rsvp
from forum.reading.concerned import Concerned, of_invitation
from forum.reading.meetings.wishes import told_at_once

MORNING = datetime.time(8)
HELD = (MeetingPage.Status.SCHEDULED, MeetingPage.Status.TENTATIVE)


@dataclass(frozen=True, slots=True)
class ShownReminder:
    """`sent`: how many got it; `left`: how many would, as things stand, if its moment is to come."""

    reminder: Reminder
    moment: datetime.datetime
    sent: int
    left: int
    is_to_come: bool


def moment_of(reminder: Reminder, meeting: MeetingPage) -> datetime.datetime:
    day = timezone.localdate(meeting.starts_at) - datetime.timedelta(days=reminder.days_before)
    return datetime.datetime.combine(day, MORNING, tzinfo=timezone.get_current_timezone())


def due_reminders(invitation: InvitationPage) -> list[Reminder]:
    """Of each kind the latest whose morning has come. Nobody is reminded of a day that is not known to the hour."""
    meeting, now = invitation.meeting, clock.now()
    if meeting is None or not (invitation.live and meeting.live) or meeting.status not in HELD:
        return []
    if meeting.is_vague or meeting.starts_at <= now:
        return []
    come = [one for one in invitation.reminders.order_by("-days_before") if moment_of(one, meeting) <= now]
    newest = {one.to: one for one in come}
    if invitation.is_closed:  # nobody can answer any more
        newest.pop(Reminder.To.SILENT, None)
    return list(newest.values())


def recipients_of_reminder(reminder: Reminder, meeting: MeetingPage) -> list[Concerned]:
    """By a mail of its own. Who comes may have chosen otherwise; who owes an answer is always reminded of it."""
    people = needing_reminder(reminder, meeting, of_invitation(reminder.invitation).values())
    if reminder.to == Reminder.To.SILENT:
        return people
    at_once = set(told_at_once(one.address for one in people))
    return [one for one in people if one.address in at_once]


def needing_reminder(reminder: Reminder, meeting: MeetingPage, people: Iterable[Concerned]) -> list[Concerned]:
    """Who is about to be told of a change is reminded after that."""
    moment = moment_of(reminder, meeting)
    notices = {one.address: one for one in Notice.objects.filter(page=meeting.pk)}
    return [one for one in people if _is_for(reminder, one) and _needs_it(one, notices.get(one.address), moment)]


def is_left_to_remind(invitation: InvitationPage) -> bool:
    """Somebody has no reminder that is due to them now, or the record does not say yet that they have."""
    meeting = invitation.meeting
    if meeting is None:
        return False
    done = invitation.sent_reminders.exclude(sent_at=None, refused=False)
    got = set(done.filter(day=timezone.localdate(meeting.starts_at)).values_list("to", "days_before", "address"))
    for reminder in due_reminders(invitation):
        people = recipients_of_reminder(reminder, meeting)
        if any((reminder.to, reminder.days_before, one.address) not in got for one in people):
            return True
    return invitation.sent_reminders.filter(sent_at__isnull=False, is_recorded=False).exists()


def _is_for(reminder: Reminder, one: Concerned) -> bool:
    if reminder.to == Reminder.To.SILENT:
        return one.is_silent
    return one.has_place or one.answer in Rsvp.COMING


def _needs_it(one: Concerned, notice: Notice | None, moment: datetime.datetime) -> bool:
    told = [at for at in (one.told_at, notice.told_at if notice else None) if at]
    return not (notice and notice.due_at) and all(at <= moment for at in told)


def reminders_of(invitation: InvitationPage) -> list[ShownReminder]:
    """Of the meeting as it is dated now."""
    meeting = invitation.meeting
    if meeting is None:
        return []
    day = timezone.localdate(meeting.starts_at)
    sent = list(invitation.sent_reminders.filter(day=day, sent_at__isnull=False).values_list("to", "days_before"))
    people, now = list(of_invitation(invitation).values()), clock.now()
    held = invitation.live and meeting.live and meeting.status in HELD and not meeting.is_vague
    return [
        _shown(one, moment_of(one, meeting), sent, people if held else [], now) for one in invitation.reminders.all()
    ]


def _shown(
    reminder: Reminder,
    moment: datetime.datetime,
    sent: list[tuple[str, int]],
    people: list[Concerned],
    now: datetime.datetime,
) -> ShownReminder:
    left = sum(_is_for(reminder, one) for one in people) if moment > now else 0
    return ShownReminder(reminder, moment, sent.count((reminder.to, reminder.days_before)), left, moment > now)
