"""What a live page missed: the frames after a number, fetched by HTTP.

Everybody may ask, and after an outage everybody does: the answer is drawn once for all, is never long, and one address
may ask only so often.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe

from decrees import permissions
from decrees.models import DecreePage
from decrees.reading.lookup import visible_decree, whole
from forum import live
from forum.models import LedgerEntry
from forum.models.memory import Prepared
from forum.services import limits

MOST = 30


@require_safe
def events(request: HttpRequest, pk: int) -> HttpResponse:
    """JSON {"seq", "frames", "reload"}: in order, complete up to `seq`, for the channels of this reader.

    With `reload` there are too many to send: the page has to be loaded again."""
    if not _may_ask(request):
        return HttpResponse(status=429, headers={"Retry-After": str(limits.MINUTE)})
    decree = visible_decree(request, pk)
    after = request.GET.get("after", "0")
    channels = permissions.channels_of(request.user, decree)
    response = _replay(request, whole(after) or 0, channels, _missed(decree, whole(after) or 0, channels))
    if "Cache-Control" not in response:
        patch_cache_control(response, private=True, no_cache=True)
    # For a page that polls the server's clock; daphne sends none.
    response["Date"] = http_date()
    return response


def _may_ask(request: HttpRequest) -> bool:
    most = settings.REPLAYS_PER_ADDRESS
    return not most or limits.count_request(request, "replays", most=most, within=limits.MINUTE)


def _missed(decree: DecreePage, after: int, channels: list[str]) -> list[int]:
    """The numbers of what was missed, in order, and no more than tells that there are too many."""
    role, *own = channels
    return _on_channels(role, len(own))(decree.pk, after, *own)


@cache
def _on_channels(role: str, own: int) -> Prepared[int]:
    """Whose own words one hears besides is a value: it is put into SQL once for each number of organisations."""
    names = ["page", "after", *(f"own{number}" for number in range(own))]
    return Prepared(lambda page, after, *own: _numbers(_heard(page, after, [role, *own])), names)


def _numbers(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry, int]:
    return entries.values_list("seq", flat=True)[: MOST + 1]


def _heard(page: Any, after: Any, channels: list[str]) -> QuerySet[LedgerEntry]:
    heard = permissions.entries_on(channels)
    return LedgerEntry.objects.filter(heard, page_id=page, verb__in=live.RENDERERS, seq__gt=after).order_by("seq")


def _etag(request: HttpRequest, after: int, channels: list[str], missed: list[int]) -> str:
    last = missed[-1] if missed else after
    return f'"{last}-{after}-{"-".join(channels)}-{request.LANGUAGE_CODE}"'


@condition(etag_func=_etag)
def _replay(request: HttpRequest, after: int, channels: list[str], missed: list[int]) -> JsonResponse:
    if len(missed) > MOST:
        return JsonResponse({"seq": after, "frames": [], "reload": True})
    if not missed:
        return JsonResponse({"seq": after, "frames": [], "reload": False})
    entries = list(LedgerEntry.objects.filter(seq__in=missed).select_related("organisation").order_by("seq"))
    frames = live.replay(entries, lambda entry: permissions.channel_among(channels, entry.audience))
    response = JsonResponse({"seq": missed[-1], "frames": frames, "reload": False})
    if not request.user.is_authenticated:
        # All strangers get the same: it may be kept for them. Not so "nothing new", for which one may make up numbers.
        patch_cache_control(response, no_cache=True)
    return response
