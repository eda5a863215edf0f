"""Who takes part in a meeting, by its invitations; they read what of it is not for everybody, and propose items.

The link for taking part online is for fewer: where the invitation is open, for those who answered it (`expected_q`).
"""

from forum.models.access import Anyone, is_secretariat, organisations_of
from forum.models.directory.people import Organisation
from forum.models.invitations.pages import InvitationPage
from forum.models.meetings import AgendaPaper, MeetingPage
from forum.models.memory import remembered


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
