"""What every public page of the forum has in common: visibility, privacy, a place in the ledger."""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import singledispatch
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, Revision

from forum.models.querysets import VisiblePageQuerySet
from forum.models.typed import TypedText, clean_line, require_words

VisiblePageManager = PageManager.from_queryset(VisiblePageQuerySet)
NO_ALIAS = _("A page of the record has one address. Copy it, or link to it.")


# --- what a page shows, without knowing the rooms above the models


@singledispatch
def page_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """What the page of this type shows to this reader, beside Wagtail's own context.

    The module that knows registers itself with `@page_context.register`; its app imports it when it is ready.
    """
    return {}


@singledispatch
def preview_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """The same for Wagtail's live preview of what is in the editor."""
    return page_context(page, request)


# --- the editor's forms: one asks for no address that the title already gives, one copies a page


class RecordedPageForm(WagtailAdminPageForm):
    """A title may be typed before the script has come that derives the slug from it; the page then derives it itself.

    Meetings often bear the same title: a slug that nobody chose and that is taken is numbered instead of refused.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        is_public = self.instance.pk and self.instance.live
        derived = slug == slugify(self.cleaned_data.get("title", ""), allow_unicode=True)
        if derived and not is_public and not Page._slug_is_available(slug, self.parent_page, self.instance):
            return self.instance.slug
        return slug


class RecordedPageCopyForm(CopyForm):
    """Without Wagtail's alias (RecordedPage.save refuses it)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)

    def clean_new_title(self) -> str:
        return require_words(clean_line(self.cleaned_data["new_title"]))

    def clean(self) -> Any:
        if self.data.get("alias"):
            raise ValidationError(NO_ALIAS, code="alias")
        return super().clean()


class RecordedPage(TypedText, Page):
    """A page whose publication `forum.services.signals` writes to the ledger, as `<ledger_prefix>.published`."""

    ledger_prefix: ClassVar[str] = ""
    base_form_class = RecordedPageForm
    copy_form_class = RecordedPageCopyForm

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

    def minimal_clean(self) -> None:
        """Wagtail asks this of a draft, and `full_clean` of what is public."""
        self.clean_typed_text()
        super().minimal_clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """No alias, whichever door asks for one: it would be published past the services and the ledger."""
        if self.alias_of_id and self._state.adding:
            raise ValidationError({"alias_of": NO_ALIAS})
        super().save(*args, **kwargs)

    def may_be_seen_by(self, user: Any) -> bool:
        """Beyond Wagtail's own privacy: subclasses whose records decide who may read them say so here."""
        return True

    def save_revision(self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any) -> Revision:
        """A form that saves itself overwrites its own revision, but none that still holds what has been deleted."""
        if overwrite_revision and parts_of(overwrite_revision.as_object()) - parts_of(self):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """A sitemap is for everybody: it names only what anybody may see."""
        return super().get_sitemap_urls(request) if self.may_be_seen_by(AnonymousUser()) else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **page_context(self, request)}

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**super().get_context(request), **preview_context(self, request)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_be_seen_by(request.user):
            raise Http404
        return super().serve(request, *args, **kwargs)


# --- what a page is made of


def parts_of(page: Page) -> Counter[Any]:
    """The ids of the blocks of its text, and its rows by relation and number."""
    texts = (getattr(page, field.name) for field in page._meta.get_fields() if isinstance(field, StreamField))
    blocks = Counter(block for text in texts for block in _block_ids(text.get_prep_value()))
    relations = (relation.get_accessor_name() for relation in get_all_child_relations(page))
    return blocks + Counter((name, row.pk) for name in relations for row in getattr(page, name).all())


def _block_ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "type" in value and value.get("id"):
            yield value["id"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _block_ids(one)


def visible_page_ids(user: Any, ids: Collection[int]) -> set[int]:
    """Pages among these that a person may read, by the rule of their lists: one query a kind of page."""
    kinds = [model for model in apps.get_models() if issubclass(model, RecordedPage)]
    lists = (kind.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True) for kind in kinds)
    return {pk for found in lists for pk in found}


# --- full addresses for what leaves the site: mails, calendars, structured data


def absolute_url(page: Page) -> str:
    """Under the installation's BASE_URL, whatever the site record says. An unpublished place gives the front page."""
    parts = page.get_url_parts()
    return f"{settings.BASE_URL}{parts[2] if parts and parts[2] else '/'}"


def absolute_reverse(name: str, *args: object) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"
