"""What an organisation has proposed for a meeting, and until when it may."""

import datetime
from dataclasses import dataclass

from forum import clock
from forum.models import AgendaProposal, ForumSettings, MeetingPage, Organisation
from forum.models.access import Anyone
from forum.models.invitations.taking_part import organisations_taking_part


@dataclass(frozen=True, slots=True)
class Proposing:
    """`organisations` are those that one may propose for; `proposals` what they have proposed so far."""

    organisations: tuple[Organisation, ...]
    proposals: list[AgendaProposal]
    until: datetime.datetime

    @property
    def is_open(self) -> bool:
        return clock.now() < self.until


def proposing(meeting: MeetingPage, user: Anyone) -> Proposing | None:
    """None for whoever takes no part."""
    organisations = organisations_taking_part(user, meeting)
    if not organisations:
        return None
    made = AgendaProposal.objects.filter(meeting=meeting, organisation__in=organisations)
    return Proposing(organisations, list(made.select_related("organisation", "deferred_to")), end_of_proposals(meeting))


def end_of_proposals(meeting: MeetingPage) -> datetime.datetime:
    """So many days before the meeting as the forum's settings say, at the hour at which it begins."""
    local = ForumSettings.objects.first() or ForumSettings()
    return meeting.starts_at - datetime.timedelta(days=local.proposals_end_days)
