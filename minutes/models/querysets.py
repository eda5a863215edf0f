"""Query sets for lists of minutes and of follow-ups."""

import datetime
from collections.abc import Callable, Iterable, Sequence
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
from forum.models.querysets import Listed, ManyPagesQuerySet, closed_to, outside, withheld_from


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
        """Those of one moment in the order of the index, which both directions of a list can follow."""
        return self.order_by("-meeting__starts_at", "meeting_id")

    def kinds(self) -> list[str]:
        """Of their meetings: one question for each, because a database knows how often each stands."""
        of_kind = Prepared(self._of_kind)
        values = sorted(MeetingPage.Kind.values)
        return [kind for kind, some in zip(values, ask(*map(of_kind.of, values)), strict=True) if some]

    def _of_kind(self, kind: str) -> "models.QuerySet[Any, int]":
        return self.filter(meeting__kind=kind).order_by().values_list("pk", flat=True)[:1]


def _end(order: str) -> "models.QuerySet[Any, datetime.datetime]":
    return MeetingPage.objects.order_by(order).values_list("starts_at", flat=True)[:1]


_MOMENT = models.DateTimeField()
_LAST, _FIRST = (Prepared(partial(_end, order), []) for order in ("-starts_at", "starts_at"))


class _Candidate(RawSQL):
    """A column of what stands in VALUES: both databases call them column1, column2 …"""

    def __init__(self, number: int, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(f"candidate.column{number}", (), output_field)


def years_of(rows: "models.QuerySet[Any]", day: str, kind: "models.Field[Any, Any]") -> list[int]:
    """The years, the newest first, in which some of the rows have their day."""
    return _with_any(*_first_within(rows, day, kind).query.sql_with_params(), kind=kind)


class Years:
    """The same of the meetings of what a reader may see: for all who are not signed in the SQL is written once."""

    def __init__(self, rows: "Callable[[Any], models.QuerySet[Any]]") -> None:
        self.first: Listed[Any] = Listed(lambda user: _first_within(rows(user), "meeting__starts_at", _MOMENT))

    def __call__(self, user: Any) -> list[int]:
        if asked := self.first.of(user):
            return _with_any(asked.question.sql, asked.question.parameters(asked.values), kind=_MOMENT)
        return _with_any(*self.first.ask(user).query.sql_with_params(), kind=_MOMENT)


def _first_within(
    rows: "models.QuerySet[Any]", day: str, kind: "models.Field[Any, Any]"
) -> "models.QuerySet[Any, Any]":
    since, until = (_Candidate(n, kind) for n in (2, 3))
    within = rows.filter(**{f"{day}__gte": since, f"{day}__lt": until})
    return within.order_by().values_list("pk", flat=True)[:1]


def _with_any(first: str, parameters: Sequence[Any], *, kind: "models.Field[Any, Any]") -> list[int]:
    """Of the years between the first meeting and the last those for which `first` gives a row. One question and one
    plan serve all of them: it ends at the first row, where to tell the years of all apart every row would be looked at.
    Asked whether there is any, PostgreSQL would join all rows to them, so the first row is asked for."""
    ends = [timezone.localdate(at) for end in ask(_LAST.of(), _FIRST.of()) for at in end]
    years = range(ends[0].year, ends[1].year - 1, -1) if ends else ()
    if not years:
        return []
    spans = [(year, *(kind.get_db_prep_value(at, connection) for at in span_of(year))) for year in years]
    listed = ", ".join(["(%s, %s, %s)"] * len(spans))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT candidate.column1 FROM (VALUES {listed}) AS candidate WHERE ({first}) IS NOT NULL",  # noqa: S608
            [value for span in spans for value in span] + list(parameters),
        )
        found = {year for (year,) in cursor.fetchall()}
    return [year for year in years if year in found]


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

    def not_withheld_from(self, user: Any) -> Self:
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
        return self.filter(Q(owner__in=keys) | self._shared_q(keys, post))

    def parts_in_charge_of(self, organisations: Iterable[int], post: int | None = None) -> list[Self]:
        """The same in two parts that have none in common, to be counted: the first has an index."""
        keys = list(organisations)
        return [self.filter(owner__in=keys), self.filter(self._shared_q(keys, post)).exclude(owner__in=keys)]

    def _shared_q(self, organisations: list[int], post: int | None) -> Q:
        """In charge beside another one."""
        shared = self.model.co_owners.through.objects.filter(organisation__in=organisations).values("actionitem")
        held = self.model.posts.through.objects.filter(post=post).values("actionitem") if post else []
        return Q(pk__in=shared) | Q(pk__in=held)
