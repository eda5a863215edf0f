"""An organisation proposes items for the agenda of a meeting, and sees what became of them."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum import services
from forum.forms.meetings.proposals import ProposalForm
from forum.models import MeetingPage
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
