"""When a page says something else although nothing was recorded: a deadline passes, a meeting begins, a day ends."""

import datetime
from itertools import chain
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from decrees.models import Concealment, Round
from forum.models import InvitationPage, MeetingPage
from forum.models.ledger.hiding import Hiding
from forum.models.memory import Prepared, ask
from minutes.models import HiddenPart

# What pages compare with the clock to the second. All else that depends on time depends on the day.
MOMENTS: tuple[tuple[type[Model], str], ...] = (
    (MeetingPage, "starts_at"),
    (MeetingPage, "ends_at"),
    (InvitationPage, "registration_until"),
    (Round, "opens_at"),
    (Round, "closes_at"),
)


def next_moment(now: datetime.datetime) -> datetime.datetime:
    """Until when everything that public pages say holds, if nothing is recorded meanwhile."""
    *coming, concealments, parts = ask(*(one.of(now) for one in _SOONEST), *(one.of() for one in _PROVISIONAL))
    lapsing = (one.lapses_at for one in (*concealments, *parts))
    moments = chain([_midnight(now)], chain.from_iterable(coming), lapsing)
    return min(moment for moment in moments if moment and moment > now)


def _soonest(model: type[Model], field: str) -> Prepared[datetime.datetime]:
    def after(now: Any) -> QuerySet[Model, datetime.datetime]:
        coming = model._default_manager.filter(**{f"{field}__gt": now})
        return coming.order_by(field).values_list(field, flat=True)[:1]

    return Prepared(after)


_SOONEST = [_soonest(model, field) for model, field in MOMENTS]
# Hidden until a second person decides; shown again when nobody did in time.
_PROVISIONAL: tuple[Prepared[Hiding], ...] = (
    Prepared(lambda: Concealment.objects.filter(provisional=True)),
    Prepared(lambda: HiddenPart.objects.filter(provisional=True)),
)


def _midnight(now: datetime.datetime) -> datetime.datetime:
    """The next one in the forum's time zone."""
    day_after = timezone.localdate(now) + datetime.timedelta(days=1)
    return datetime.datetime.combine(day_after, datetime.time(), tzinfo=timezone.get_current_timezone())
