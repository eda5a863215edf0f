"""Each change of a room is made by one writer at a time, gets a number, and is shown to everybody who follows it."""

from forum import live, permissions
from forum.models import MeetingPage, Sitting, User
from forum.models.sitting import is_on_today
from forum.reading import sitting as reading

live.numbered(reading.CHANNELS, reading.last_revisions)


def changed(meeting: MeetingPage) -> Sitting:
    """The room, locked until the change is committed; then those who follow it are shown how it stands."""
    Sitting.objects.get_or_create(meeting=meeting)
    sitting = Sitting.objects.select_for_update().get(meeting=meeting)
    sitting.revision += 1
    sitting.save(update_fields=["revision"])
    live.publish_state(meeting.pk, reading.CHANNELS, lambda channel: reading.frame_of(meeting, channel))
    return sitting


def led(meeting: MeetingPage, by: User) -> Sitting:
    """The same for whoever leads the meeting. Raises PermissionDenied for others, and on another day."""
    permissions.require(permissions.can_lead_sitting(by, meeting) and is_on_today(meeting))
    return changed(meeting)
