"""Citizens who come to an open meeting: who they are, what they are asked, which places are kept for whom."""

from forum.models.invitations.registrations.people import Registration, new_token
from forum.models.invitations.registrations.questions import Question
from forum.models.invitations.registrations.seats import ReleasedSeats, ReservedSeats

__all__ = ["Question", "Registration", "ReleasedSeats", "ReservedSeats", "new_token"]
