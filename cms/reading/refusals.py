"""How many sign-ins were refused, day by day: an attack is seen although no single login notices it."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from cms.models import Refusal
from forum import clock
from forum.models import User

DAYS_SHOWN = 14
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Day:
    """Wrong passwords for logins of this site and for addresses that nobody has; wrong second factors; how many logins
    they were for."""

    day: datetime.date
    known: int
    unknown: int
    second_factors: int
    logins: int


def refusals_of(login: User) -> QuerySet[Refusal]:
    return Refusal.objects.of(login)[:SHOWN]


def refusals_by_day() -> list[Day]:
    password, somebody = Q(kind=Refusal.Kind.PASSWORD), Q(login__isnull=False)
    recent = Refusal.objects.filter(hour__gte=clock.now() - datetime.timedelta(days=DAYS_SHOWN))
    found = (
        recent.order_by()
        .annotate(on=TruncDate("hour"))
        .values("on")
        .annotate(
            known=Sum("times", filter=password & somebody, default=0),
            unknown=Sum("times", filter=password & ~somebody, default=0),
            second=Sum("times", filter=~password, default=0),
            logins=Count("login", distinct=True),
        )
        .order_by(F("on").desc())
    )
    return [Day(one["on"], one["known"], one["unknown"], one["second"], one["logins"]) for one in found]
