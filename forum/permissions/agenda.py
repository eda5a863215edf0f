"""Who reads the papers of a meeting, proposes items for its agenda, and decides about them."""

from typing import Any

from forum.models.access import Anyone, is_secretariat, organisations_of
from forum.models.directory.people import Organisation
from forum.models.invitations import InvitationPage
from forum.models.meetings import AgendaPaper, AgendaProposal, MeetingPage
from forum.models.memory import remembered
from forum.permissions.duties import can_view_page


def organisations_taking_part(user: Anyone, meeting: MeetingPage) -> tuple[Organisation, ...]:
    """Those that one speaks for and that are invited to the meeting; members of the forum where it is open."""
    if not organisations_of(user):
        return ()
    return remembered(("taking part", user.pk, meeting.pk), lambda: _taking_part(user, meeting))


def _taking_part(user: Anyone, meeting: MeetingPage) -> tuple[Organisation, ...]:
    told = list(InvitationPage.objects.about(meeting).live().values_list("is_open", "invitees__organisation"))
    invited, is_open = {key for _open, key in told}, any(is_open for is_open, _key in told)
    mine = organisations_of(user)
    return tuple(one for one in mine if one.pk in invited or (is_open and one.is_forum_member))


def takes_part(user: Anyone, meeting: MeetingPage) -> bool:
    """Whoever reads what is for those invited: they, and the secretariat."""
    return is_secretariat(user) or bool(organisations_taking_part(user, meeting))


def can_read_paper(user: Anyone, paper: AgendaPaper) -> bool:
    """Whoever reads the page of the meeting; of what is for those invited, they."""
    return paper.is_open or takes_part(user, paper.meeting)


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


def can_decide_proposals(user: Anyone) -> bool:
    return is_secretariat(user)
