"""Addresses outside the page tree: permanent links, downloads, follow-ups."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forum.documents import FORMATS, RenderError, downloads
from minutes import permissions, services
from minutes.documents import data, paper
from minutes.forms.minutes import DoneForm
from minutes.models import ActionItem, MinutesPage


def _published(request: HttpRequest, pk: int) -> MinutesPage:
    return get_object_or_404(MinutesPage.objects.visible_to(request.user), pk=pk)


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
