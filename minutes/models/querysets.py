"""Query sets for lists of minutes and of follow-ups."""

import datetime
from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from forum import clock
from forum.models.querysets import VisiblePageQuerySet


def _rows(model: str) -> Any:
    # Looked up by name when called, because the models of this app import this module.
    return apps.get_model("minutes", model)._default_manager


def _count(model: str) -> Coalesce:
    """How many of these the minutes have. Counted beside each other: joined, each would multiply the others."""
    rows = _rows(model).filter(minutes=OuterRef("pk")).order_by().values("minutes")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


class MinutesQuerySet(VisiblePageQuerySet):
    """Minutes; `visible_to` (inherited) means the published edition only."""

    def with_counts(self) -> Self:
        """Add what a row of a list shows, without a query per row: numbers of inputs, decisions and follow-ups, the
        meeting."""
        return self.select_related("meeting__host").annotate(
            input_count=_count("Input"), decision_count=_count("Decision"), action_count=_count("ActionItem")
        )

    def newest_first(self) -> Self:
        return self.order_by("-meeting__starts_at", "-pk")


class ActionItemQuerySet(models.QuerySet[Any]):
    """Follow-ups of the published minutes (a draft's items live in its revisions until then)."""

    def visible_to(self, user: Any) -> Self:
        minutes = _rows("MinutesPage").visible_to(user)
        return self.filter(minutes__in=minutes.values("pk"))

    def with_state(self) -> Self:
        """Add how each stands: as the newest report on it says."""
        reports = _rows("ActionReport").filter(minutes=OuterRef("minutes"), number=OuterRef("number"))
        newest = reports.order_by("-pk").values("state")[:1]
        return self.annotate(state=Coalesce(Subquery(newest), Value("open")))

    def done(self) -> Self:
        return self.with_state().filter(state="done")

    def open(self) -> Self:
        """Something is to be done yet."""
        return self.with_state().filter(state__in=["open", "running"])

    def overdue(self, on: datetime.date | None = None) -> Self:
        return self.open().filter(due_date__lt=on or clock.today())

    def in_charge_of(self, organisations: Iterable[int], post: int | None = None) -> Self:
        """Of which one of these organisations is in charge, or who holds the post."""
        keys = list(organisations)
        shared = self.model.co_owners.through.objects.filter(organisation__in=keys).values("actionitem")
        held = self.model.posts.through.objects.filter(post=post).values("actionitem") if post else []
        return self.filter(Q(owner__in=keys) | Q(pk__in=shared) | Q(pk__in=held))
