"""The record, open to anybody who wants to check it: what it covers, and the chain to compute again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from forum.ledger import proofs
from forum.services import limits

REQUESTS_PER_HOUR = 2000
Answer = Callable[..., dict[str, Any] | None]


def public_json(answer: Answer) -> Callable[..., HttpResponse]:
    """As a GET view, the same for everybody: 404 for None, 429 beyond the limit of one address."""

    @wraps(answer)
    def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if not limits.count_request(request, "record", most=REQUESTS_PER_HOUR):
            return JsonResponse({"error": _("Too many requests from this address. Try again in an hour.")}, status=429)
        data = answer(request, **arguments)
        if data is None:
            raise Http404
        response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
        patch_cache_control(response, no_cache=True)
        return response

    return require_GET(view)


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """What is recorded, how it is checked, with what."""
    return render(request, "forum/record/page.html", proofs.overview())


@public_json
def entry(request: HttpRequest, seq: int) -> dict[str, Any] | None:
    return proofs.entry_file(seq)


@public_json
def chain(request: HttpRequest) -> dict[str, Any] | None:
    """From `?dari=` on; the file names the address of the next part."""
    start = request.GET.get("dari", "1")
    return proofs.chain_file(int(start)) if start.isdecimal() and len(start) <= 18 else None
