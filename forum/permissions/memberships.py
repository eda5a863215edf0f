"""The membership that a person speaks from; who may end one, or let somebody in."""

from forum.models.access import Anyone, discussions_of, memberships_of
from forum.models.directory.people import Membership


def current_membership(user: Anyone | None) -> Membership | None:
    """The membership a person speaks from now: the newest that counts."""
    return next(iter(memberships_of(user)), None) if user is not None else None


def can_leave(user: Anyone, membership: Membership) -> bool:
    """Nobody else ends it in their name."""
    return membership.person.user == user


def can_let_in(user: Anyone, membership: Membership) -> bool:
    """To what an organisation discussed before: any other of its own people who reads further back."""
    discussions = discussions_of(user)
    if membership.organisation_id not in discussions or membership.reads_from is None:
        return False
    day = discussions[membership.organisation_id]
    return (day is None or day < membership.reads_from) and membership.person.user_id != user.pk


def can_know_membership(user: Anyone, membership: Membership) -> bool:
    return membership.organisation_id in discussions_of(user)
