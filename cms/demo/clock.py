"""The days of the story, and the clock that is moved to them. Day 0 is a Monday; the stage says which day today is."""

import datetime
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from forum import clock
from forum.models import LedgerEntry, User


class DemoRefusedError(Exception):
    """The demo cannot be told here; says why."""


class Days:
    """Days of the story as dates. Every seventh day is a Monday, so today is up to six days past the stage's day."""

    def __init__(self, stage_day: int) -> None:
        first = clock.today() - datetime.timedelta(days=stage_day)
        self.first = first - datetime.timedelta(days=first.weekday())

    def date(self, day: int) -> datetime.date:
        return self.first + datetime.timedelta(days=day)

    def moment(self, day: int, time: str) -> datetime.datetime:
        """`time` is local: '13:00'."""
        zone = zoneinfo.ZoneInfo(settings.TIME_ZONE)
        return datetime.datetime.combine(self.date(day), datetime.time.fromisoformat(time), zone)


def days_from_now(days: int, hour: int = 9) -> datetime.datetime:
    moment = clock.local_now() + datetime.timedelta(days=days)
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)


def require_nothing_told() -> None:
    """The clock is moved only while the ledger is empty, in one transaction: so what it holds then is the demo's alone."""
    if not settings.CLOCK_MAY_BE_MOVED:
        raise DemoRefusedError(
            _(
                "The demo tells of past months, and with these settings the clock cannot be moved. It is for trying out only."
            )
        )
    if LedgerEntry.objects.exists():
        raise DemoRefusedError(
            _(
                "The ledger holds real entries, and the demo could never be removed from it. Load it into an empty database."
            )
        )


@contextmanager
def standing_at(moment: datetime.datetime) -> Iterator[None]:
    """What happens inside happened at that moment. Raises ValueError if the ledger is past it: it never goes back."""
    last = LedgerEntry.objects.order_by("-seq").values_list("at", flat=True).first()
    if last and moment < last:
        raise ValueError(f"The ledger is at {last} already: {moment} would be before it.")
    began = clock.now()
    with clock.moved_to(moment):
        yield
    _date_what_wagtail_wrote(began, moment)


def _date_what_wagtail_wrote(began: datetime.datetime, moment: datetime.datetime) -> None:
    """Wagtail and Django read their own clock: what they dated since the scene began gets the scene's time."""
    fields = [
        (Page, ("first_published_at", "last_published_at", "latest_revision_created_at")),
        (Revision, ("created_at",)),
        (PageLogEntry, ("timestamp",)),
        (ModelLogEntry, ("timestamp",)),
        (Document, ("created_at",)),
        (Image, ("created_at",)),
        (User, ("date_joined",)),
    ]
    for model, names in fields:
        for name in names:
            model._default_manager.filter(**{f"{name}__gte": began}).update(**{name: moment})
