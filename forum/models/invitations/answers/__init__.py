"""What invited organisations answer, whom they send, and the links by which they answer without signing in."""

from forum.models.invitations.answers.delegations import Delegate, Delegation, mandate_place, private_files
from forum.models.invitations.answers.links import AnswerLink, ByLink, key_of, new_link
from forum.models.invitations.answers.rsvps import Rsvp, Way

__all__ = [
    "AnswerLink",
    "ByLink",
    "Delegate",
    "Delegation",
    "Rsvp",
    "Way",
    "key_of",
    "mandate_place",
    "new_link",
    "private_files",
]
