"""Invitations, who got them, who answered, who comes."""

from forum.models.invitations.answers import Rsvp
from forum.models.invitations.deliveries import Delivery
from forum.models.invitations.numbers import LetterNumber
from forum.models.invitations.pages import BringItem, InvitationPage, Invitee
from forum.models.invitations.registrations import Registration, new_token

__all__ = ["BringItem", "Delivery", "InvitationPage", "Invitee", "LetterNumber", "Registration", "Rsvp", "new_token"]
