"""What was entered in the public record, as a feed (Atom), newest first."""

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from forum.audiences import PUBLIC
from forum.events import feed_verbs
from forum.models import LedgerEntry
from forum.models.pages import absolute_url
from forum.models.typed import clean_line
from forum.reading.feed import Item, title_of

SCANNED = 400


class PrintableFeed(Atom1Feed):
    """XML has no place for control characters: what was stored with some would leave everybody without a feed."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**_printable(told))

    def add_item(self, **told: Any) -> None:  # type: ignore[override]
        super().add_item(**_printable(told))


def _printable(told: dict[str, Any]) -> dict[str, Any]:
    return {name: clean_line(value) if isinstance(value, str) else value for name, value in told.items()}


class LedgerFeed(Feed):
    feed_type = PrintableFeed

    def latest(self, **conditions: Any) -> list[LedgerEntry]:
        """Public entries of the kinds that a feed tells."""
        told = LedgerEntry.objects.filter(audience=PUBLIC, verb__in=feed_verbs(), page_id__isnull=False)
        return list(told.filter(**conditions).order_by("-seq")[:SCANNED])

    def item_title(self, item: Item) -> str:
        return title_of(item)

    def item_description(self, item: Item) -> str:
        """The clause that a single entry is about, as on paper; else the page."""
        place = item.entry.data.get("place") if item.times == 1 else ""
        return place or item.page.title

    def item_link(self, item: Item) -> str:
        return absolute_url(item.page)

    def item_guid(self, item: Item) -> str:
        return f"urn:sha256:{item.entry.digest}"

    def item_updateddate(self, item: Item) -> datetime.datetime:
        return item.entry.at

    item_pubdate = item_updateddate
