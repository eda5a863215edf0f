"""Addresses outside the page tree: permanent links, downloads, the circulated text, follow-ups."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forum import ledger
from forum.documents import FORMATS, RenderError, downloads
from forum.permissions import readable_entries_q
from minutes import permissions, services
from minutes.documents import data, paper
from minutes.forms.minutes import CorrectionForm, DoneForm
from minutes.models import ActionItem, Decision, MinutesPage
from minutes.models.states import Step
from minutes.reading import pages


def _published(request: HttpRequest, pk: int) -> MinutesPage:
    return get_object_or_404(MinutesPage.objects.visible_to(request.user), pk=pk)


@require_safe
def decision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The permanent address of a decision. It stays valid when pages are renamed or a later edition is published."""
    minutes = _published(request, pk)
    get_object_or_404(Decision, minutes=minutes, number=number)
    return redirect(f"{minutes.get_url(request)}#keputusan-{number}")


@require_safe
def download(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    minutes = _published(request, pk)
    if format == "json":
        return downloads.hand_out_data(data.build_data(minutes), name=_file_name(minutes))
    if format not in FORMATS:
        raise Http404
    try:
        made = downloads.file_of(paper.build_minutes(minutes), format)
    except RenderError as error:
        context = {"page": minutes, "reason": _(str(error)), "back": _("Read the minutes on this site")}
        return render(request, "forum/record/download_failed.html", context, status=503)
    return downloads.hand_out(request, made, format, name=_file_name(minutes))


def _file_name(minutes: MinutesPage) -> str:
    return f"{minutes.kind}-{minutes.slug}"


def _circulated(request: HttpRequest, pk: int) -> MinutesPage:
    minutes = get_object_or_404(MinutesPage, pk=pk)
    if not permissions.can_read_circulated(request.user, minutes) or minutes.circulated_revision is None:
        raise Http404
    return minutes


@require_http_methods(["GET", "HEAD", "POST"])
def circulated(request: HttpRequest, pk: int) -> HttpResponse:
    """The circulated text as it was sent, and the corrections that organisations ask for."""
    minutes = _circulated(request, pk)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.correct_minutes(minutes, text=form.cleaned_data["text"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Your correction was sent to the secretariat."))
        return redirect("minutes:circulated", pk=pk)
    text = minutes.circulated_revision.as_object()
    context = {
        **pages.record_of(text, request.user, edition=minutes.edition + 1),
        "page": minutes,
        "form": form,
        "may_correct": permissions.can_correct(request.user, minutes),
        "may_approve": Step.APPROVE in permissions.steps_for(request.user, minutes),
        "corrections": minutes.corrections.select_related("organisation__sector"),
        "timeline": ledger.timeline(minutes.pk, readable_entries_q(request.user)),
    }
    return render(request, "minutes/circulated.html", context)


@require_http_methods(["POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The chair approves on the site, without the admin."""
    minutes = _circulated(request, pk)
    try:
        services.approve_minutes(minutes, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The minutes are approved."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("minutes:circulated", pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def action_done(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    minutes = _published(request, pk)
    item = get_object_or_404(ActionItem.objects.select_related("owner"), minutes=minutes, number=number)
    permissions.require(permissions.can_record_action_done(request.user, item))
    form = DoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _record_done(request, minutes, item, form.cleaned_data["note"])
    return render(request, "minutes/action_done.html", {"minutes": minutes, "item": item, "form": form})


def _record_done(request: HttpRequest, minutes: MinutesPage, item: ActionItem, note: str) -> HttpResponse:
    try:
        services.record_action_done(item, note=note, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Thank you. The follow-up is recorded as done."))
    except ValidationError:
        messages.error(request, _("This follow-up was already recorded as done."))
    return redirect(f"{minutes.get_url(request)}#tindak-lanjut-{item.number}")
