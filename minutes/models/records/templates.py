"""The office's own template for papers of minutes: the newest row counts, one without content stands for ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minutes.models.records.made import MadeRecord


class PaperTemplate(MadeRecord):
    content = models.BinaryField(editable=False, default=b"")
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    has_letterhead = models.BooleanField(_("has its own letterhead"), default=False)

    class Meta:
        verbose_name = _("template of papers")
        verbose_name_plural = _("templates of papers")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.sha256[:16] or "–"
