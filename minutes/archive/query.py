"""The archive without a question: the published minutes that this reader may see, filtered."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from forum.models import MeetingPage, Organisation
from forum.models.memory import Prepared
from forum.models.querysets import Listed
from forum.permissions import Anyone
from minutes.models import ActionItem, Attendance, MinutesPage

OPEN, DONE, OVERDUE = "open", "done", "overdue"


@dataclass(frozen=True)
class Filters:
    year: int | None = None
    organisation: Organisation | None = None
    kind: str = ""
    action: str = ""

    def conditions(self, user: Anyone) -> dict[str, Any]:
        """Conditions on minutes as keyword arguments. None of them can match one row several times, so nothing is
        counted twice."""
        found: dict[str, Any] = {}
        if self.year:
            found["meeting__starts_at__range"] = _span_of(self.year)
        if self.organisation:
            came = Attendance.objects.filter(organisation=self.organisation, status__in=Attendance.TOOK_PART)
            found["pk__in"] = came.values("minutes")
        if self.kind:
            found["meeting__kind"] = self.kind
        return found


@dataclass(frozen=True)
class Facets:
    """The choices that the filters offer this reader."""

    years: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)


def search(filters: Filters, user: Anyone) -> QuerySet[MinutesPage]:
    """Published minutes that this reader may see, newest first."""
    found = MinutesPage.objects.visible_to(user).filter(**filters.conditions(user))
    if filters.action:
        found = found.filter(pk__in=_with_actions(filters.action).values("minutes"))
    return found.newest_first()


def found(filters: Filters, user: Anyone) -> list[int]:
    """The keys of what `search` finds; nearly always of all."""
    return list(search(filters, user).values_list("pk", flat=True)) if filters != Filters() else _ALL(user)


def rows(keys: Sequence[int]) -> list[MinutesPage]:
    """What a list shows of these minutes, in this order."""
    found = {one.pk: one for one in _rows(len(keys))(*keys)} if keys else {}
    return [found[key] for key in keys if key in found]


@cache
def _rows(count: int) -> Prepared[MinutesPage]:
    return Prepared(
        lambda *keys: MinutesPage.objects.filter(id__in=keys).with_counts(), [f"key{n}" for n in range(count)]
    )


def facets(user: Anyone) -> Facets:
    return Facets(
        years=[timezone.localtime(year).year for year in _YEARS(user)],
        kinds=sorted(_KINDS(user)),
        organisations=_CAME(user),
    )


def _meetings(user: Anyone) -> QuerySet[MeetingPage]:
    visible = MinutesPage.objects.visible_to(user)
    return MeetingPage.objects.filter(minutes__in=visible.values("pk")).order_by()


def _came(user: Anyone) -> QuerySet[Organisation]:
    visible = MinutesPage.objects.visible_to(user)
    came = Attendance.objects.filter(minutes__in=visible.values("pk"), status__in=Attendance.TOOK_PART)
    return Organisation.objects.filter(pk__in=came.values("organisation"))


_ALL = Listed(lambda user: search(Filters(), user).values_list("pk", flat=True))
_YEARS = Listed(lambda user: _meetings(user).datetimes("starts_at", "year", order="DESC"))
_KINDS = Listed(lambda user: _meetings(user).values_list("kind", flat=True).distinct())
_CAME = Listed(_came)


def _span_of(year: int) -> tuple[datetime.datetime, datetime.datetime]:
    zone = timezone.get_current_timezone()
    last = datetime.timedelta(microseconds=1)
    return datetime.datetime(year, 1, 1, tzinfo=zone), datetime.datetime(year + 1, 1, 1, tzinfo=zone) - last


def _with_actions(status: str) -> QuerySet[ActionItem]:
    items = ActionItem.objects
    return {OPEN: items.open(), DONE: items.done(), OVERDUE: items.overdue()}[status]
