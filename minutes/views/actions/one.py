"""One follow-up of published minutes: its page, reports on it, the files that show what was done."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forum.models import User
from forum.views.invitations.answers import KINDS
from minutes import permissions, services
from minutes.archive.structured import action_data
from minutes.forms.actions import ReportForm
from minutes.models import MinutesPage
from minutes.reading.actions.one import OneAction, action_context, action_of, evidence_of


@require_safe
def action(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The permanent address of a follow-up. It stays valid when pages are renamed or a later edition is published."""
    minutes, found = _found(request, pk, number)
    context = {**action_context(minutes, found, request.user), "structured": action_data(minutes, found)}
    return render(request, "minutes/actions/page.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    minutes, found = _found(request, pk, number)
    permissions.require(found.row.may_report)
    sent = request.method == "POST"
    form = (
        ReportForm(request.POST, request.FILES) if sent else ReportForm(initial={"state": request.GET.get("keadaan")})
    )
    if sent and form.is_valid() and _reported(request, minutes, found, form):
        messages.success(request, _("Thank you. Your report is on record."))
        return redirect("minutes:action", pk, number)
    context = {"minutes": minutes, "action": found, "row": found.row, "form": form}
    return render(request, "minutes/actions/report.html", context, status=422 if form.errors else 200)


def _reported(request: HttpRequest, minutes: MinutesPage, found: OneAction, form: ReportForm) -> bool:
    item = minutes.action_items.get(number=found.number)
    given = form.cleaned_data
    try:
        services.report_action(
            item,
            state=given["state"],
            note=given["note"],
            evidence=form.evidence,
            elsewhere=form.elsewhere,
            by=cast(User, request.user),
        )
    except ValidationError as refused:
        form.add_error(None, ValidationError(refused.messages))
        return False
    return True


@require_safe
def evidence(request: HttpRequest, pk: int, number: int, evidence_pk: int) -> HttpResponseBase:
    """A file to take away, never to be opened in the page."""
    minutes = _published(request, pk)
    found = evidence_of(minutes, number, evidence_pk, request.user)
    if found is None:
        raise Http404
    name = f"bukti-{minutes.pk}-{number}-{found.pk}.{found.kind}"
    return FileResponse(found.file.open(), as_attachment=True, filename=name, content_type=KINDS[found.kind])


def _found(request: HttpRequest, pk: int, number: int) -> tuple[MinutesPage, OneAction]:
    minutes = _published(request, pk)
    found = action_of(minutes, number, request.user)
    if found is None:
        raise Http404
    return minutes, found


def _published(request: HttpRequest, pk: int) -> MinutesPage:
    return get_object_or_404(MinutesPage.objects.visible_to(request.user), pk=pk)
