"""Whom an organisation sends."""

from forum.models import Delegation, InvitationPage, Organisation


def delegation_of(invitation: InvitationPage, organisation: Organisation) -> Delegation | None:
    """That of the answer that counts."""
    newest = invitation.rsvps.filter(organisation=organisation).select_related("delegation").last()
    return getattr(newest, "delegation", None)
