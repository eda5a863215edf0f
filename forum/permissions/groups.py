"""A login's groups of organisations and sectors follow from its memberships."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from forum import clock
from forum.models.access import organisations_of
from forum.models.directory.people import Membership, Organisation, User
from forum.models.memory import Prepared


def sync_groups(user: User) -> bool:
    """Bring a login's organisation and sector groups in step with its current memberships; True if it changed.

    Other groups (duties) stay as they are. What is in step is only read.
    """
    held, wanted = _governed_groups(user)
    if held == wanted:
        return False
    user.groups.remove(*(held - wanted))
    user.groups.add(*(wanted - held))
    return True


def _governed_groups(user: User) -> tuple[set[int], set[int]]:
    """Of organisations and sectors: those that a login holds, and those that follow from its memberships today."""
    organisations = organisations_of(user)
    wanted = {o.group_id for o in organisations} | {o.sector.group_id for o in organisations}
    governed = user.groups.filter(organisation__isnull=False) | user.groups.filter(sector__isnull=False)
    return set(governed.values_list("pk", flat=True)), wanted


def follows_from_membership(login: User, duty: Group | Permission, *, holds: bool) -> bool:
    """Whether a login has (or lacks) the group of an organisation or sector because of its memberships today."""
    if not isinstance(duty, Group):
        return False
    organisations = organisations_of(login)
    derived = {o.group_id for o in organisations} | {o.sector.group_id for o in organisations}
    if holds:
        return duty.pk in derived
    is_derived = Organisation.objects.filter(Q(group=duty) | Q(sector__group=duty)).exists()
    return is_derived and duty.pk not in derived


def logins_out_of_step() -> QuerySet[User]:
    """Logins whose groups of organisations and sectors are not those of their memberships today."""
    wanted = {(user, group) for user, *groups in _WANTED(clock.today()) for group in groups}
    return User.objects.filter(pk__in={user for user, _group in wanted.symmetric_difference(_HELD())})


_WANTED: Prepared[tuple[int, int, int]] = Prepared(
    lambda day: (
        Membership.objects.current(day)
        .filter(person__user__isnull=False)
        .values_list("person__user", "organisation__group", "organisation__sector__group")
    )
)
_HELD: Prepared[tuple[int, int]] = Prepared(
    lambda: User.groups.through.objects.filter(
        Q(group__organisation__isnull=False) | Q(group__sector__isnull=False)
    ).values_list("user", "group")
)
