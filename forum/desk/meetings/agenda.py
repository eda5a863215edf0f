"""What organisations propose for the agenda of a meeting, and what the secretariat decides about it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forum import permissions, services
from forum.forms.meetings.proposals import DecisionForm
from forum.models import AgendaProposal, MeetingPage, User


@never_cache
@require_safe
def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    permissions.require(permissions.can_decide_proposals(request.user))
    meeting = get_object_or_404(MeetingPage, pk=pk)
    found = AgendaProposal.objects.filter(meeting=meeting).select_related("organisation", "document", "deferred_to")
    return render(request, "forum/desk/meetings/agenda/proposals.html", {"meeting": meeting, "proposals": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    permissions.require(permissions.can_decide_proposals(request.user))
    proposals = AgendaProposal.objects.select_related("meeting", "organisation", "document")
    proposal = get_object_or_404(proposals, pk=pk)
    form = DecisionForm(request.POST or None, proposal=proposal)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(proposal, form.cleaned_data, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("%(organisation)s is told.") % {"organisation": proposal.organisation.label})
            return redirect("forum_proposals", proposal.meeting_id)
        except ValidationError as error:
            form.add_error(None, error)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "forum/desk/meetings/agenda/decide.html", {"proposal": proposal, "form": form}, status=status
    )


def _decide(proposal: AgendaProposal, said: dict[str, Any], *, by: User) -> None:
    if said["decision"] == DecisionForm.ACCEPT:
        services.accept_proposal(proposal, by=by, **({"audience": said["audience"]} if said.get("audience") else {}))
    elif said["decision"] == DecisionForm.DEFER:
        services.defer_proposal(proposal, to=said["meeting"], reason=said["reason"], by=by)
    else:
        services.decline_proposal(proposal, reason=said["reason"], by=by)
