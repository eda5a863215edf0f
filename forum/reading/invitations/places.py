"""How many places of an open meeting are free, for whom, and who waits for one."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from forum import clock
from forum.models import InvitationPage, Registration, ReservedSeats
from forum.models.invitations import ReleasedSeats
from forum.models.memory import Prepared


@dataclass(frozen=True, slots=True)
class Places:
    """`taken` and `reserved` by key of the group; what was given to everybody is reserved no longer."""

    capacity: int | None
    taken: Counter[str]
    reserved: dict[str, int]

    def held_for(self, key: str) -> int:
        """Kept empty for this group."""
        return max(0, self.reserved.get(key, 0) - self.taken[key])

    def free_for(self, key: str) -> int | None:
        """None: no limit. A group has its own places first, then those that are kept for nobody."""
        if self.capacity is None:
            return None
        kept = sum(self.held_for(other) for other in self.reserved if other != key)
        return max(0, self.capacity - self.taken.total() - kept)

    def are_taken_for(self, key: str) -> bool:
        return self.free_for(key) == 0

    @property
    def are_all_taken(self) -> bool:
        """Also those of each group."""
        return all(self.are_taken_for(key) for key in ("", *self.reserved))

    @property
    def free(self) -> int | None:
        """For those of no group."""
        return self.free_for("")


def places_of(invitation: InvitationPage) -> Places:
    if invitation.capacity is None:
        return Places(None, Counter(), {})
    released = set(RELEASED(invitation.pk))
    reserved = {one.key: one.number for one in groups_of(invitation) if one.key not in released}
    return Places(invitation.capacity, Counter(dict(TAKEN(invitation.pk))), reserved)


TAKEN: Prepared[tuple[str, int]] = Prepared(
    lambda invitation: (
        Registration.objects.filter(invitation=invitation)
        .with_place()
        .order_by()
        .values_list("seat")
        .annotate(n=Count("pk"))
    )
)
RELEASED: Prepared[str] = Prepared(
    lambda invitation: ReleasedSeats.objects.filter(invitation=invitation).values_list("key", flat=True)
)


def groups_of(invitation: InvitationPage) -> list[ReservedSeats]:
    return list(invitation.reserved_seats.all())


def position_of(registration: Registration) -> int:
    """On the waiting list; the first is 1."""
    before = registration.invitation.registrations.waiting().filter(waiting_number__lt=registration.waiting_number)
    return int(before.count()) + 1


def list_moves(invitation: InvitationPage) -> bool:
    """Whether places that become free still go to those who wait."""
    meeting = invitation.meeting
    has_begun = meeting is not None and meeting.starts_at <= clock.now()
    return invitation.live and not invitation.is_closed and not has_begun
