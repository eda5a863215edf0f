"""What lists may show: dates for memberships, publication and privacy for pages."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any, Generic, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q, QuerySet
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from forum import clock
from forum.models.memory import Asked, Prepared, remembered, sharing_memory

KEPT_IN_CALENDARS = datetime.timedelta(days=365)
Pages = TypeVar("Pages", bound=PageQuerySet)
Row = TypeVar("Row")


class MembershipQuerySet(models.QuerySet[Any]):
    def current(self, on: datetime.date | None = None) -> Self:
        """Memberships that count on a day (default: today, local time)."""
        day = on or clock.today()
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gte=day), start_date__lte=day)

    def of(self, user: Any) -> Self:
        return self.filter(person__user=user) if user.is_authenticated else self.none()

    def speaking_for(self, organisation: Any) -> Self:
        """Of whoever speaks for an organisation today, or on its behalf."""
        return self.current().filter(Q(on_behalf_of=organisation) | Q(organisation=organisation))


class VisiblePageQuerySet(PageQuerySet):
    """Pages that one person may know of."""

    def visible_to(self, user: Any) -> Self:
        return outside(closed_to(user), self.live())


class ManyPagesQuerySet(VisiblePageQuerySet):
    """Of a kind of which there may be very many, and which everybody may read once they are live: few are withheld, and
    those have an index of their own."""

    def not_withheld_from(self, user: Any) -> Self:
        """The same as `visible_to`, for whoever goes through very many: no page is looked at for it."""
        return self.exclude(pk__in=withheld_from(user))

    def number_for(self, user: Any) -> int:
        """How many this person may know of: all but those that are withheld."""
        every = self.order_by()
        withheld: int = every.filter(pk__in=withheld_from(user)).count()
        return every.count() - withheld


class MeetingQuerySet(ManyPagesQuerySet):
    def coming(self) -> Self:
        """From today on: a meeting stays announced until its day is over; one over night or of several days, until it
        ends."""
        announced = self.model._default_manager.filter(_announced_q()).order_by()
        # Few of very many: found by their own indexes, not by a walk through all in the order of the list.
        return self.filter(pk__in=announced.values("pk")).order_by("starts_at")

    def in_calendars(self) -> Self:
        """Of a year ago and later: what to subscribe to does not grow for ever."""
        return self.filter(starts_at__gte=_today() - KEPT_IN_CALENDARS).order_by("starts_at")

    def past(self) -> Self:
        """Those of one moment in the order of the index, which both directions of a list can follow."""
        going_on = self.model._default_manager.filter(ends_at__gt=clock.now()).order_by()
        return self.filter(starts_at__lt=_today()).exclude(pk__in=going_on.values("pk")).order_by("-starts_at", "pk")


def _announced_q() -> Q:
    return Q(starts_at__gte=_today()) | Q(ends_at__isnull=False, ends_at__gt=clock.now())


def _today() -> datetime.datetime:
    return clock.local_now().replace(hour=0, minute=0, second=0, microsecond=0)


def restrictions() -> list[PageViewRestriction]:
    """All of Wagtail's privacy settings; each holds for a page and what is below it."""
    return remembered(("restrictions",), RESTRICTIONS)


RESTRICTIONS: Prepared[PageViewRestriction] = Prepared(
    lambda: PageViewRestriction.objects.select_related("page").prefetch_related("groups")
)


def outside(closed: Iterable[PageViewRestriction], pages: Pages) -> Pages:
    """Those of the pages for which none of these settings holds."""
    for restriction in closed:
        pages = pages.not_descendant_of(restriction.page, inclusive=True)
    return pages


def withheld_from(user: Any) -> PageQuerySet:
    """The keys of all pages that are not public yet or no longer, or closed to this person."""
    pages = Page.objects.filter(live=False)
    for restriction in closed_to(user):
        pages |= Page.objects.descendant_of(restriction.page, inclusive=True)
    return pages.order_by().values("pk")


def closed_to(user: Any) -> list[PageViewRestriction]:
    """The privacy settings that keep this person out."""
    return remembered(("closed pages", user.pk), lambda: [one for one in restrictions() if not _admits(one, user)])


def is_closed(page: Page, closed: Iterable[PageViewRestriction]) -> bool:
    return any(page.path.startswith(one.page.path) for one in closed)


def _admits(restriction: PageViewRestriction, user: Any) -> bool:
    """Wagtail's own rule, without a session: lists never show what lies behind a password, the page itself asks."""
    return bool(restriction.accept_request(SimpleNamespace(user=user, session={})))


class Listed(Generic[Row]):
    """What a reader may see of something: `Listed(lambda user, kind: MeetingPage.objects.visible_to(user).filter(…))`,
    asked as `listed(user, kind)`.

    All who are not signed in see the same, as long as the same pages are closed to them: for them the SQL is written
    once for each such state (`Prepared`, whose rules hold for the values). For others it is written each time.
    """

    MOST = 20

    def __init__(self, ask: Callable[..., QuerySet[Any, Row]], names: Sequence[str] = ()) -> None:
        self.ask, self.names = ask, names
        self.written: dict[tuple[str, ...], Prepared[Row]] = {}

    def __call__(self, user: Any, *values: Any) -> list[Row]:
        return list(self.ask(user, *values)) if user.is_authenticated else self._prepared()(*values)

    def of(self, user: Any, *values: Any) -> Asked | None:
        """To be asked together with others (`ask_ahead`); None for whom the SQL is written each time."""
        return None if user.is_authenticated else self._prepared().of(*values)

    def _prepared(self) -> Prepared[Row]:
        return self.written.get(closed_paths(AnonymousUser())) or self._write()

    def _write(self) -> Prepared[Row]:
        with sharing_memory():  # the state, and what is written, from one and the same answer
            state = closed_paths(AnonymousUser())
            prepared: Prepared[Row] = Prepared(partial(self.ask, AnonymousUser()), self.names).write()
        if len(self.written) >= self.MOST:
            self.written.clear()
        self.written[state] = prepared
        return prepared


def closed_paths(user: Any) -> tuple[str, ...]:
    """Where the settings stand that keep this person out: all on which `visible_to` of pages depends."""
    return tuple(sorted({one.page.path for one in closed_to(user)}))
