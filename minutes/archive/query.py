"""The archive without a question: the published minutes that this reader may see, filtered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from forum.models import MeetingPage, Organisation, Team
from forum.models.ledger import kept
from forum.models.memory import Prepared
from forum.models.querysets import Listed, closed_paths, withheld_from
from forum.permissions import Anyone
from forum.reading.paging import LongList
from minutes.models import ActionItem, Attendance, MinutesPage
from minutes.models.querysets import ActionItemQuerySet, Years, span_of

OPEN, DONE, OVERDUE = "open", "done", "overdue"
FEW = 1_000
# Of sixty columns of a record, its meeting and the host.
_NAMES = [f"meeting__{of}__{name}" for of in ("host", "team") for name in ("name", "short_name")]
SHOWN = ("title", "url_path", "meeting__starts_at", *_NAMES)


@dataclass(frozen=True)
class Filters:
    year: int | None = None
    organisation: Organisation | None = None
    kind: str = ""
    action: str = ""
    team: Team | None = None

    @property
    def conditions(self) -> dict[str, Any]:
        """Conditions on minutes as keyword arguments. None of them can match one row several times, so nothing is
        counted twice."""
        found: dict[str, Any] = {}
        if self.year:
            found["meeting__starts_at__gte"], found["meeting__starts_at__lt"] = span_of(self.year)
        if self.organisation:
            found["pk__in"] = _came_of(self.organisation).values("minutes")
        if self.kind:
            found["meeting__kind"] = self.kind
        if self.team:
            found["meeting__team"] = self.team
        return found

    @property
    def key(self) -> tuple[Any, ...]:
        """What is done comes last."""
        return self.year, self.organisation and self.organisation.pk, self.kind, self.team and self.team.pk, self.action


@dataclass(frozen=True)
class Facets:
    """The choices that the filters offer this reader; organisations and teams by slug and name."""

    years: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    organisations: list[tuple[str, str]] = field(default_factory=list)
    teams: list[tuple[str, str]] = field(default_factory=list)


def search(filters: Filters, user: Anyone) -> QuerySet[MinutesPage]:
    """Published minutes that this reader may see, newest first."""
    found = MinutesPage.objects.not_withheld_from(user).filter(**filters.conditions)
    if filters.action:
        found = found.filter(pk__in=_with_actions(filters.action).values("minutes"))
    return found.newest_first()


def listed(filters: Filters, user: Anyone, *, per_page: int) -> LongList:
    """The keys of these minutes, in pages."""
    few = search(filters, user).values_list("pk", flat=True)
    pages = LongList(few, per_page, name="minutes.archive", reader=user, asked=filters.key)
    if filters == Filters():
        pages.number = partial(MinutesPage.objects.all().number_for, user)
    elif filters.key[:-1] == Filters().key[:-1]:
        pages.number = _minutes_with(filters.action, user).count
    if pages.count > FEW:
        pages.rows = _along_the_meetings(filters, user)
    return pages


def _minutes_with(action: str, user: Anyone) -> QuerySet[Any, Any]:
    """To be counted without a look at the minutes themselves."""
    return _with_actions(action).not_withheld_from(user).values("minutes").distinct()


def _along_the_meetings(filters: Filters, user: Anyone) -> QuerySet[Any, Any]:
    """The same in the same order. Few are put in order; where there are many, whoever goes from meeting to meeting is
    done with the last of the page."""
    held = MeetingPage.objects.filter(minutes__isnull=False).exclude(minutes__in=withheld_from(user))
    if filters.year:
        since, until = span_of(filters.year)
        held = held.filter(starts_at__gte=since, starts_at__lt=until)
    if filters.kind:
        held = held.filter(kind=filters.kind)
    if filters.team:
        held = held.filter(team=filters.team)
    if filters.organisation:
        held = held.filter(Exists(_came_of(filters.organisation).filter(minutes=OuterRef("minutes"))))
    if filters.action:
        held = held.filter(Exists(_with_actions(filters.action).filter(minutes=OuterRef("minutes"))))
    return held.order_by("-starts_at", "pk").values_list("minutes", flat=True)


def _came_of(organisation: Organisation) -> QuerySet[Attendance]:
    return Attendance.objects.filter(organisation=organisation, status__in=Attendance.TOOK_PART)


def rows(keys: Sequence[int]) -> list[MinutesPage]:
    """What a list shows of these minutes, in this order."""
    found = {one.pk: one for one in _rows(len(keys))(*keys)} if keys else {}
    return [found[key] for key in keys if key in found]


@cache
def _rows(count: int) -> Prepared[MinutesPage]:
    return Prepared(
        lambda *keys: MinutesPage.objects.filter(id__in=keys).with_counts().only(*SHOWN),
        [f"key{n}" for n in range(count)],
    )


def facets(user: Anyone) -> Facets:
    return kept("minutes.facets", closed_paths(user), lambda: _facets(user))


def _facets(user: Anyone) -> Facets:
    visible = MinutesPage.objects.visible_to(user)
    came = [(one.slug, str(one)) for one in _CAME(user)]
    teams = [(one.slug, one.name) for one in _MET(user)]
    return Facets(years=_YEARS(user), kinds=visible.kinds(), organisations=came, teams=teams)


def _came(user: Anyone) -> QuerySet[Organisation]:
    came = MinutesPage.objects.visible_to(user).filter(
        attendance__organisation=OuterRef("pk"), attendance__status__in=Attendance.TOOK_PART
    )
    return Organisation.objects.filter(Exists(came)).only("slug", "name")


_CAME: Listed[Organisation] = Listed(_came)


def _met(user: Anyone) -> QuerySet[Team]:
    met = MinutesPage.objects.visible_to(user).filter(meeting__team=OuterRef("pk"))
    return Team.objects.filter(Exists(met)).only("slug", "name")


_MET: Listed[Team] = Listed(_met)


_YEARS = Years(lambda user: MinutesPage.objects.visible_to(user))


def _with_actions(status: str) -> ActionItemQuerySet:
    items = ActionItem.objects
    return {OPEN: items.open(), DONE: items.done(), OVERDUE: items.overdue()}[status]
