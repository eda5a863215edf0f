"""What a live page missed: the frames after a number, fetched by HTTP."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe

from decrees import permissions
from decrees.models import DecreePage
from decrees.reading.lookup import visible_decree, whole
from forum import live
from forum.models import LedgerEntry

MOST = 200


@require_safe
def events(request: HttpRequest, pk: int) -> HttpResponse:
    """JSON {"seq", "frames", "more"}: in order, complete up to `seq`, for the channels of this reader."""
    decree = visible_decree(request, pk)
    after = request.GET.get("after", "0")
    channels = permissions.channels_of(request.user, decree)
    response = _replay(request, decree, whole(after) or 0, channels)
    patch_cache_control(response, private=True, no_cache=True)
    # For a page that polls the server's clock; daphne sends none.
    response["Date"] = http_date()
    return response


def _etag(request: HttpRequest, decree: DecreePage, after: int, channels: list[str]) -> str:
    last = max(live.last_seq(decree.pk, channel) for channel in channels)
    return f'"{last}-{after}-{"-".join(channels)}-{request.LANGUAGE_CODE}"'


@condition(etag_func=_etag)
def _replay(request: HttpRequest, decree: DecreePage, after: int, channels: list[str]) -> JsonResponse:
    heard = permissions.entries_on(channels)
    entries = LedgerEntry.objects.filter(heard, page_id=decree.pk, verb__in=live.RENDERERS)
    missed = list(entries.filter(seq__gt=after).order_by("seq")[: MOST + 1])
    shown = missed[:MOST]
    frames = [live.frame(entry, permissions.channel_among(channels, entry.audience)) for entry in shown]
    seq = shown[-1].seq if shown else after
    return JsonResponse({"seq": seq, "frames": frames, "more": len(missed) > MOST})
