"""Follow-ups of all published minutes that somebody may read, for lists: filtered, in the order in which they are due.
A fixed number of queries however many there are."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When

from forum import clock
from forum.models import Organisation
from forum.models.ledger import kept
from forum.models.querysets import closed_paths
from forum.permissions import Anyone, current_membership
from forum.reading.paging import KeptOrder
from minutes import permissions
from minutes.models import ActionItem, ActionState, MinutesPage
from minutes.models.items.actions import fetch_owners
from minutes.models.querysets import ActionItemQuerySet
from minutes.reading.actions.standing import ActionRow, office_label, reports_in

LATE = "late"


@dataclass(frozen=True, slots=True)
class Filters:
    """`state` is one of `ActionState`, empty for all; `year` that of the meeting."""

    organisation: Organisation | None = None
    state: str = ""
    year: int | None = None
    late: bool = False

    @property
    def key(self) -> tuple[Any, ...]:
        return self.organisation and self.organisation.pk, self.state, self.year, self.late


def search(filters: Filters, user: Anyone) -> ActionItemQuerySet:
    """What is open stands first, the earliest day first; then what is closed, of the newest meeting first."""
    found: ActionItemQuerySet = ActionItem.objects.visible_to(user).with_state().filter(**_conditions(filters))
    if filters.late:
        found = found.filter(due_date__lt=clock.today(), state__in=[ActionState.OPEN, ActionState.RUNNING])
    if filters.organisation:
        found = found.in_charge_of([filters.organisation.pk])
    closed = Case(When(state__in=[ActionState.DONE, ActionState.CANCELLED], then=Value(1)), default=Value(0))
    due = Case(When(state__in=[ActionState.OPEN, ActionState.RUNNING], then=F("due_date")))
    return found.order_by(closed, due.asc(nulls_last=True), "-minutes__meeting__starts_at", "number", "pk")


def _conditions(filters: Filters) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if filters.state:
        found["state"] = filters.state
    if filters.year:
        found["minutes__meeting__starts_at__year"] = filters.year
    return found


def due(items: QuerySet[ActionItem], days: int | None) -> QuerySet[ActionItem]:
    """Those of a day within so many days from now; -1: those whose day has passed; None: all."""
    if days is None:
        return items
    return items.filter(due_date__lte=clock.today() + datetime.timedelta(days=days))


def mine(user: Anyone) -> ActionItemQuerySet:
    """Of those in charge is an organisation for which this person speaks, or the post that this person holds."""
    membership = current_membership(user)
    organisations = [one.pk for one in permissions.organisations_of(user)]
    post = membership.post_id if membership else None
    return search(Filters(), user).in_charge_of(organisations, post)


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
        )
        for item in found
    ]


def page_of(asked: Filters, user: Anyone, *, per_page: int, number: Any) -> Page:
    """The order of all of them follows from reports and minutes: it is made once under the ledger's head."""
    order = search(asked, user).values_list("pk", flat=True)
    shown = KeptOrder(order, per_page, name="follow-ups", reader=user, asked=asked.key).get_page(number)
    keys = list(shown.object_list)
    found = with_minutes(ActionItem.objects.all()).in_bulk(keys)
    shown.object_list = [found[key] for key in keys if key in found]
    return shown


def with_minutes(items: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """With what a row shows of the meeting; without what was frozen with the minutes, which is large."""
    return items.select_related("owner__sector", "minutes__meeting").defer(
        "minutes__frozen", "minutes__discussion", "minutes__published_text"
    )


def years_of(user: Anyone) -> list[int]:
    """The newest first."""
    have = MinutesPage.objects.visible_to(user).filter(Exists(ActionItem.objects.filter(minutes=OuterRef("pk"))))
    return kept("follow-ups.years", closed_paths(user), have.years)


def organisations_in_charge(user: Anyone) -> QuerySet[Organisation]:
    keys = kept("follow-ups.organisations", closed_paths(user), lambda: _in_charge(user))
    return Organisation.objects.filter(pk__in=keys).order_by("name")


def _in_charge(user: Anyone) -> list[int]:
    visible = ActionItem.objects.visible_to(user)
    own = visible.filter(owner=OuterRef("pk"))
    shared = visible.filter(co_owners=OuterRef("pk"))
    return list(Organisation.objects.filter(Exists(own) | Exists(shared)).values_list("pk", flat=True))
