"""May X know of a meeting, answer an invitation, see who comes."""

from django.db.models import Q, QuerySet

from forum.models.access import Anyone, is_secretariat, memberships_of, organisations_of
from forum.models.directory.people import Membership, Organisation
from forum.models.invitations import BringItem, InvitationPage, Party, whom
from forum.models.meetings import MeetingPage
from forum.models.querysets import outside, restrictions
from forum.permissions.duties import can_view_page


def can_read_invitation(user: Anyone, invitation: InvitationPage) -> bool:
    return invitation.may_be_seen_by(user)


def can_know_meeting(user: Anyone, invitation: InvitationPage) -> bool:
    """What a letter and its calendar file tell of the meeting: when, where, about what.

    Whoever may read the meeting's own page; besides, once that page is published, those whom the letter names.
    """
    meeting = invitation.meeting
    if meeting is None or can_view_page(user, meeting):
        return True
    return meeting.live and invitation.invitees.filter(organisation__in=organisations_of(user)).exists()


def can_public_know(meeting: MeetingPage) -> bool:
    """What has changed in a meeting, told to people from the public: unless a privacy setting holds for its page."""
    return outside(restrictions(), MeetingPage.objects.filter(pk=meeting.pk)).exists()


def organisations_answering(user: Anyone, invitation: InvitationPage) -> QuerySet[Organisation]:
    """For whom one may answer an invitation: one's own that are invited, or that are members when it is open."""
    may = Q(invitations__invitation=invitation)
    if invitation.is_open:
        may |= Q(is_forum_member=True)
    mine = [organisation.pk for organisation in organisations_of(user)]
    return Organisation.objects.filter(may, pk__in=mine).distinct()


def is_asked_to_bring(item: BringItem, party: Party) -> bool:
    """It is invited, and the line names nobody else."""
    return item.is_asked_of(party) and item.invitation.invitees.filter(**whom(party)).exists()


def can_bring(user: Anyone, item: BringItem, organisation: Organisation) -> bool:
    """For one's own organisation."""
    return organisation in organisations_of(user) and is_asked_to_bring(item, organisation)


def can_open_materials(user: Anyone, invitation: InvitationPage) -> bool:
    """What those invited brought is for them and the secretariat, also where the letter is for everybody."""
    if is_secretariat(user):
        return True
    mine = [one.pk for one in organisations_of(user)]
    return invitation.live and invitation.invitees.filter(organisation__in=mine).exists()


def can_record_answer(user: Anyone, invitation: InvitationPage, party: Party) -> bool:
    """What an invited organisation or person told the secretariat, past the site."""
    return is_secretariat(user) and invitation.invitees.filter(**whom(party)).exists()


def can_keep_attendance(user: Anyone) -> bool:
    """Who was there, by name: personal data for the secretariat's eyes, and written by it alone."""
    return is_secretariat(user)


def can_be_there_for(user: Anyone | None, membership: Membership) -> bool:
    """Somebody says at the door for which of their own organisations they came."""
    return user is not None and any(one.pk == membership.pk for one in memberships_of(user))


def can_see_registrations(user: Anyone) -> bool:
    """Who comes, by name: personal data for the secretariat's eyes."""
    return is_secretariat(user)


def can_see_delegation(user: Anyone, organisation: Organisation) -> bool:
    """Names and mandates of those whom an organisation sends: for the secretariat and for the organisation itself."""
    return is_secretariat(user) or organisation in organisations_of(user)
