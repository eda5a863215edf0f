"""When a page says something else although nothing was recorded: a deadline passes, a meeting begins, a day ends."""

import datetime
from itertools import chain

from django.db.models import Model
from django.utils import timezone

from decrees.models import Concealment, Round
from forum.models import InvitationPage, MeetingPage
from forum.models.ledger.hiding import Hiding
from minutes.models import HiddenPart

# What pages compare with the clock to the second. All else that depends on time depends on the day.
MOMENTS: tuple[tuple[type[Model], str], ...] = (
    (MeetingPage, "starts_at"),
    (MeetingPage, "ends_at"),
    (InvitationPage, "registration_until"),
    (Round, "opens_at"),
    (Round, "closes_at"),
)
# Hidden until a second person decides; shown again when nobody did in time.
HIDINGS: tuple[type[Hiding], ...] = (Concealment, HiddenPart)


def next_moment(now: datetime.datetime) -> datetime.datetime:
    """Until when everything that public pages say holds, if nothing is recorded meanwhile."""
    soonest = (_soonest(model, field, now) for model, field in MOMENTS)
    lapsing = (one.lapses_at for hidings in HIDINGS for one in hidings._default_manager.filter(provisional=True))
    return min(moment for moment in chain([_midnight(now)], soonest, lapsing) if moment and moment > now)


def _soonest(model: type[Model], field: str, now: datetime.datetime) -> datetime.datetime | None:
    coming = model._default_manager.filter(**{f"{field}__gt": now})
    found: datetime.datetime | None = coming.order_by(field).values_list(field, flat=True).first()
    return found


def _midnight(now: datetime.datetime) -> datetime.datetime:
    """The next one in the forum's time zone."""
    day_after = timezone.localdate(now) + datetime.timedelta(days=1)
    return datetime.datetime.combine(day_after, datetime.time(), tzinfo=timezone.get_current_timezone())
