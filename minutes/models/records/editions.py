"""Every edition that was published, as it was, and the slips of the pen that were mended between two. Rows are only
ever added."""

from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.ledger.acts import Act


class Edition(models.Model):
    """All the words of an edition, blacked out ones too: what the public reads is made from it as from the page."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("edition"))
    content = models.JSONField(_("the text as it was published"), encoder=DjangoJSONEncoder)
    digest = models.CharField(_("digest of the text"), max_length=64)
    published_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("edition of minutes")
        verbose_name_plural = _("editions of minutes")
        ordering = ["number"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["minutes", "number"], name="edition_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.number}"

    def text(self) -> Any:
        """The minutes as they were."""
        return self.minutes.with_content_json(self.content)


class Ralat(Act):
    """A slip of the pen that was mended in published minutes. `before` and `after` are the words of the row."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="ralats")
    edition = models.PositiveSmallIntegerField(_("edition"))
    part = models.CharField(_("row"), max_length=100)
    before = models.TextField(_("what stood"))
    after = models.TextField(_("what stands"))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("ralat")
        verbose_name_plural = _("ralat")
        ordering = ["edition"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["minutes", "edition"], name="ralat_once_per_edition")
        ]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.edition}"
