"""The public feed (Atom) of the site or of a draft: what was published, circulated, opened and answered."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Site

from cms.reading.search import KINDS
from decrees.events import ANSWER_CHANGED, ANSWER_GIVEN
from decrees.models import DecreePage
from forum.audiences import PUBLIC
from forum.events import feed_verbs
from forum.models import ForumSettings, LedgerEntry

LENGTH = 50
SCANNED = 400
# A secretariat answers dozens of comments on a day: the feed says so once.
ANSWERS = {ANSWER_GIVEN, ANSWER_CHANGED}


@dataclass
class Item:
    """An entry with its page; of answers the day's newest, which stands for `times` of them."""

    entry: LedgerEntry
    page: Any
    times: int = 1

    @property
    def sentence(self) -> str:
        if self.entry.verb not in ANSWERS:
            return self.entry.sentence
        return ngettext("answered %(n)d comment", "answered %(n)d comments", self.times) % {"n": self.times}


class PublicFeed(Feed):
    """Of the whole site: under every page that anybody may read."""

    feed_type = Atom1Feed
    description = gettext_lazy("Meetings, invitations, minutes, drafts, rounds and answers as they are published.")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return None

    def title(self, obj: Any) -> str:
        site = Site.objects.filter(is_default_site=True).first()
        return ForumSettings.for_site(site).forum_name if site else "Mufakat"

    def link(self, obj: Any) -> str:
        return "/"

    def entries(self, obj: Any) -> Any:
        return LedgerEntry.objects.filter(audience=PUBLIC, verb__in=feed_verbs(), page_id__isnull=False)

    def items(self, obj: Any) -> list[Item]:
        latest = list(self.entries(obj).order_by("-seq")[:SCANNED])
        pages = visible_pages({entry.page_id for entry in latest if entry.page_id})
        return fold(Item(entry, pages[entry.page_id]) for entry in latest if entry.page_id in pages)[:LENGTH]

    def item_title(self, item: Item) -> str:
        return f"{item.page.title}: {item.entry.actor_label or _('The system')} {item.sentence}"

    def item_link(self, item: Item) -> str:
        return item.page.full_url or "/"

    def item_guid(self, item: Item) -> str:
        return f"urn:sha256:{item.entry.digest}"

    def item_updateddate(self, item: Item) -> datetime.datetime:
        return item.entry.at

    item_pubdate = item_updateddate


class DecreeFeed(PublicFeed):
    """Of one draft that anybody may read; of any other there is none, whoever asks: feed readers do not sign in."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> DecreePage:
        return get_object_or_404(DecreePage.objects.visible_to(AnonymousUser()), pk=kwargs["pk"])

    def title(self, obj: DecreePage) -> str:
        return obj.title

    def link(self, obj: DecreePage) -> str:
        return obj.full_url or "/"

    def entries(self, obj: DecreePage) -> Any:
        return super().entries(obj).filter(pages__page_id=obj.pk)

    def items(self, obj: DecreePage) -> list[Item]:
        return fold(Item(entry, obj) for entry in self.entries(obj).order_by("-seq")[:SCANNED])[:LENGTH]


def fold(items: Iterable[Item]) -> list[Item]:
    """Newest first; the answers of one day under one page are one item."""
    found: dict[Any, Item] = {}
    for item in items:
        entry, page = item.entry, item.page
        key = (page.pk, timezone.localdate(entry.at)) if entry.verb in ANSWERS else entry.seq
        if key in found:
            found[key].times += 1
        else:
            found[key] = item
    return list(found.values())


def visible_pages(ids: set[int]) -> dict[int, Any]:
    """Pages among these that anybody may read: one query a kind."""
    found: dict[int, Any] = {}
    for model, _label in KINDS.values():
        for page in model.objects.visible_to(AnonymousUser()).filter(pk__in=ids):
            found[page.pk] = page
    return found
