"""What a publication changed in an agenda is kept beside it, and waits for the mail of the day."""

from django.utils import timezone

from forum import clock
from forum.models import AgendaChange, ForumSettings, InvitationPage, MeetingFacts, MeetingPage
from forum.services.meetings.lesser import keep_agenda_change


def keep_agenda_changes(meeting: MeetingPage, *, before: MeetingFacts | None) -> AgendaChange | None:
    """From the first invitation on: before it nobody was told of an agenda. None if it is as it was."""
    if before is None or not meeting.live or not InvitationPage.objects.about(meeting).live().exists():
        return None
    changes = before.agenda_changes(MeetingFacts.of(meeting))
    if not changes:
        return None
    days = (timezone.localdate(meeting.starts_at) - clock.today()).days
    local = ForumSettings.objects.first() or ForumSettings()
    kept = AgendaChange.objects.create(
        meeting=meeting,
        at=clock.now(),
        days_left=max(0, days),
        is_late=not meeting.is_over and days <= local.late_agenda_days,
        changes=[one.as_json() for one in changes],
    )
    keep_agenda_change(kept)
    return kept
