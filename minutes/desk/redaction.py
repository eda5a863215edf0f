"""Before an edition is public: what is blacked out in it, what looks like personal data, how everybody will read it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from minutes import permissions, services
from minutes.forms.redaction import RedactForm
from minutes.models import MinutesPage
from minutes.models.states import State
from minutes.reading.preview import as_the_public
from minutes.reading.redaction import findings_of, redactions_of


def _minutes(request: HttpRequest, pk: int) -> MinutesPage:
    minutes = get_object_or_404(MinutesPage, pk=pk)
    permissions.require(permissions.can_redact(request.user, minutes))
    return minutes


@require_http_methods(["GET", "HEAD", "POST"])
def redactions(request: HttpRequest, pk: int) -> HttpResponse:
    """One press answers one place; the form blacks out any other words."""
    minutes = _minutes(request, pk)
    act = request.POST.get("act", "redact")
    form = RedactForm(request.POST if request.method == "POST" and act == "redact" else None, minutes=minutes)
    if request.method == "POST":
        try:
            if _act(request, minutes, act, form):
                messages.success(request, _("It is on record."))
                return redirect("minutes_redactions", pk)
        except ValidationError as error:
            if act == "redact":
                form.add_error(None, error)
            else:
                messages.error(request, " ".join(error.messages))
    return _page(request, minutes, form)


def _act(request: HttpRequest, minutes: MinutesPage, act: str, form: RedactForm) -> bool:
    """Whether something was done. Raises ValidationError with the reason if it could not be."""
    given, by = request.POST, request.user
    if act == "black":
        found = {name: given.get(name, "") for name in ("part", "words", "kind")}
        services.black_out_finding(minutes, **found, by=by)  # type: ignore[arg-type]
    elif act == "keep":
        found = {name: given.get(name, "") for name in ("words", "kind", "reason")}
        services.keep_finding(minutes, **found, by=by)  # type: ignore[arg-type]
    elif act == "lift":
        redaction = get_object_or_404(minutes.redactions, pk=_number(given.get("redaction", "")))
        services.unredact(redaction, reason=given.get("reason", ""), by=by)  # type: ignore[arg-type]
    elif form.is_valid():
        services.redact(minutes, **form.cleaned_data, by=by)  # type: ignore[arg-type]
    else:
        return False
    return True


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else 0


def _page(request: HttpRequest, minutes: MinutesPage, form: RedactForm) -> HttpResponse:
    title = _("The public edition")
    context: dict[str, Any] = {
        "form": form,
        "minutes": minutes,
        "findings": findings_of(minutes),
        "redactions": redactions_of(minutes),
        "may_change": minutes.is_kept and minutes.state != State.PUBLISHED,
        "header_title": title,
        "page_title": title,
        "page_subtitle": minutes.get_admin_display_title(),
        "header_icon": "view",
    }
    response = render(request, "minutes/desk/redaction/redactions.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as somebody without a login will read the next edition."""
    response = as_the_public(_minutes(request, pk), request)
    response["Cache-Control"] = "private, no-store"
    return response
