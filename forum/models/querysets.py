"""What lists may show: dates for memberships, publication and privacy for pages."""

import datetime
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q
from wagtail.models import PageQuerySet, PageViewRestriction

from forum import clock
from forum.models.memory import Prepared, remembered

Pages = TypeVar("Pages", bound=PageQuerySet)


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
        closed = remembered(
            ("closed pages", user.pk), lambda: [one for one in restrictions() if not _admits(one, user)]
        )
        return outside(closed, self.live())


class MeetingQuerySet(VisiblePageQuerySet):
    def coming(self) -> Self:
        """From today on: a meeting stays announced until its day is over."""
        return self.filter(starts_at__gte=_today()).order_by("starts_at")

    def past(self) -> Self:
        return self.filter(starts_at__lt=_today()).order_by("-starts_at")


def _today() -> datetime.datetime:
    return clock.local_now().replace(hour=0, minute=0, second=0, microsecond=0)


def restrictions() -> list[PageViewRestriction]:
    """All of Wagtail's privacy settings; each holds for a page and what is below it."""
    return remembered(("restrictions",), _RESTRICTIONS)


_RESTRICTIONS: Prepared[PageViewRestriction] = Prepared(
    lambda: PageViewRestriction.objects.select_related("page").prefetch_related("groups")
)


def outside(closed: Iterable[PageViewRestriction], pages: Pages) -> Pages:
    """Those of the pages for which none of these settings holds."""
    for restriction in closed:
        pages = pages.not_descendant_of(restriction.page, inclusive=True)
    return pages


def _admits(restriction: PageViewRestriction, user: Any) -> bool:
    """Wagtail's own rule, without a session: lists never show what lies behind a password, the page itself asks."""
    return bool(restriction.accept_request(SimpleNamespace(user=user, session={})))
