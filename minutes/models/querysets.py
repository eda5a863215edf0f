"""Query sets for lists of minutes and of follow-ups."""

import datetime
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Self

from django.apps import apps
from django.db import connection, models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from forum import clock
from forum.models import MeetingPage
from forum.models.memory import Prepared, ask
from forum.models.querysets import ManyPagesQuerySet, closed_to, outside, withheld_from


def _rows(model: str) -> Any:
    # Looked up by name when called, because the models of this app import this module.
    return apps.get_model("minutes", model)._default_manager


def _count(model: str) -> Coalesce:
    """How many of these the minutes have. Counted beside each other: joined, each would multiply the others."""
    rows = _rows(model).filter(minutes=OuterRef("pk")).order_by().values("minutes")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


class MinutesQuerySet(ManyPagesQuerySet):
    """Minutes; `visible_to` (inherited) means the published edition only."""

    def with_counts(self) -> Self:
        """Add what a row of a list shows, without a query per row: numbers of inputs, decisions and follow-ups, the
        meeting."""
        return self.select_related("meeting__host", "meeting__team").annotate(
            input_count=_count("Input"), decision_count=_count("Decision"), action_count=_count("ActionItem")
        )

    def newest_first(self) -> Self:
        return self.order_by("-meeting__starts_at", "-pk")

    def years(self) -> list[int]:
        """Of their meetings, the newest first. Whether there is anything of each year between the first and the last is
        one question: it ends at the first row, where to tell the years of all apart every row would be looked at."""
        of_end = [Prepared(partial(self._day_in, order), []).of() for order in ("-starts_at", "starts_at")]
        ends = [timezone.localdate(at) for end in ask(*of_end) for at in end]
        years = range(ends[0].year, ends[1].year - 1, -1) if ends else ()
        since, until = (_Candidate(n, models.DateTimeField()) for n in (2, 3))
        held = self.filter(meeting__starts_at__gte=since, meeting__starts_at__lt=until)
        return _of_which_are_any([(year, *map(_as_stored, span_of(year))) for year in years], held)

    def kinds(self) -> list[str]:
        """Of their meetings: one question for each, because a database knows how often each stands."""
        of_kind = Prepared(self._of_kind)
        values = sorted(MeetingPage.Kind.values)
        return [kind for kind, some in zip(values, ask(*map(of_kind.of, values)), strict=True) if some]

    def _of_kind(self, kind: str) -> "models.QuerySet[Any, int]":
        return self.filter(meeting__kind=kind).order_by().values_list("pk", flat=True)[:1]

    def _day_in(self, order: str) -> "models.QuerySet[Any, datetime.datetime]":
        """Of the first meeting in this order that has any."""
        held = MeetingPage.objects.filter(Exists(self.filter(meeting=OuterRef("pk")))).order_by(order)
        return held.values_list("starts_at", flat=True)[:1]


class _Candidate(RawSQL):
    """A column of what stands in VALUES: both databases call them column1, column2 …"""

    def __init__(self, number: int, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(f"candidate.column{number}", (), output_field)


def _of_which_are_any(candidates: Sequence[Sequence[Any]], rows: "models.QuerySet[Any]") -> list[Any]:
    """The first column of those for which there is a row. One plan serves all, however many they are; asked whether
    there is any, PostgreSQL would join all rows to them, so the first row is asked for."""
    if not candidates:
        return []
    first, parameters = rows.order_by().values("pk")[:1].query.sql_with_params()
    line = f"({', '.join(['%s'] * len(candidates[0]))})"
    listed = ", ".join([line] * len(candidates))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT candidate.column1 FROM (VALUES {listed}) AS candidate WHERE ({first}) IS NOT NULL",  # noqa: S608
            [value for candidate in candidates for value in candidate] + list(parameters),
        )
        found = {value for (value,) in cursor.fetchall()}
    return [candidate[0] for candidate in candidates if candidate[0] in found]


def _as_stored(at: datetime.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def span_of(year: int) -> tuple[datetime.datetime, datetime.datetime]:
    """It begins and ends at midnight in the regency."""
    zone = timezone.get_current_timezone()
    return datetime.datetime(year, 1, 1, tzinfo=zone), datetime.datetime(year + 1, 1, 1, tzinfo=zone)


class ActionItemQuerySet(models.QuerySet[Any]):
    """Follow-ups of the published minutes (a draft's items live in its revisions until then)."""

    def visible_to(self, user: Any) -> Self:
        """Of minutes that this person may see. Asked row by row, and of the page alone: whoever wants a few looks at no
        others, nor at the words of the minutes."""
        pages = outside(closed_to(user), Page.objects.filter(live=True))
        return self.filter(Exists(pages.filter(pk=OuterRef("minutes"))))

    def counted_for(self, user: Any) -> Self:
        """The same, to be counted where they are very many: all but those of the few minutes that are withheld."""
        return self.exclude(minutes__in=withheld_from(user))

    def done(self) -> Self:
        return self.filter(state="done")

    def open(self) -> Self:
        """Something is to be done yet."""
        return self.filter(closed=0)

    def closed(self) -> Self:
        """Done or cancelled."""
        return self.filter(closed=1)

    def overdue(self, on: datetime.date | None = None) -> Self:
        return self.open().filter(due_date__lt=on or clock.today())

    def in_charge_of(self, organisations: Iterable[int], post: int | None = None) -> Self:
        """Of which one of these organisations is in charge, or who holds the post."""
        keys = list(organisations)
        shared = self.model.co_owners.through.objects.filter(organisation__in=keys).values("actionitem")
        held = self.model.posts.through.objects.filter(post=post).values("actionitem") if post else []
        return self.filter(Q(owner__in=keys) | Q(pk__in=shared) | Q(pk__in=held))
