"""Citizens who come to an open meeting: who they are, what they are asked, which places are kept for whom."""

from forum.models.invitations.registrations.people import Registration, new_token
from forum.models.invitations.registrations.questions import RegistrationQuestion
from forum.models.invitations.registrations.seats import ReleasedSeats, ReservedSeats

__all__ = ["Registration", "RegistrationQuestion", "ReleasedSeats", "ReservedSeats", "new_token"]
