"""What every public page of the forum has in common: visibility, privacy, a place in the ledger."""

from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, PageManager

from forum.models.page_forms import RecordedPageForm
from forum.models.querysets import VisiblePageQuerySet

VisiblePageManager = PageManager.from_queryset(VisiblePageQuerySet)


class RecordedPage(Page):
    """A page whose publication is written to the ledger (see `forum.signals`) under `<ledger_prefix>.published`."""

    ledger_prefix: ClassVar[str] = ""
    base_form_class = RecordedPageForm

    objects = VisiblePageManager()

    class Meta:
        abstract = True

    def ledger_content(self) -> Any:
        """What the ledger's digest of a publication covers: all of the page's own content."""
        return self.serializable_data()

    @property
    def ledger_audience(self) -> str:
        """Who may read in a timeline that the page was published; as the ledger names audiences."""
        return "public"

    def may_be_seen_by(self, user: Any) -> bool:
        """Beyond Wagtail's own privacy: subclasses whose records decide who may read them say so here."""
        return True

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """A sitemap is for everybody: it names only what anybody may see."""
        return super().get_sitemap_urls(request) if self.may_be_seen_by(AnonymousUser()) else []

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_be_seen_by(request.user):
            raise Http404
        return super().serve(request, *args, **kwargs)
