"""Papers for the items of an agenda, and who reads them."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from forum.models.typed import TypedText


class PaperQuerySet(models.QuerySet[Any]):
    def not_for_everybody(self) -> Self:
        return self.exclude(audience=AgendaPaper.Audience.PUBLIC)


class AgendaPaper(TypedText, Orderable):
    """`item_key` names the item (`AgendaItem.key`); a paper that names none belongs to the whole meeting."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody")
        UNTIL_OVER = "until_over", _("those invited, after the meeting everybody")
        INVITED = "invited", _("those invited only")

    meeting = ParentalKey("forum.MeetingPage", on_delete=models.CASCADE, related_name="papers")
    item_key = models.SlugField(_("agenda item"), max_length=32, blank=True, db_index=False)
    title = models.CharField(_("title"), max_length=200, blank=True, help_text=_("Empty: the title of the file."))
    document: Any = models.ForeignKey(
        "wagtaildocs.Document", on_delete=models.PROTECT, related_name="papers", verbose_name=_("file")
    )
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC)

    objects = PaperQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return self.title or self.document.title

    @property
    def is_open(self) -> bool:
        """Everybody who reads the page of the meeting reads it."""
        is_free = self.audience == self.Audience.UNTIL_OVER and self.meeting.is_over
        return self.audience == self.Audience.PUBLIC or is_free
