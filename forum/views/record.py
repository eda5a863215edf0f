"""The record, open to anybody who wants to check it: what it covers, and the chain to compute again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forum import services
from forum.ledger import heads, proofs
from forum.models import SignedHead
from forum.services import limits

REQUESTS_PER_HOUR = 2000
SIGNATURES_PER_HOUR = 30
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

    return require_safe(view)


@require_safe
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


@public_json
def newest_head(request: HttpRequest) -> dict[str, Any] | None:
    newest = SignedHead.objects.first()
    return heads.head_file(newest) if newest else None


@public_json
def head_file(request: HttpRequest, seq: int) -> dict[str, Any] | None:
    found = SignedHead.objects.filter(seq=seq).first()
    return heads.head_file(found) if found else None


@require_safe
def statement(request: HttpRequest, seq: int) -> HttpResponse:
    """To the byte what is signed."""
    response = HttpResponse(get_object_or_404(SignedHead, seq=seq).statement, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kepala-{seq}.txt"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def head(request: HttpRequest, seq: int) -> HttpResponse:
    """A signed head, who signed it, and a form for witnesses: their signature itself says whose it is."""
    found = get_object_or_404(SignedHead, seq=seq)
    context: dict[str, Any] = {"head": found}
    if request.method == "POST":
        given = request.POST.get("signature", "")[:500]
        try:
            return _countersigned(request, found, given)
        except ValidationError as error:
            context |= {"error": error.messages[0], "given": given}
    return render(request, "forum/record/head.html", context, status=422 if "error" in context else 200)


def _countersigned(request: HttpRequest, found: SignedHead, signature: str) -> HttpResponse:
    if not limits.count_request(request, "countersignatures", most=SIGNATURES_PER_HOUR):
        raise ValidationError(_("Too many requests from this address. Try again in an hour."))
    made = services.countersign(found, signature=signature)
    messages.success(request, _("Thank you: signed by %(name)s.") % {"name": made.name})
    return redirect("forum:head", seq=found.seq)
