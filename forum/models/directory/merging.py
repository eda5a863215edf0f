"""Two entries that turn out to be the same."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class MergeableManager(models.Manager[Any]):
    def standing(self) -> models.QuerySet[Any]:
        """Those that one may still choose."""
        return self.filter(merged_into=None)


class Mergeable(models.Model):
    """Entered twice, perhaps. The double stays where the record names it, and nobody chooses it any more."""

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="doubles",
        verbose_name=_("the same as"),
    )

    objects = MergeableManager()

    class Meta:
        abstract = True
