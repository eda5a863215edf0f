"""The letter of an invitation: its parts, for the page, the mail and the calendar."""

from typing import Any

from django.conf import settings

from forum.models import InvitationPage, Membership, Organisation, Person, Post


def letter_of(invitation: InvitationPage) -> dict[str, Any]:
    """The letter's parts, for the page and for the mail."""
    return {
        "invitation": invitation,
        "language": settings.LANGUAGE_CODE,  # a letter is written in the language of the office
        "about": invitation.about,
        "meeting": invitation.meeting,
        "agenda": [item.text for item in invitation.meeting.agenda_items.all()] if invitation.meeting else [],
        "invitees": _invitees(invitation),
        "bring": [item.text for item in invitation.bring_items.all()],
        "copies": [line.strip() for line in invitation.copies_to.splitlines() if line.strip()],
        "signatory": holder_of(invitation.signed_by),
    }


def holder_of(post: Post | None) -> Person | None:
    """Who holds an office today: officials sign letters by name."""
    membership = Membership.objects.current().filter(post=post).select_related("person").first() if post else None
    return membership.person if membership else None


def _invitees(invitation: InvitationPage) -> list[dict[str, Any]]:
    """By name also in a preview, where the letter's children are not in the database yet."""
    invitees = list(invitation.invitees.all())
    names = Organisation.objects.in_bulk([invitee.organisation_id for invitee in invitees])
    return [{"addressee": one.addressee, "organisation": names[one.organisation_id]} for one in invitees]
