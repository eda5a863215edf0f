"""Filters for what a person may read, from memberships and duties alone: tables stand on them, permissions above."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from forum import clock
from forum.audiences import Audience
from forum.models.directory.people import Membership, Organisation, User
from forum.models.memory import Asked, Prepared, remembered
from forum.models.querysets import RESTRICTIONS
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
    return remembered(("permission", user.pk, str(permission)), lambda: bool(_holding(str(permission))(user.pk)))


@cache
def _holding(permission: str) -> Prepared[int]:
    holders = User.objects.with_perm(permission, backend="django.contrib.auth.backends.ModelBackend")
    return Prepared(lambda user: holders.filter(pk=user).values_list("pk", flat=True))


def questions_of_rights(user: Anyone) -> list[Asked]:
    """What nearly every page asks about who reads it: to be asked together with others."""
    asked = [RESTRICTIONS.of()]
    if user.is_authenticated:
        asked += [_holding(Duty.SECRETARIAT.value).of(user.pk), _MEMBERSHIPS.of(user.pk, clock.today())]
    return asked


def memberships_of(user: Anyone) -> tuple[Membership, ...]:
    """Those that count today, the newest first, each with its office and its organisations."""
    if not user.is_authenticated:
        return ()
    today = clock.today()
    return remembered(("memberships", user.pk, today), lambda: tuple(_MEMBERSHIPS(user.pk, today)))


_MEMBERSHIPS: Prepared[Membership] = Prepared(
    lambda user, day: (
        Membership.objects.filter(person__user=user)
        .current(day)
        .select_related("organisation__sector", "on_behalf_of__sector", "post")
        .order_by("-start_date", "-pk")
    )
)


def organisations_of(user: Anyone) -> tuple[Organisation, ...]:
    """Organisations that a person may speak for today, by name."""
    mine = {one.organisation_id: one.organisation for one in memberships_of(user)}
    return tuple(sorted(mine.values(), key=attrgetter("name")))


def organisation_of_duty() -> Organisation | None:
    """The organisation in whose name a duty is done; None while the forum's settings name none."""
    return remembered(("organisation of duty",), lambda: next(iter(_OF_DUTY()), None))


_OF_DUTY: Prepared[Organisation] = Prepared(
    lambda: Organisation.objects.filter(
        pk__in=ForumSettings.objects.exclude(secretariat=None).order_by("pk").values("secretariat")[:1]
    ).select_related("sector")
)


def discussions_of(user: Anyone) -> Mapping[int, datetime.date | None]:
    """Organisations whose internal words a person reads today, by key: from which day on, None for all of them.

    Whoever holds a duty reads those of the duty's own organisation only, whatever memberships there are besides.
    """
    memberships = sorted(memberships_of(user), key=attrgetter("organisation.name"))
    if memberships and is_secretariat(user):
        own = organisation_of_duty()
        memberships = [one for one in memberships if own and one.organisation_id == own.pk]
    days: defaultdict[int, list[datetime.date | None]] = defaultdict(list)
    for membership in memberships:
        days[membership.organisation_id].append(membership.reads_from)
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


def expected_q(user: Anyone) -> Q:
    """The condition on an invitation: one's organisation is invited by it, or answered it where it is open. They get
    the link for taking part online; more read papers (`takes_part`): every member of the forum where it is open."""
    mine = organisations_of(user)
    return Q(invitees__organisation__in=mine) | Q(is_open=True, rsvps__organisation__in=mine)


def polled_q(user: Anyone) -> Q:
    """The condition on a poll for a date: nobody learns of it but the secretariat and those who are asked."""
    return Q() if is_secretariat(user) else Q(polled__organisation__in=organisations_of(user))
