"""Invitations, who got them, who answered, who comes."""

from forum.models.invitations.answers import AnswerLink, ByLink, Delegate, Delegation, Rsvp, Way, key_of, new_link
from forum.models.invitations.invited.deliveries import Delivery
from forum.models.invitations.invited.invitees import Invitee
from forum.models.invitations.invited.materials import BringItem, Material
from forum.models.invitations.invited.parties import Party, whom
from forum.models.invitations.invited.people import InvitedPerson
from forum.models.invitations.letters.numbers import LetterNumber
from forum.models.invitations.letters.signatures import SecondSignature
from forum.models.invitations.lists import InviteeList, ListedInvitee
from forum.models.invitations.pages import InvitationPage
from forum.models.invitations.registrations import (
    Registration,
    RegistrationQuestion,
    ReleasedSeats,
    ReservedSeats,
    new_token,
)
from forum.models.invitations.reminders import Reminder, SentReminder

__all__ = [
    "AnswerLink",
    "BringItem",
    "ByLink",
    "Delegate",
    "Delegation",
    "Delivery",
    "InvitationPage",
    "InvitedPerson",
    "Invitee",
    "InviteeList",
    "LetterNumber",
    "ListedInvitee",
    "Material",
    "Party",
    "Registration",
    "RegistrationQuestion",
    "ReleasedSeats",
    "Reminder",
    "ReservedSeats",
    "Rsvp",
    "SecondSignature",
    "SentReminder",
    "Way",
    "key_of",
    "new_link",
    "new_token",
    "whom",
]
