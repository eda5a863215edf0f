"""Lesser news of meetings, kept for the mail of the day of those who want it by mail and not at once.

What was kept is sent once: whoever was stopped while sending goes on with the same, under the same Message-ID.
"""

import datetime
from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from forum import clock
from forum.models import AgendaChange, AgendaProposal, DigestItem, InvitationPage, MeetingPage, Reminder, User
from forum.reading.concerned import of_invitation, of_meeting
from forum.reading.invitations.reminders import HELD, moment_of, needing_reminder
from forum.reading.meetings.wishes import Wish, told_at_once, wishes_of

# A mail that has been "being sent" for longer is tried again: whatever sent it was stopped.
GIVEN_UP_AFTER = datetime.timedelta(hours=1)
Kind = DigestItem.Kind


def keep_agenda_change(change: AgendaChange) -> None:
    """An agenda is told once a day at most, also to those who want the rest at once."""
    wishes = wishes_of(of_meeting(change.meeting))
    _keep((one for one in wishes.values() if one.by_mail), Kind.AGENDA, change.meeting, change.pk)


def keep_proposal(proposal: AgendaProposal, addresses: Collection[str]) -> list[str]:
    """Keeps it for some of these addresses, and returns those to be mailed at once."""
    return keep_or_tell(addresses, Kind.PROPOSAL, proposal.meeting, proposal.pk)


def keep_or_tell(addresses: Collection[str], kind: Kind, page: Page, about: int) -> list[str]:
    """Of these addresses those that are mailed at once; for others it is kept, and some read it on the site only."""
    _keep(_waiting(wishes_of(addresses).values()), kind, page, about)
    return told_at_once(addresses)


def keep_reminders() -> None:
    """Called before the mail of the day: whoever comes to a meeting is reminded on the day of the reminder, or as soon
    as that was missed."""
    now, coming = clock.now(), InvitationPage.objects.live().filter(reminders__to=Reminder.To.COMING).distinct()
    for invitation in coming:
        meeting = invitation.meeting
        if meeting and meeting.live and meeting.status in HELD and not meeting.is_vague and meeting.starts_at > now:
            _keep_reminder(invitation, meeting)


def _keep_reminder(invitation: InvitationPage, meeting: MeetingPage) -> None:
    """The latest of those whose day has come."""
    reminders = invitation.reminders.filter(to=Reminder.To.COMING).order_by("days_before")
    today, day = clock.today(), timezone.localdate(meeting.starts_at)
    due = [one for one in reminders if timezone.localdate(moment_of(one, meeting)) <= today]
    if due:
        people = [one.address for one in needing_reminder(due[0], meeting, of_invitation(invitation).values())]
        _keep(_waiting(wishes_of(people).values()), Kind.REMINDER, meeting, due[0].pk, day=day)


def _waiting(wishes: Iterable[Wish]) -> list[Wish]:
    return [one for one in wishes if one.by_mail and not one.at_once]


def _keep(wishes: Iterable[Wish], kind: Kind, page: Page, about: int, *, day: datetime.date | None = None) -> None:
    rows = [DigestItem(user_id=one.user, page_id=page.pk, kind=kind, about=about, day=day) for one in wishes]
    DigestItem.objects.bulk_create(rows, ignore_conflicts=True)


def claim(user: User, *, stopped: bool = False) -> list[DigestItem]:
    """What waits for somebody, now marked as being sent; or `stopped`, what somebody else had begun to send."""
    now = clock.now()
    free = Q(begun_at__lt=now - GIVEN_UP_AFTER) if stopped else Q(begun_at=None)
    waiting = DigestItem.objects.filter(free, user=user, mailed_at=None)
    return [one for one in waiting if waiting.filter(pk=one.pk).update(begun_at=now)]


def name_of(items: Collection[DigestItem]) -> str:
    """Of the mail that tells these: the same whenever it is sent. Empty if there are none."""
    return f"digest.{'.'.join(str(one.pk) for one in items)}" if items else ""


def release(items: Collection[DigestItem]) -> None:
    """They were not sent, and wait again."""
    DigestItem.objects.filter(pk__in=[one.pk for one in items]).update(begun_at=None)


def close(items: Collection[DigestItem]) -> None:
    """They were sent, or there is nothing left to tell."""
    DigestItem.objects.filter(pk__in=[one.pk for one in items]).update(mailed_at=clock.now())


def drop(user: User) -> None:
    """Somebody wants nothing of it by mail any more: not of what waits, either."""
    DigestItem.objects.filter(user=user, mailed_at=None).delete()
