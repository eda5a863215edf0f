"""Hiding a part of published minutes: one person proposes it, another one decides; either may show it again."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from forum.forms.hiding import DecisionForm
from minutes import permissions, services
from minutes.forms.hiding import HiddenPartForm
from minutes.models import HiddenPart, MinutesPage

DECISIONS = {
    "confirm": services.confirm_hiding,
    "refuse": services.refuse_hiding,
    "lift": services.lift_hiding,
}


def _minutes(request: HttpRequest, pk: int) -> MinutesPage:
    minutes = get_object_or_404(MinutesPage, pk=pk)
    permissions.require(permissions.can_hide(request.user, minutes))
    return minutes


def hidings(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that proposes one, and all there were."""
    minutes = _minutes(request, pk)
    form = HiddenPartForm(request.POST or None, minutes=minutes)
    if request.method == "POST" and form.is_valid():
        try:
            services.propose_hiding(minutes, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("It is on record, and waits for a second person."))
            return redirect("minutes_hidings", pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "hidings": minutes.hidings.select_related("minutes").prefetch_related("steps")}
    return _page(request, "minutes/desk/hiding/all.html", minutes, **context)


def decide(request: HttpRequest, pk: int, hiding_pk: int) -> HttpResponse:
    """The second person looks at the words, which is recorded, and decides; later the part may be shown again."""
    minutes = _minutes(request, pk)
    hiding = get_object_or_404(minutes.hidings.select_related("minutes").prefetch_related("steps"), pk=hiding_pk)
    looks = "look" in request.POST
    words = services.look_at_hidden_part(hiding, by=request.user) if looks else ""  # type: ignore[arg-type]
    form = DecisionForm(None if looks else request.POST or None)
    if request.method == "POST" and not looks and form.is_valid():
        try:
            _decide(request, hiding, form.cleaned_data["reason"])
            messages.success(request, _("Your decision is on record."))
            return redirect("minutes_hidings", pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "hiding": hiding,
        "words": words,
        "may_decide": hiding.is_open and permissions.can_decide_hiding(request.user, hiding),
    }
    return _page(request, "minutes/desk/hiding/one.html", minutes, **context)


def _decide(request: HttpRequest, hiding: HiddenPart, reason: str) -> None:
    decide = DECISIONS.get(request.POST.get("decision", ""))
    if decide is None:
        raise ValidationError(_("Choose what you decide."))
    try:
        decide(hiding, reason=reason, by=request.user)  # type: ignore[arg-type]
    except PermissionDenied:
        # Wagtail would lead away from the form, without a word about why.
        raise ValidationError(_("You proposed it: somebody else decides, with another login.")) from None


def _page(request: HttpRequest, template: str, minutes: MinutesPage, *, form: Form, **context: Any) -> HttpResponse:
    title = _("Hide a part")
    context |= {
        "form": form,
        "minutes": minutes,
        "header_title": title,
        "page_title": title,
        "page_subtitle": minutes.get_admin_display_title(),
        "header_icon": "view",
    }
    response = render(request, template, context, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-store"
    return response
