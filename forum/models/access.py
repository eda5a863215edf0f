"""Filters for what a person may read, from memberships and duties alone: tables stand on them, permissions above."""

from enum import StrEnum
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from forum import clock
from forum.models.memory import remembered
from forum.models.people import Membership, Organisation, User

Anyone: TypeAlias = User | AnonymousUser


class Duty(StrEnum):
    """Organisation-wide duties: plain model permissions, given to groups in the admin."""

    SECRETARIAT = "forum.act_as_secretariat"


def is_secretariat(user: Anyone) -> bool:
    return holds(user, Duty.SECRETARIAT)


def holds(user: Anyone, permission: str) -> bool:
    """Whether a login holds a plain permission ('app.codename') now, of its own or through a group.

    `has_perm` would go by what the object of the login remembers, also after the permission was taken away.
    """
    if not user.is_authenticated:
        return False
    holders = User.objects.with_perm(permission, backend="django.contrib.auth.backends.ModelBackend")
    return remembered(("permission", user.pk, str(permission)), holders.filter(pk=user.pk).exists)


def organisations_of(user: Anyone) -> tuple[Organisation, ...]:
    """Organisations that a person may speak for today, by name."""
    if not user.is_authenticated:
        return ()
    return remembered(("organisations", user.pk, clock.today()), lambda: _organisations_of(user))


def _organisations_of(user: User) -> tuple[Organisation, ...]:
    mine = Organisation.objects.filter(memberships__in=Membership.objects.of(user).current())
    return tuple(mine.select_related("sector").distinct())


def readable_invitations_q(user: Anyone) -> Q:
    """The condition on an invitation: open to the public, or addressed to an organisation that one speaks for."""
    if is_secretariat(user):
        return Q()
    return Q(is_open=True) | Q(invitees__organisation__in=organisations_of(user))
