"""The link for taking part online: whom it is for, and from when on it is shown."""

import datetime
from dataclasses import dataclass

from forum import clock
from forum.models import ForumSettings, InvitationPage, MeetingPage
from forum.models.access import Anyone, expected_q, is_secretariat, organisations_of


@dataclass(frozen=True, slots=True)
class Online:
    """What stands on a page in place of the link. `url` is empty until it is due, and for whom it is not meant."""

    is_for_reader: bool
    opens_at: datetime.datetime | None  # None while the hour is not known
    url: str = ""

    @property
    def is_early(self) -> bool:
        """The secretariat sees it before the others."""
        return bool(self.url) and (self.opens_at is None or self.opens_at > clock.now())


def online_for(user: Anyone, meeting: MeetingPage) -> Online | None:
    """For whoever reads the page of the meeting or of its invitation. None: there is no link any more, or none yet.

    The secretariat, who typed it, always sees it.
    """
    if is_secretariat(user) and meeting.online_url:
        return Online(True, _opens_at(meeting), meeting.online_url)
    may_come = meeting.pk is not None and _may_come(meeting)  # no preview of what was never saved
    return _online(meeting, is_for_reader=may_come and _is_expected(user, meeting))


def _is_expected(user: Anyone, meeting: MeetingPage) -> bool:
    if not organisations_of(user):
        return False
    return InvitationPage.objects.live().about(meeting).filter(expected_q(user)).exists()


def online_for_guest(meeting: MeetingPage) -> Online | None:
    """On the page of somebody's own answer or registration: whoever has its secret address takes part."""
    return _online(meeting, is_for_reader=True)


def _online(meeting: MeetingPage, *, is_for_reader: bool) -> Online | None:
    if not _may_come(meeting):
        return None
    opens_at = _opens_at(meeting) if is_for_reader else None
    due = opens_at is not None and is_for_reader and opens_at <= clock.now()
    return Online(is_for_reader, opens_at, meeting.online_url if due else "")


def _may_come(meeting: MeetingPage) -> bool:
    return bool(meeting.online_url) and meeting.is_held and not meeting.is_over


def _opens_at(meeting: MeetingPage) -> datetime.datetime | None:
    if meeting.is_vague:
        return None
    local = ForumSettings.objects.first() or ForumSettings()
    return meeting.starts_at - datetime.timedelta(minutes=local.link_minutes)
