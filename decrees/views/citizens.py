"""Citizens comment and support without a login and without a script, confirm it by the link, see what became of it."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from decrees import permissions
from decrees.documents.position_sheet import listed
from decrees.forms.citizens import SELECTORS, ByMailForm, CitizenCommentForm, CitizenSupportForm
from decrees.forms.paper import clause_choices
from decrees.models import Citizen, DecreePage, Version
from decrees.reading.lookup import citizen_behind, visible_comment, visible_version, whole
from decrees.register.mine.citizens import heard_of, supported_of
from decrees.services import citizens
from decrees.text import find
from decrees.text.passages import TextQuoteSelector, resolve_selector
from decrees.text.place_names import cite_clause
from forum.audiences import PUBLIC
from forum.services import limits

log = logging.getLogger(__name__)
# What the buttons of the private page do; each has the number of its row.
ACTS: dict[str, Callable[[Any], object]] = {
    "comment": citizens.confirm_comment,
    "support": citizens.confirm_support,
    "withdraw-comment": citizens.withdraw_comment,
    "withdraw-support": citizens.withdraw_support,
}
PER_HOUR = 30  # from one network: a whole village office may stand behind one address
PER_DRAFT_AND_HOUR = 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def citizen_comment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    version = visible_version(request, pk, number)
    asked = {name: request.GET[name] for name in SELECTORS if request.GET.get(name)}
    places = clause_choices(listed(version))
    given = request.POST if request.method == "POST" else None
    further = request.POST.getlist("further") or request.GET.getlist("further")
    form = CitizenCommentForm(given, initial=asked, places=places, version=version, further=further)
    context = {"page": version.decree, "version": version, **_passage(version, form)}

    def ask() -> None:
        citizens.ask_to_be_heard(version, **form.told())

    return _exchange(request, version.decree, form, ask, context, "decrees/comments/citizens/form.html")


def _passage(version: Version, form: CitizenCommentForm) -> dict[str, Any]:
    """What is spoken about, in words; nothing while it is still to be chosen."""
    clause = find(version.document, form["clause"].value() or "")
    if clause is None:
        return {"quote": "", "place": ""}
    start, end = (whole(str(form[name].value() or "")) for name in ("start", "end"))
    given = {name: form[name].value() or "" for name in ("quote", "prefix", "suffix")}
    found = resolve_selector(TextQuoteSelector(start, end, **given), clause)
    quote = found.quote if found and found.quote else clause.text
    return {"quote": quote, "place": cite_clause(version.document, clause.id)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def citizen_support(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    comment = visible_comment(request, pk, comment_pk)
    if comment.audience != PUBLIC or comment.parent_id:
        raise Http404
    form = CitizenSupportForm(request.POST if request.method == "POST" else None)
    context = {"page": comment.version.decree, "version": comment.version, "comment": comment}

    def ask() -> None:
        citizens.ask_to_support(comment, **form.told())

    return _exchange(request, comment.version.decree, form, ask, context, "decrees/comments/citizens/support.html")


def _exchange(
    request: HttpRequest,
    decree: DecreePage,
    form: ByMailForm,
    ask: Callable[[], None],
    context: dict[str, Any],
    template: str,
) -> HttpResponse:
    """Show the form; take what was sent; show it again, with what was typed, if it cannot be taken. The same answer for
    a new address, a known one and a program: nobody learns who was heard."""
    if "terkirim" in request.GET:
        return render(request, "decrees/comments/citizens/sent.html", context)
    context = {**context, "form": form}
    if request.method != "POST":
        return _form(request, template, context, status=200 if permissions.hears_citizens(decree) else 403)
    status = 200 if form.is_from_program else _take(request, decree, form, ask)
    if status == 200:
        return redirect(f"{request.path}?terkirim=1")
    return _form(request, template, context, status=status)


def _take(request: HttpRequest, decree: DecreePage, form: ByMailForm, ask: Callable[[], None]) -> int:
    """The status of the answer; 200 if it was taken. A slip of the pen uses nothing up."""
    if not form.is_valid():
        return 422
    if not _within_limits(request, decree):
        form.add_error(None, _("Too much was sent from this address, or about this draft. Try again in an hour."))
        return 429
    try:
        ask()
    except ValidationError as error:
        form.add_error(None, error.messages)
        return 422
    except PermissionDenied:
        form.add_error(None, _("Citizens are not heard online on this draft now. What you typed is below, not sent."))
        return 403
    return 200


def _within_limits(request: HttpRequest, decree: DecreePage) -> bool:
    if not limits.count_request(request, "citizens", most=PER_HOUR):
        log.warning("More than %s comments or supports an hour from one network", PER_HOUR)
        return False
    if not limits.count_use(f"citizens-of-draft:{decree.pk}", most=PER_DRAFT_AND_HOUR):
        log.warning("Draft %s: more than %s comments or supports in an hour", decree.pk, PER_DRAFT_AND_HOUR)
        return False
    return True


def _form(request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    hears = permissions.hears_citizens(context["page"])
    round_ = context["page"].current_round
    return render(request, template, {**context, "hears": hears, "round": round_}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def heard(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail: opening it confirms nothing (mail programs do that), the buttons do. Later it says what
    became of everything that was said with this address about the draft."""
    citizen = citizen_behind(token)
    if citizen is None:
        return _unknown(request)
    problem = _act(citizen, request) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect(request.path)
    context = {
        "citizen": citizen,
        "token": token,
        "page": citizen.decree,
        "heard": heard_of(citizen, request.user),
        "supported": supported_of(citizen, request.user),
        "problem": problem,
    }
    return render(request, "decrees/comments/citizens/heard/page.html", context, status=422 if problem else 200)


def _act(citizen: Citizen, request: HttpRequest) -> str:
    """Why it could not be done; '' if it was."""
    if "erase" in request.POST:
        citizens.forget_citizen(citizen)
        return ""
    wanted = next((name for name in ACTS if name in request.POST), "comment")
    rows: Any = citizen.supports if "support" in wanted else citizen.comments
    row = get_object_or_404(rows, pk=whole(request.POST.get(wanted, "")) or 0)
    try:
        ACTS[wanted](row)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


@never_cache
@csrf_exempt  # mail programs post here, without a session; the word in the address says for whom
@require_http_methods(["GET", "HEAD", "POST"])
def heard_stop(request: HttpRequest, token: str) -> HttpResponse:
    citizen = citizen_behind(token)
    if citizen is None:
        return _unknown(request)
    if request.method == "POST":
        citizens.end_mails(citizen)
        citizen.refresh_from_db()
    context = {"citizen": citizen, "token": token, "page": citizen.decree}
    return render(request, "decrees/comments/citizens/stop.html", context)


def _unknown(request: HttpRequest) -> HttpResponse:
    """Mistyped, invented, or deleted since it was not used in time: which, nobody is told."""
    return render(request, "decrees/comments/citizens/unknown.html", status=404)
