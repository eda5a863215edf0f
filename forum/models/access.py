"""Filters for what a person may read, from memberships and duties alone: tables stand on them, permissions above."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from forum import clock
from forum.audiences import Audience
from forum.models.memory import remembered
from forum.models.people import Membership, Organisation, User
from forum.models.settings import ForumSettings

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


def organisation_of_duty() -> Organisation | None:
    """The organisation in whose name a duty is done; None while the forum's settings name none."""
    settings = ForumSettings.objects.exclude(secretariat=None).select_related("secretariat__sector").first()
    return settings.secretariat if settings else None


def discussions_of(user: Anyone) -> Mapping[int, datetime.date | None]:
    """Organisations whose internal words a person reads today, by key: from which day on, None for all of them.

    Whoever holds a duty reads those of the duty's own organisation only, whatever memberships there are besides.
    """
    if not user.is_authenticated:
        return {}
    return remembered(("discussions", user.pk, clock.today()), lambda: _discussions_of(user))


def _discussions_of(user: User) -> dict[int, datetime.date | None]:
    memberships = Membership.objects.of(user).current().order_by("organisation")
    if is_secretariat(user):
        memberships = memberships.filter(organisation=organisation_of_duty())
    days: defaultdict[int, list[datetime.date | None]] = defaultdict(list)
    for organisation, day in memberships.values_list("organisation", "reads_from"):
        days[organisation].append(day)
    return {organisation: earliest(found) for organisation, found in days.items()}


def earliest(days: list[datetime.date | None]) -> datetime.date | None:
    """None is before every day."""
    return None if None in days else min(day for day in days if day is not None)


def beginning_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def since(moment: datetime.datetime) -> Q:
    return Q(at__gte=moment)


def internal_words_q(user: Anyone, since: Callable[[datetime.datetime], Q] = since) -> Q:
    """The condition on something with an `audience`: it is for an organisation whose internal words one reads, and
    `since` the day from which one does."""
    discussions = discussions_of(user)
    condition = Q(audience__in=[Audience.of_key(key) for key, day in discussions.items() if day is None])
    for key, day in discussions.items():
        if day is not None:
            condition |= Q(audience=Audience.of_key(key)) & since(beginning_of(day))
    return condition


def readable_invitations_q(user: Anyone) -> Q:
    """The condition on an invitation: open to the public, or addressed to an organisation that one speaks for."""
    if is_secretariat(user):
        return Q()
    return Q(is_open=True) | Q(invitees__organisation__in=organisations_of(user))
