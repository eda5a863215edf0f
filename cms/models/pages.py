"""The home page and plain pages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from forum.models import RecordedPage


class HomePage(RecordedPage):
    ledger_prefix = "page"
    max_count = 1
    template = "cms/home/page.html"
    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[FieldPanel]] = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("home page")


class StandardPage(RecordedPage):
    ledger_prefix = "page"
    template = "cms/standard_page.html"
    body = RichTextField(
        _("text"),
        blank=True,
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "image", "hr"],
    )

    content_panels: ClassVar[list[FieldPanel]] = [*Page.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
