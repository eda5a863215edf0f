"""The public record of one draft as a feed."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from decrees.models import DecreePage
from forum.models.pages import absolute_reverse, absolute_url
from forum.reading.feed import Item, fold
from forum.views.feeds import LedgerFeed


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
