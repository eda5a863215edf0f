"""The public feed: what was published, circulated and opened, newest first (Atom)."""

import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from cms.reading.search import KINDS
from forum.audiences import PUBLIC
from forum.models import ForumSettings, LedgerEntry

LENGTH = 50
SCANNED = 400


class PublicFeed(Feed):
    feed_type = Atom1Feed
    link = "/"
    description = gettext_lazy("Invitations, minutes and drafts as they are published.")

    def title(self) -> str:
        site = Site.objects.filter(is_default_site=True).first()
        return ForumSettings.for_site(site).forum_name if site else "Mufakat"

    def items(self) -> list[tuple[LedgerEntry, Any]]:
        entries = LedgerEntry.objects.filter(audience=PUBLIC, page_id__isnull=False).exclude(
            verb__in=[
                "comment.added",
                "comment.received_on_paper",
                "answer.given",
                "answer.changed",
                "rsvp.answered",
                "registration.made",
            ]
        )
        latest = list(entries.order_by("-seq")[:SCANNED])
        pages = visible_pages({entry.page_id for entry in latest if entry.page_id})
        return [(entry, pages[entry.page_id]) for entry in latest if entry.page_id in pages][:LENGTH]

    def item_title(self, item: tuple[LedgerEntry, Any]) -> str:
        entry, page = item
        return f"{page.title}: {entry.actor_label or _('The system')} {entry.sentence}"

    def item_link(self, item: tuple[LedgerEntry, Any]) -> str:
        return item[1].full_url or "/"

    def item_guid(self, item: tuple[LedgerEntry, Any]) -> str:
        return f"urn:sha256:{item[0].digest}"

    def item_updateddate(self, item: tuple[LedgerEntry, Any]) -> datetime.datetime:
        return item[0].at

    item_pubdate = item_updateddate


def visible_pages(ids: set[int]) -> dict[int, Any]:
    """Pages among these that anybody may read: one query a kind."""
    found: dict[int, Any] = {}
    for model, _label in KINDS.values():
        for page in model.objects.visible_to(AnonymousUser()).filter(pk__in=ids):
            found[page.pk] = page
    return found
