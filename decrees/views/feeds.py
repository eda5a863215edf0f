"""The public record of one draft, and what one organisation said and what became of it, as feeds."""

import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from decrees.models import DecreePage
from decrees.register.mine.told import Told, told_of
from forum.models import Organisation
from forum.models.pages import absolute_reverse, absolute_url
from forum.reading.feed import Item, fold
from forum.views.feeds import LedgerFeed, PrintableFeed


class DecreeFeed(LedgerFeed):
    """Of a draft that anybody may read; of any other there is none, whoever asks: feed readers do not sign in."""

    description = gettext_lazy("Versions, rounds and answers of this draft as they are published.")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> DecreePage:
        return get_object_or_404(DecreePage.objects.visible_to(AnonymousUser()), pk=kwargs["pk"])

    def title(self, obj: DecreePage) -> str:
        return obj.title

    def link(self, obj: DecreePage) -> str:
        return absolute_url(obj)

    def feed_url(self, obj: DecreePage) -> str:
        return absolute_reverse("decrees:feed", obj.pk)

    def items(self, obj: DecreePage) -> list[Item]:
        return fold(Item(entry, obj) for entry in self.latest(pages__page_id=obj.pk))


class OrganisationFeed(Feed):
    """What everybody may read, whoever asks."""

    feed_type = PrintableFeed
    description = gettext_lazy("What this organisation said and proposed, and what became of it.")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Organisation:
        return get_object_or_404(Organisation.objects.standing(), pk=kwargs["pk"])

    def title(self, obj: Organisation) -> str:
        return obj.name

    def link(self, obj: Organisation) -> str:
        return absolute_reverse("forum:organisation", obj.slug)

    def feed_url(self, obj: Organisation) -> str:
        return absolute_reverse("decrees:organisation-feed", obj.pk)

    def items(self, obj: Organisation) -> list[Told]:
        return told_of([obj])

    def item_title(self, item: Told) -> str:
        return item.title

    def item_description(self, item: Told) -> str:
        return item.about

    def item_link(self, item: Told) -> str:
        return item.url

    def item_guid(self, item: Told) -> str:
        return f"{item.url}#{item.seq}"

    def item_updateddate(self, item: Told) -> datetime.datetime:
        return item.at

    item_pubdate = item_updateddate
