"""The directory: who is in the forum."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page

from forum.models.pages import RecordedPage


class DirectoryPage(RecordedPage):
    """Who is in the forum: organisations by sector, teams with their tasks."""

    ledger_prefix = "page"
    max_count = 1
    subpage_types: ClassVar[list[str]] = []
    template = "forum/directory/page.html"
    intro = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("What the forum is and how somebody becomes a member, in plain words."),
    )

    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("directory")
