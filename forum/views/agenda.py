"""An organisation proposes items for the agenda of a meeting, and sees what became of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum import permissions, services
from forum.forms.meetings.proposals import ProposalForm
from forum.models import AgendaProposal, MeetingPage
from forum.reading.agenda.proposals import proposing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(MeetingPage.objects.visible_to(request.user), pk=pk)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    mine = proposing(meeting, request.user)
    if mine is None:
        raise PermissionDenied
    form = ProposalForm(request.POST or None, request.FILES or None, organisations=mine.organisations)
    if request.method == "POST" and form.is_valid():
        try:
            services.propose_item(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("The secretariat has your proposal. You are told what it decides."))
            return redirect("forum:agenda-proposals", meeting.pk)
        except ValidationError as error:
            form.add_error(None, error)
    status = 422 if request.method == "POST" else 200
    context = {"meeting": meeting, "proposing": mine, "form": form}
    return render(request, "forum/meetings/agenda/proposals.html", context, status=status)


@require_POST
@login_required
def withdraw_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Not known to whoever does not speak for the organisation, the secretariat included."""
    proposal = get_object_or_404(AgendaProposal.objects.select_related("meeting"), pk=pk)
    if not permissions.can_withdraw_proposal(request.user, proposal):
        raise Http404
    try:
        services.withdraw_proposal(proposal, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The proposal is withdrawn. The secretariat sees it; you may make another."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("forum:agenda-proposals", proposal.meeting_id)
