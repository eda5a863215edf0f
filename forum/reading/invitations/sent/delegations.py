"""Whom an organisation sends, or somebody in their own place."""

from forum.models import Delegation, InvitationPage
from forum.models.invitations import Party, whom


def delegation_of(invitation: InvitationPage, party: Party) -> Delegation | None:
    """That of the answer that counts."""
    newest = invitation.rsvps.filter(**whom(party)).select_related("delegation").last()
    return getattr(newest, "delegation", None)
