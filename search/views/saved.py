"""Searches that are looked for again: asked for, confirmed, kept, ended. Without a login and without a script."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from forum.services import limits
from search.forms.saved import SaveForm, Wanted
from search.models import SavedSearch
from search.reading.described import described, in_words
from search.reading.followed import find_followed
from search.services import saved as services

log = logging.getLogger(__name__)
Take = Callable[..., SavedSearch]
PER_HOUR = 30  # from one network: a whole office may stand behind one address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """What is looked for stands in the address, as on the page of results."""
    wanted = Wanted(request.GET)
    if not wanted.address:
        return redirect("search")
    take = partial(services.save_search, wanted.words, facets=wanted.facets, address=wanted.address)
    asked, back = in_words(wanted.words, wanted.facets), f"{reverse('search')}?{wanted.address}"
    return _exchange(request, asked, back, take)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A draft, an organisation or a sector, as far as everybody may know of it."""
    about = f"{kind}:{pk}"
    known = find_followed(about)
    if known is None:
        raise Http404
    return _exchange(request, known.title, known.url, partial(services.follow, about))


def follow_tag(request: HttpRequest, pk: int, tag: str) -> HttpResponse:
    """Of a draft what was said of one kind."""
    return follow(request, f"tag-{tag}", pk)


def _exchange(request: HttpRequest, asked: str, back: str, take: Take) -> HttpResponse:
    form = SaveForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_from_program:
            return _sent(request, back)
        status = _take(request, take, form)
        if status == 200:
            return _sent(request, back)
    context = {"form": form, "asked": asked, "back": back}
    return render(request, "search/saved/ask.html", context, status=status)


def _take(request: HttpRequest, take: Take, form: SaveForm) -> int:
    """The status of the answer; 200 if it was taken."""
    if not limits.count_request(request, "saved-searches", most=PER_HOUR):
        log.warning("More than %s saved searches an hour from one network", PER_HOUR)
        form.add_error(None, _("Too many searches were saved from this address. Try again in an hour."))
        return 429
    if not form.is_valid():
        return 422
    try:
        take(**form.told())
    except ValidationError as error:
        form.add_error(None, error)
        return 422
    return 200


def _sent(request: HttpRequest, back: str) -> HttpResponse:
    """The same answer for a new address, a known one and a program: nobody learns what somebody else looks for."""
    messages.success(request, _("A link is on its way to you. Open it within 24 hours: only then the mails begin."))
    return redirect(back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail: opening it begins nothing (mail programs do that), the button does. Later it says how
    things stand, and keeps the search for another year."""
    known = SavedSearch.objects.filter(token=token).first()
    if known is None:
        return _unknown(request)
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            known = services.confirm_search(known)
            context["is_done"] = True
        except ValidationError as error:
            context["problem"] = error.messages[0]
    context |= {"saved": known, "asked": described(known), "back": _back(known)}
    return render(request, "search/saved/saved.html", context, status=422 if "problem" in context else 200)


def _back(known: SavedSearch) -> str:
    if not known.about:
        return f"{reverse('search')}?{known.address}"
    followed = find_followed(known.about)
    return followed.url if followed else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    known = SavedSearch.objects.filter(token=token).first()
    if known is None:
        return _unknown(request)
    if request.method == "POST":
        services.end_search(known)
    context = {"asked": described(known), "is_done": request.method == "POST"}
    return render(request, "search/saved/stop.html", context)


@never_cache
@csrf_exempt  # mail programs post here, without a session; the word in the address says for whom
@require_http_methods(["GET", "HEAD", "POST"])
def stop_all(request: HttpRequest, token: str) -> HttpResponse:
    """All of one address. Where nothing is left it is done already: an old mail may ask for it once more."""
    own = SavedSearch.objects.filter(owner_token=token).order_by("asked_at")
    rows = [{"token": one.token, "asked": described(one)} for one in own]
    if request.method == "POST":
        services.end_searches_of(token)
    context = {"rows": rows, "is_done": request.method == "POST" or not rows}
    return render(request, "search/saved/stop_all.html", context)


def _unknown(request: HttpRequest) -> HttpResponse:
    """Mistyped, invented, or ended: which, nobody is told."""
    return render(request, "search/saved/unknown.html", status=404)
