"""Invitations, who got them, who answered, who comes."""

from forum.models.invitations.answers import Rsvp, Way
from forum.models.invitations.deliveries import Delivery
from forum.models.invitations.lists import InviteeList, ListedInvitee
from forum.models.invitations.numbers import LetterNumber
from forum.models.invitations.pages import BringItem, InvitationPage, Invitee
from forum.models.invitations.registrations import Registration, new_token
from forum.models.invitations.reminders import Reminder, SentReminder

__all__ = [
    "BringItem",
    "Delivery",
    "InvitationPage",
    "Invitee",
    "InviteeList",
    "LetterNumber",
    "ListedInvitee",
    "Registration",
    "Reminder",
    "Rsvp",
    "SentReminder",
    "Way",
    "new_token",
]
