"""What was found, for other programs: as JSON page by page, and as a feed (Atom). Whoever asks gets what the page of
results shows them, and no more."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.services import limits
from forum.views.feeds import PrintableFeed
from search.forms.asking import Asking
from search.models import Document
from search.reading import handed_out

SCHEMA = "mufakat.search/1"
PER_HOUR = 600  # from one network
NEWEST = 50
DUMP = "/informasi-publik/data/"  # all that is public in one file; its page is a room above


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    if refused := _refused(request):
        return refused
    asking = Asking(request)
    results, page = asking.results, asking.page
    told: dict[str, Any] = {"schema": SCHEMA, "site": settings.BASE_URL, "license": settings.DATA_LICENSE}
    told |= {
        "question": asking.words,
        "meant": results.meant or None,
        "count": len(results),
        "is_cut": results.is_cut,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "next": _address(request, page.next_page_number()) if page.has_next() else None,
        "facets": handed_out.counts_of(results),
        "dump": f"{settings.BASE_URL}{DUMP}",
        "results": [handed_out.result_of(hit) for hit in page],
    }
    return _handed_out(JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}))


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{settings.BASE_URL}{reverse('search:data')}?{query.urlencode()}"


def _refused(request: HttpRequest) -> HttpResponse | None:
    if limits.count_request(request, "found-data", most=PER_HOUR):
        return None
    told = {"error": _("Too many requests from this address. Try again in an hour.")}
    return JsonResponse(told, status=429, headers={"Retry-After": str(limits.HOUR)})


def _handed_out(response: HttpResponse) -> HttpResponse:
    response["Link"] = f'<{settings.DATA_LICENSE}>; rel="license"'
    patch_cache_control(response, private=True, no_cache=True)
    return response


class FoundFeed(Feed):
    """The newest of what a question finds."""

    feed_type = PrintableFeed
    feed_copyright = settings.DATA_LICENSE

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _refused(request) or _handed_out(super().__call__(request, *args, **kwargs))

    def get_object(self, request: HttpRequest) -> Asking:
        return Asking(request)

    def title(self, asking: Asking) -> str:
        return _("Search: %(words)s") % {"words": asking.words}

    def link(self, asking: Asking) -> str:
        return f"{settings.BASE_URL}{reverse('search')}?{asking.data.urlencode()}"

    def feed_url(self, asking: Asking) -> str:
        return f"{settings.BASE_URL}{reverse('search:feed')}?{asking.data.urlencode()}"

    def items(self, asking: Asking) -> list[Document]:
        return handed_out.newest(asking.results, NEWEST)

    def item_title(self, item: Document) -> str:
        return item.title

    def item_description(self, item: Document) -> str:
        return f"{item.get_kind_display()}: {item.text.partition(chr(10))[0]}"

    def item_link(self, item: Document) -> str:
        return handed_out.address_of(item)

    def item_guid(self, item: Document) -> str:
        return f"{settings.BASE_URL}/#{item.key}"

    def item_pubdate(self, item: Document) -> datetime.datetime:
        return handed_out.day_of(item)

    item_updateddate = item_pubdate
