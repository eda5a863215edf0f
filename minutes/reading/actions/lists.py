"""Follow-ups of all published minutes that somebody may read, for lists: filtered, in the order in which they are due.
A fixed number of queries however many there are."""

import datetime
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, When

from forum import clock
from forum.models import MeetingPage, Organisation
from forum.models.ledger import kept
from forum.models.querysets import Listed, closed_paths, withheld_from
from forum.permissions import Anyone, current_membership
from forum.reading.paging import ListInParts
from minutes import permissions
from minutes.models import ActionItem, ActionState, MinutesPage
from minutes.models.items.actions import CLOSED, fetch_owners, standing
from minutes.models.querysets import ActionItemQuerySet, Years, span_of
from minutes.reading.actions.standing import ActionRow, office_label, reports_in

BESIDE = ("-minutes", "number", "pk")


@dataclass(frozen=True, slots=True)
class Filters:
    """`state` is one of `ActionState`, empty for all; `year` that of the meeting."""

    organisation: Organisation | None = None
    state: str = ""
    year: int | None = None
    late: bool = False
    until: datetime.date | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        return self.organisation and self.organisation.pk, self.state, self.year, self.late, self.until


def search(filters: Filters, user: Anyone) -> ActionItemQuerySet:
    """What is open stands first, the earliest day first; then what is closed, the latest day first. Of one day, and of
    none, the newest minutes first."""
    return _asked(filters).visible_to(user)


def _asked(filters: Filters) -> ActionItemQuerySet:
    """Whoever asks."""
    found = _whoever_is_in_charge(filters)
    if filters.organisation:
        found = found.in_charge_of([filters.organisation.pk])
    due = Case(When(closed=0, then=F("due_date")))
    return found.order_by("closed", due.asc(nulls_last=True), F("due_date").desc(nulls_last=True), *BESIDE)


def _whoever_is_in_charge(filters: Filters) -> ActionItemQuerySet:
    found: ActionItemQuerySet = ActionItem.objects.filter(**_conditions(filters))
    return found


def _conditions(filters: Filters) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if filters.state:
        found |= standing(filters.state)
    if filters.year:
        since, until = span_of(filters.year)
        held = MeetingPage.objects.filter(starts_at__gte=since, starts_at__lt=until).order_by()
        found["minutes__in"] = MinutesPage.objects.filter(meeting__in=held.values("pk")).order_by().values("pk")
    if filters.late:
        found |= {"closed": 0, "due_date__lt": clock.today()}
    if filters.until:
        found["due_date__lte"] = filters.until
    return found


def listed(filters: Filters, user: Anyone, per_page: int) -> ListInParts:
    """The same order in parts, each of which an index has: so its pages are found without sorting all. How many there
    are of each state is counted at once."""
    every = replace(filters, state="")
    return _in_parts(_asked(every), user, per_page, counts=counts_by_state(every, user), state=filters.state)


def _in_parts(
    found: ActionItemQuerySet, user: Anyone, per_page: int, *, counts: dict[tuple[str, int], int], state: str
) -> ListInParts:
    """Those of `found` that this person may see."""
    visible = found.visible_to(user)
    chosen = visible.filter(**standing(state)) if state else visible
    dated, undated = chosen.filter(due_date__isnull=False), chosen.filter(due_date=None)
    parts = [
        dated.open().order_by("due_date", *BESIDE),
        undated.open().order_by(*BESIDE),
        dated.closed().order_by("-due_date", *BESIDE),
        undated.closed().order_by(*BESIDE),
    ]
    shown = [state] if state else ActionState.values
    return ListInParts(
        [part.values_list("pk", flat=True) for part in parts],
        [
            sum(counts.get((one, undated), 0) for one in shown if (one in CLOSED) == closed)
            for closed in (False, True)
            for undated in (0, 1)
        ],
        per_page,
        show=lambda some: with_minutes(ActionItem.objects.filter(pk__in=some)),
    )


def counts_by_state(filters: Filters, user: Anyone) -> dict[tuple[str, int], int]:
    """Of each those with a day (0), and those without (1)."""
    if filters.organisation:
        parts = _whoever_is_in_charge(filters).parts_in_charge_of([filters.organisation.pk])
    else:
        parts = [_whoever_is_in_charge(filters)]
    return _by_state(parts, user, filters.key)


def _by_state(parts: Sequence[ActionItemQuerySet], user: Anyone, asked: Hashable) -> dict[tuple[str, int], int]:
    return kept("follow-ups", (asked, closed_paths(user)), lambda: _counted(parts, user))


