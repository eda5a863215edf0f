"""Words that mean the same in this region: kept by the secretariat."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models.typed import TypedText


class Synonyms(TypedText, models.Model):
    words = models.TextField(
        _("words that mean the same"),
        help_text=_("One line each, abbreviations too: SK, surat keputusan. Whoever looks for one finds all."),
    )

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms and abbreviations")
        ordering = ["words"]

    def __str__(self) -> str:
        return ", ".join(self.words.splitlines())
