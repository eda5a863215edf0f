"""The steps of minutes in the admin: each has a page to confirm it, and is then done by its service."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from minutes import permissions, services
from minutes.forms.corrections import ApproveForm, CirculateForm
from minutes.forms.minutes import ReasonForm
from minutes.forms.redaction import PublishForm
from minutes.models import MinutesPage
from minutes.models.states import Step
from minutes.reading.corrections import progress_of
from minutes.reading.corrections.guests import guests_of
from minutes.reading.redaction import open_findings_of

SERVICES: dict[Step, Callable[..., MinutesPage]] = {
    Step.CIRCULATE: services.circulate_minutes,
    Step.APPROVE: services.approve_minutes,
    Step.PUBLISH: services.publish_minutes,
    Step.REOPEN: services.reopen_minutes,
}
EXPLAINED = {
    Step.CIRCULATE: _(
        "The newest draft is frozen, its items get their numbers, and every organisation that took part can read it on "
        "the site, is told so by mail, and may object to passages until the deadline. The public does not see it yet."
    ),
    Step.APPROVE: _(
        "Exactly the text that was circulated is approved, by somebody else than its last editor, after the deadline "
        "or when all present have agreed. After that nobody can change it."
    ),
    Step.PUBLISH: _("Everybody can read, search and download the minutes. They are locked."),
    Step.REOPEN: _(
        "The minutes go back to draft. Published minutes stay readable until the next edition replaces them, with a "
        "notice and your reason."
    ),
}
DONE = {
    Step.CIRCULATE: _("The minutes were circulated."),
    Step.APPROVE: _("The minutes are approved."),
    Step.PUBLISH: _("The minutes are published and locked."),
    Step.REOPEN: _("The minutes are open again."),
}


def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    minutes = get_object_or_404(MinutesPage, pk=pk)
    if step not in Step.values:
        raise Http404
    permissions.require(permissions.can_take(request.user, Step(step), minutes))
    form = _form(request, minutes, Step(step))
    if request.method == "POST" and (form is None or form.is_valid()):
        given = getattr(form, "given", None) or (form.cleaned_data if form else {})
        return _take(request, minutes, Step(step), given)
    context = {
        "minutes": minutes,
        "step": Step(step),
        "explained": EXPLAINED[Step(step)],
        "form": form,
        "found": open_findings_of(minutes) if step == Step.PUBLISH else [],
        "possible": Step(step) in permissions.steps_for(request.user, minutes),
        "header_title": Step(step).label,
        "page_title": Step(step).label,
        "page_subtitle": minutes.get_admin_display_title(),
        "header_icon": "doc-full",
    }
    return render(request, "minutes/desk/step.html", context)


def _form(request: HttpRequest, minutes: MinutesPage, step: Step) -> Form | None:
    given = request.POST if request.method == "POST" else None
    if step == Step.CIRCULATE:
        return CirculateForm(given, guests=guests_of(minutes.get_latest_revision_as_object()))
    if step == Step.APPROVE:
        return ApproveForm(given, minutes=minutes, unanswered=progress_of(minutes).unanswered)
    if step == Step.PUBLISH:
        return PublishForm(given) if open_findings_of(minutes) else None
    return ReasonForm(given) if step == Step.REOPEN else None


def _take(request: HttpRequest, minutes: MinutesPage, step: Step, given: dict[str, Any]) -> HttpResponse:
    try:
        SERVICES[step](minutes, by=request.user, **given)
        messages.success(request, DONE[step])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("wagtailadmin_pages:edit", minutes.pk)