def _counted(parts: Sequence[ActionItemQuerySet], user: Anyone) -> dict[tuple[str, int], int]:
    """All but those of the few minutes that are withheld, which are counted by themselves: to ask each of all of them
    takes twice as long."""
    counted: Counter[tuple[str, int]] = Counter()
    for part in parts:
        counted += _in_states(part)
        counted -= _in_states(part.filter(minutes__in=withheld_from(user)))
    return dict(counted)


def _in_states(found: ActionItemQuerySet) -> Counter[tuple[str, int]]:
    counted = found.order_by().values_list("state").annotate(n=Count("*"), dated=Count("due_date"))
    return Counter(
        {(state, n): some for state, every, dated in counted for n, some in enumerate((dated, every - dated))}
    )


def mine(user: Anyone) -> ActionItemQuerySet:
    """Of those in charge is an organisation for which this person speaks, or the post that this person holds."""
    return search(Filters(), user).in_charge_of(*_charges(user))


def number_due(user: Anyone, until: datetime.date) -> int:
    """How many of `mine` are to be done by that day."""
    every = _asked(Filters(until=until)).in_charge_of(*_charges(user))
    number: int = every.open().order_by().not_withheld_from(user).count()
    return number


def my_page(user: Anyone, *, per_page: int, number: Any) -> Page:
    organisations, post = _charges(user)
    every = Filters()
    parts = _whoever_is_in_charge(every).parts_in_charge_of(organisations, post)
    counts = _by_state(parts, user, ("mine", *sorted(organisations), post))
    found = _asked(every).in_charge_of(organisations, post)
    return _in_parts(found, user, per_page, counts=counts, state="").get_page(number)


def _charges(user: Anyone) -> tuple[list[int], int | None]:
    membership = current_membership(user)
    organisations = [one.pk for one in permissions.organisations_of(user)]
    return organisations, membership.post_id if membership else None


def rows(items: Iterable[ActionItem], user: Anyone) -> list[ActionRow]:
    """As they are shown outside their minutes: organisations by their names of today, gaps for what is hidden."""
    found = list(items)
    fetch_owners(found)
    reports = reports_in(item.minutes_id for item in found)
    return [
        ActionRow(
            item=item,
            owners=item.owners,
            posts=[office_label(post) for post in item.posts.all()],
            reports=reports.get((item.minutes_id, item.number), []),
            may_report=permissions.can_report(user, item),
            links=item.shown_outside,
        )
        for item in found
    ]


def page_of(asked: Filters, user: Anyone, *, per_page: int, number: Any) -> Page:
    return listed(asked, user, per_page).get_page(number)


def with_minutes(items: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """With what a row shows of the minutes and their meeting, and no more: pages have sixty columns, some large."""
    return items.select_related("owner", "minutes__meeting__team").only(*_OWN, *_OWNER, *_MINUTES)


_OWN = [field.name for field in ActionItem._meta.concrete_fields]
_OWNER = ("owner__name", "owner__short_name", "owner__slug")
_MINUTES = [
    *(f"minutes__{name}" for name in ("title", "path", "url_path", "live", "state", "blackouts")),
    *(f"minutes__meeting__{name}" for name in ("title", "path", "starts_at", "live", "team__name")),
]


def years_of(user: Anyone) -> list[int]:
    """The newest first."""
    return kept("follow-ups.years", closed_paths(user), lambda: _YEARS(user))


def _with_follow_ups(user: Anyone) -> QuerySet[MinutesPage]:
    return MinutesPage.objects.visible_to(user).filter(Exists(ActionItem.objects.filter(minutes=OuterRef("pk"))))


_YEARS = Years(_with_follow_ups)


def organisations_in_charge(user: Anyone) -> list[tuple[str, str]]:
    """By slug and name."""
    return kept("follow-ups.organisations", closed_paths(user), lambda: _in_charge(user))


def _in_charge(user: Anyone) -> list[tuple[str, str]]:
    return [(one.slug, str(one)) for one in _IN_CHARGE(user)]


def _of_organisations(user: Anyone) -> QuerySet[Organisation]:
    visible = ActionItem.objects.visible_to(user)
    own = visible.filter(owner=OuterRef("pk"))
    shared = visible.filter(co_owners=OuterRef("pk"))
    return Organisation.objects.filter(Exists(own) | Exists(shared)).order_by("name").only("slug", "name")


_IN_CHARGE: Listed[Organisation] = Listed(_of_organisations)
