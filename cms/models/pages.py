"""The home page and plain pages."""

from typing import ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from forum.models import RecordedPage
from forum.models.access import questions_of_rights
from forum.models.memory import Prepared
from forum.models.pages.places import is_in_menu, page_at


class HomePage(RecordedPage):
    ledger_prefix = "page"
    max_count = 1
    template = "cms/home/page.html"
    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[FieldPanel]] = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("home page")

    @cached_property
    def menu(self) -> list[Page]:
        """The pages of the main navigation, whoever may read them."""
        return [page for page in _IN_MENUS(self.depth + 1) if is_in_menu(self, page)]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Straight to the page: Wagtail would ask for each one on the way, and twice."""
        if not path_components:
            return super().route(request, path_components)
        page = page_at(self, path_components, questions_of_rights(request.user))
        if page is None:
            raise Http404
        return page.route(request, [])


_IN_MENUS: Prepared[Page] = Prepared(lambda depth: Page.objects.live().in_menu().filter(depth=depth))


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
