"""The public record of the whole site as a feed: under every page that anybody may read."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from cms.models import StandardPage
from decrees.models import DecreePage
from forum.models import ForumSettings, InvitationPage, MeetingPage
from forum.models.pages import absolute_reverse
from forum.reading.feed import Item, fold
from forum.views.feeds import LedgerFeed
from minutes.models import MinutesPage

KINDS: tuple[type[Any], ...] = (MinutesPage, DecreePage, MeetingPage, InvitationPage, StandardPage)


class PublicFeed(LedgerFeed):
    description = gettext_lazy("Meetings, invitations, minutes, drafts, rounds and answers as they are published.")

    def title(self) -> str:
        site = Site.objects.filter(is_default_site=True).first()
        return ForumSettings.for_site(site).forum_name if site else "Mufakat"

    def link(self) -> str:
        return f"{settings.BASE_URL}/"

    def feed_url(self, obj: None) -> str:
        return absolute_reverse("feed")

    def items(self) -> list[Item]:
        latest = self.latest()
        pages = visible_pages({entry.page_id for entry in latest if entry.page_id})
        return fold(Item(entry, pages[entry.page_id]) for entry in latest if entry.page_id in pages)


def visible_pages(ids: set[int]) -> dict[int, Any]:
    """Pages among these that anybody may read: one query a kind."""
    found: dict[int, Any] = {}
    for model in KINDS:
        for page in model.objects.visible_to(AnonymousUser()).filter(pk__in=ids):
            found[page.pk] = page
    return found
