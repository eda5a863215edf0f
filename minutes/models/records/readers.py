"""How often minutes were read, and what readers thought of them: numbers of a day, of nobody."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from forum import clock


class ReaderCountQuerySet(models.QuerySet[Any]):
    def count_one(self, **same: Any) -> None:
        """Many may count the same at the same time: the database adds, and of those who begin a row one makes it."""
        if not self._add_one(same):
            self.bulk_create([self.model(**same, times=0)], ignore_conflicts=True)
            self._add_one(same)

    def _add_one(self, same: dict[str, Any]) -> int:
        return self.filter(**same).update(times=models.F("times") + 1)

    def sums(self) -> Any:
        """One row for each of what is counted."""
        return self.order_by().values("what").annotate(n=Sum("times")).values_list("what", "n")


class ReaderCount(models.Model):
    """One row for each day on which the minutes were read, or answered about with this level. Nothing says by whom."""

    class What(models.TextChoices):
        READ = "read", _("read")
        VERY = "very", _("very satisfied")
        SATISFIED = "satisfied", _("satisfied")
        FAIRLY = "fairly", _("fairly satisfied")
        NOT = "not", _("not satisfied")

    LEVELS: ClassVar[tuple[What, ...]] = (What.VERY, What.SATISFIED, What.FAIRLY, What.NOT)

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="reader_counts")
    day: "models.DateField[Any, datetime.date]" = models.DateField(_("day"), default=clock.today)
    what = models.CharField(_("what is counted"), max_length=10, choices=What.choices)
    times = models.PositiveIntegerField(_("how often"), default=0)

    objects = ReaderCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of readers")
        verbose_name_plural = _("counts of readers")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["minutes", "day", "what"], name="readers_counted_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.what}: {self.times}"
