"""What is counted: one row for the same thing, how often it happened and when last."""

from datetime import timedelta
from typing import Any, Self

from django.db import models

from forum import clock


class CountedQuerySet(models.QuerySet[Any]):
    def count_once_more(self, **same: Any) -> None:
        """Many may count the same at the same time: the database adds, and of those who begin a row one makes it."""
        if not self._add_one(same):
            self.bulk_create([self.model(**same, times=0)], ignore_conflicts=True)
            self._add_one(same)

    def _add_one(self, same: dict[str, Any]) -> int:
        return self.filter(**same).update(times=models.F("times") + 1, last_at=clock.now())

    def not_for(self, days: int) -> Self:
        """What has not happened any more for so long."""
        return self.filter(last_at__lt=clock.now() - timedelta(days=days))
