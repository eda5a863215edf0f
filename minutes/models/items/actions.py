"""What somebody is to do after a meeting: who is in charge, and until when. What became of it is reported beside it
(`minutes.models.records.reports`), for the words stay as they were approved."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from forum import clock
from forum.models import Link, LinkedOutside, Organisation, Post
from minutes.models.items.parts import NumberedItem, once_per_minutes
from minutes.models.querysets import ActionItemQuerySet


class ActionState(models.TextChoices):
    OPEN = "open", _("not begun")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


CLOSED = (ActionState.DONE, ActionState.CANCELLED)


def standing(state: str) -> dict[str, Any]:
    """What is written beside a follow-up that stands so."""
    return {"state": state, "closed": int(state in CLOSED)}


class ActionItem(NumberedItem, LinkedOutside, ClusterableModel):
    """In charge are the `owner`, the `co_owners` and whoever holds one of the `posts`: each may report on it."""

    minutes = ParentalKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="action_items")
    text = models.TextField(_("follow-up"), help_text=_("What will be done, in one sentence."))
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="action_items",
        verbose_name=_("organisation in charge"),
        help_text=_("A government office, an NGO or any other organisation of the forum."),
    )
    co_owners = ParentalManyToManyField(
        Organisation, blank=True, related_name="shared_action_items", verbose_name=_("together with")
    )
    posts = ParentalManyToManyField(
        Post,
        blank=True,
        related_name="action_items",
        verbose_name=_("people in charge"),
        help_text=_("By their office: whoever holds it is reminded. Names are not part of the minutes."),
    )
    due_date = models.DateField(_("due date"), null=True, blank=True, help_text=_("Empty: no date was agreed."))
    # As the newest report has it, for lists; no draft of the minutes holds it, and the database refuses anything else.
    # `closed` is 0 or 1: SQLite looks for no truth value in an index.
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ActionState.choices,
        default=ActionState.OPEN,
        editable=False,
        serialize=False,
    )
    closed = models.PositiveSmallIntegerField(default=0, editable=False, serialize=False)

    objects = ActionItemQuerySet.as_manager()

    class Meta(NumberedItem.Meta):
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [once_per_minutes("action_number_once")]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["closed", "due_date", "-minutes", "number", "state"], name="follow_ups_as_listed"),
            models.Index(fields=["minutes", "closed", "due_date", "state"], name="follow_ups_of_minutes"),
            models.Index(fields=["state", "minutes", "due_date"], name="follow_ups_as_counted"),
            models.Index(fields=["owner", "state", "minutes", "due_date"], name="follow_ups_in_charge"),
        ]

    def save(self, **kwargs: Any) -> None:
        """A draft that is published knows nothing of what was reported meanwhile."""
        for name, value in standing(self._reported_state()).items():
            setattr(self, name, value)
        super().save(**kwargs)

    def _reported_state(self) -> str:
        reports = apps.get_model("minutes", "ActionReport")._default_manager
        newest = reports.filter(minutes=self.minutes_id, number=self.number).order_by("-pk") if self.number else None
        return (newest and newest.values_list("state", flat=True).first()) or ActionState.OPEN

    @property
    def shown_text(self) -> str:
        """The words as the public reads them, where the item stands without its minutes."""
        return str(self.minutes.shown_row(f"action_items:{self.number}", self.text, self.outside_words))

    @property
    def shown_outside(self) -> list[Link]:
        """Under which ids it is treated elsewhere, in the same way: none where its words are out of sight."""
        links: list[Link] = self.minutes.shown_beside(f"action_items:{self.number}", self.text, self.outside_links)
        return links

    @property
    def owners(self) -> list[Organisation]:
        """The first is the one that answers for it."""
        return [self.owner, *(one for one in self.co_owners.all() if one.pk != self.owner_id)]

    @property
    def owner_keys(self) -> list[int]:
        """The same by key, without a query for the first."""
        others = [one.pk for one in self.co_owners.all() if one.pk != self.owner_id]
        return [self.owner_id, *others] if self.owner_id else others

    def days_late(self, on: datetime.date | None = None) -> int:
        """Since its date; 0 if that has not passed. Whether the item was done is for the caller to check."""
        return max(0, ((on or clock.today()) - self.due_date).days) if self.due_date else 0

    def is_overdue(self, on: datetime.date | None = None) -> bool:
        return self.days_late(on) > 0


def fetch_owners(items: Iterable[ActionItem]) -> None:
    """Of all items at once. Those of a draft hold their own."""
    stored = [one for one in items if one.pk and not getattr(one, "_cluster_related_objects", None)]
    organisations = Organisation.objects.select_related("sector")
    posts = Post.objects.select_related("organisation")
    prefetch_related_objects(stored, Prefetch("co_owners", organisations), Prefetch("posts", posts))
