"""What every public page of the forum has in common: visibility, privacy, a place in the ledger."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterator
from functools import singledispatch
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PagePermissionTester, PageViewRestriction, Revision
from wagtail.url_routing import RouteResult

from forum.models.ledger import LedgerEntry
from forum.models.memory import Asked, ask_ahead
from forum.models.pages.forms import NO_ALIAS, RecordedPageCopyForm, RecordedPageForm
from forum.models.pages.places import pages_above
from forum.models.pages.references import indexed_once
from forum.models.pages.rows import rows_of
from forum.models.querysets import VisiblePageQuerySet, is_closed, restrictions
from forum.models.typed import TypedText

VisiblePageManager = PageManager.from_queryset(VisiblePageQuerySet)
SITE_DEPTH = 2  # of a home page, below Wagtail's own root


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


@singledispatch
def page_questions(page: Page, request: HttpRequest) -> list[Asked | None]:
    """What the page of this type asks the database in any case: it is asked in one statement, before it is drawn.

    Registered like `page_context`."""
    return []


class RecordPermissions(PagePermissionTester):
    """Wagtail's own doors to unpublish ask for no reason: they are closed, to administrators too."""

    def can_unpublish(self) -> bool:
        return False


class RecordedPage(TypedText, Page):
    """A page whose publication `forum.services.signals` writes to the ledger, as `<ledger_prefix>.published`."""

    ledger_prefix: ClassVar[str] = ""
    # A published change of these is told with what they were before (forum.events.sentences).
    told_fields: ClassVar[tuple[str, ...]] = ("title",)
    # Set while the page is being withdrawn.
    withdrawal_reason = ""
    # What of other tables every reader of the page is shown: fetched with it.
    shown_with: ClassVar[tuple[str, ...]] = ()
    # What of its own row no reader is shown.
    shown_without: ClassVar[tuple[str, ...]] = ()
    base_form_class = RecordedPageForm
    copy_form_class = RecordedPageCopyForm

    objects = VisiblePageManager()

    class Meta:
        abstract = True

    @classmethod
    def can_exist_under(cls, parent: Page) -> bool:
        """What there is once stands under the home page: lists of other pages need not count it for each row."""
        is_at_home = cls.max_count is None or parent.depth <= SITE_DEPTH
        return is_at_home and super().can_exist_under(parent)

    def ledger_content(self) -> Any:
        """What the ledger's digest of a publication covers: all of the page's own content."""
        return self.serializable_data()

    def told_changes(self, before: "RecordedPage") -> dict[str, list[Any]]:
        """By field: what it was, and what it is."""
        pairs = {name: [_plain(getattr(before, name)), _plain(getattr(self, name))] for name in self.told_fields}
        return {name: [old, new] for name, (old, new) in pairs.items() if old != new}

    def reason_of(self, changed: Collection[str]) -> str:
        """Why these fields were changed, if the page says so."""
        return ""

    def get_full_url(self, request: HttpRequest | None = None) -> str | None:
        """For sitemaps and the admin: the installation's own address, whatever the site record says."""
        return absolute_url(self) if self.get_url_parts(request) else None

    full_url = property(get_full_url)

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
        with indexed_once(self, fields=kwargs.get("update_fields")):
            super().save(*args, **kwargs)

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        rows = rows_of(cls, data)
        page = super().from_serializable_data({key: data[key] for key in data if key not in rows}, *args, **kwargs)
        for name, many in rows.items() if page else ():
            setattr(page, name, many)
        return page

    @property
    def is_of_record(self) -> bool:
        """It was published once: from then on it can be withdrawn, with a reason, and not deleted."""
        return self.live or self.first_published_at is not None

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return RecordPermissions(user, self)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """No draft gives another address to what was published."""
        return super().with_content_json({**content, "slug": self.slug} if self.is_of_record else content)

    def may_be_seen_by(self, user: Any) -> bool:
        """Beyond Wagtail's own privacy: subclasses whose records decide who may read them say so here."""
        return True

    def may_be_known_to(self, user: Any) -> bool:
        """Whoever could read it may know that it was withdrawn."""
        return self.may_be_seen_by(user)

    @cached_property
    def withdrawal(self) -> LedgerEntry | None:
        """The entry that withdrew the page; None while it is public, or never was."""
        told = LedgerEntry.objects.filter(page_id=self.pk, verb=f"{self.ledger_prefix}.withdrawn")
        return None if self.live else told.select_related("reason").order_by("-seq").first()

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

    def get_view_restrictions(self) -> Any:
        """Wagtail's own answer, out of the settings that lists ask for too. A page of the record has no alias."""
        own = [one.pk for one in restrictions() if is_closed(self, [one])]
        return PageViewRestriction.objects.filter(pk__in=own) if own else PageViewRestriction.objects.none()

    @cached_property
    def above(self) -> list[Page]:
        return pages_above(self)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not path_components and self.withdrawal and self.may_be_known_to(request.user):
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.withdrawal:
            return render(request, "forum/record/withdrawn.html", {"page": self, "entry": self.withdrawal}, status=410)
        if not self.may_be_seen_by(request.user):
            raise Http404
        ask_ahead(*page_questions(self, request))
        self.read_rows()
        return super().serve(request, *args, **kwargs)

    def read_rows(self) -> None:
        """What its reader is shown of its own rows, by questions whose SQL is written once."""


def of_record_q() -> Q:
    """The condition on a page that it was published once; Wagtail's own root is no page of the record."""
    return (Q(live=True) | Q(first_published_at__isnull=False)) & ~Q(content_type__app_label="wagtailcore")


def _plain(value: Any) -> Any:
    """As the ledger keeps it."""
    if isinstance(value, Model):
        return str(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


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


def address_of_site() -> tuple[str, int]:
    """Host and port, as the site's record spells BASE_URL."""
    address = urlsplit(settings.BASE_URL)
    return address.hostname or "localhost", address.port or (443 if address.scheme == "https" else 80)
