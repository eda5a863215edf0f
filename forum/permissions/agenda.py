"""Who reads the papers of a meeting, proposes items for its agenda, and decides about them."""

from typing import Any

from forum.models.access import Anyone, is_secretariat, organisations_of
from forum.models.directory.people import Organisation
from forum.models.invitations.taking_part import can_read_paper, organisations_taking_part
from forum.models.meetings import AgendaPaper, AgendaProposal, MeetingPage
from forum.permissions.duties import can_view_page


def can_read_paper_file(user: Anyone, document: Any) -> bool:
    """As a paper of a published meeting, or as what one's own organisation proposed."""
    papers = AgendaPaper.objects.filter(document=document.pk, meeting__live=True).select_related("meeting")
    if any(can_view_page(user, one.meeting) and can_read_paper(user, one) for one in papers):
        return True
    mine = [one.pk for one in organisations_of(user)]
    return bool(mine) and AgendaProposal.objects.filter(document=document.pk, organisation__in=mine).exists()


def can_propose(user: Anyone, meeting: MeetingPage, organisation: Organisation) -> bool:
    """Whether it is not too late is for the service to say."""
    return meeting.live and organisation in organisations_taking_part(user, meeting)


def can_withdraw_proposal(user: Anyone, proposal: AgendaProposal) -> bool:
    """Whoever speaks for the organisation today, whoever proposed it."""
    return proposal.organisation_id in [one.pk for one in organisations_of(user)]


def can_decide_proposals(user: Anyone) -> bool:
    return is_secretariat(user)
