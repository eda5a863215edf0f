"""The archive without a question: the published minutes that this reader may see, filtered."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from forum.models import MeetingPage, Organisation
from forum.models.ledger import kept
from forum.models.memory import Prepared, ask
from forum.models.querysets import closed_paths
from forum.permissions import Anyone
from minutes.models import ActionItem, Attendance, MinutesPage

OPEN, DONE, OVERDUE = "open", "done", "overdue"


@dataclass(frozen=True)
class Filters:
    year: int | None = None
    organisation: Organisation | None = None
    kind: str = ""
    action: str = ""

    @property
    def conditions(self) -> dict[str, Any]:
        """Conditions on minutes as keyword arguments. None of them can match one row several times, so nothing is
        counted twice."""
        found: dict[str, Any] = {}
        if self.year:
            found["meeting__starts_at__gte"], found["meeting__starts_at__lt"] = _span_of(self.year)
        if self.organisation:
            came = Attendance.objects.filter(organisation=self.organisation, status__in=Attendance.TOOK_PART)
            found["pk__in"] = came.values("minutes")
        if self.kind:
            found["meeting__kind"] = self.kind
        return found

    @property
    def key(self) -> tuple[Any, ...]:
        return self.year, self.organisation and self.organisation.pk, self.kind, self.action


@dataclass(frozen=True)
class Facets:
    """The choices that the filters offer this reader; organisations by slug and name."""

    years: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    organisations: list[tuple[str, str]] = field(default_factory=list)


def search(filters: Filters, user: Anyone) -> QuerySet[MinutesPage]:
    """Published minutes that this reader may see, newest first."""
    found = MinutesPage.objects.visible_to(user).filter(**filters.conditions)
    if filters.action:
        found = found.filter(Exists(_with_actions(filters.action).filter(minutes=OuterRef("pk"))))
    return found.newest_first()


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
    return kept("minutes.facets", closed_paths(user), lambda: _facets(user))


def _facets(user: Anyone) -> Facets:
    """Whether there is anything of each kind, and of each year between the first and the last minutes, is one question:
    it ends at the first row, where to tell them all apart every row would be looked at."""
    visible = MinutesPage.objects.visible_to(user)
    ends = [*_day_of(visible, "-starts_at"), *_day_of(visible, "starts_at")]
    years = range(ends[0].year, ends[1].year - 1, -1) if ends else ()
    in_year = Prepared(lambda since, until: _one(visible, meeting__starts_at__gte=since, meeting__starts_at__lt=until))
    of_kind = Prepared(lambda kind: _one(visible, meeting__kind=kind))
    kinds = sorted(MeetingPage.Kind.values)
    found = ask(*(in_year.of(*_span_of(year)) for year in years), *(of_kind.of(kind) for kind in kinds))
    return Facets(
        years=[year for year, some in zip(years, found[: len(years)], strict=True) if some],
        kinds=[kind for kind, some in zip(kinds, found[len(years) :], strict=True) if some],
        organisations=[(one.slug, str(one)) for one in _came(visible)],
    )


def _day_of(visible: QuerySet[MinutesPage], order: str) -> list[datetime.date]:
    """Of the first meeting in this order that has any."""
    held = MeetingPage.objects.filter(Exists(visible.filter(meeting=OuterRef("pk")))).order_by(order)
    return [timezone.localdate(at) for at in held.values_list("starts_at", flat=True)[:1]]


def _one(visible: QuerySet[MinutesPage], **conditions: Any) -> QuerySet[MinutesPage, int]:
    return visible.filter(**conditions).order_by().values_list("pk", flat=True)[:1]


def _came(visible: QuerySet[MinutesPage]) -> QuerySet[Organisation]:
    came = visible.filter(attendance__organisation=OuterRef("pk"), attendance__status__in=Attendance.TOOK_PART)
    return Organisation.objects.filter(Exists(came))


def _span_of(year: int) -> tuple[datetime.datetime, datetime.datetime]:
    zone = timezone.get_current_timezone()
    return datetime.datetime(year, 1, 1, tzinfo=zone), datetime.datetime(year + 1, 1, 1, tzinfo=zone)


def _with_actions(status: str) -> QuerySet[ActionItem]:
    items = ActionItem.objects
    return {OPEN: items.open(), DONE: items.done(), OVERDUE: items.overdue()}[status]
