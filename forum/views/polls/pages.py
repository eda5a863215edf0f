"""Who is asked for a date sees what the others said, and answers until the poll closes.

Whoever is not signed in is asked to do so, whether there is such a poll or not.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forum import permissions, services
from forum.forms.meetings.polls import PollReplyForm
from forum.models import DatePoll, Organisation
from forum.models.access import polled_q
from forum.reading.meetings.polls import PollTable, table_of


@never_cache
@require_safe
@login_required
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, _visible(request, pk))


@require_POST
@login_required
def answer(request: HttpRequest, pk: int, organisation_id: int) -> HttpResponse:
    found = _visible(request, pk)
    organisation = get_object_or_404(Organisation, pk=organisation_id, polls__poll=found)
    given = found.replies.filter(organisation=organisation).last()
    form = PollReplyForm(request.POST, poll=found, organisation=organisation, given=given)
    if form.is_valid():
        try:
            note, by = form.cleaned_data["note"], request.user
            services.answer_poll(found, organisation=organisation, answers=form.answers, note=note, by=by)  # type: ignore[arg-type]
            messages.success(request, _("Your organisation's answer is recorded. You may change it until the end."))
            return redirect("forum:poll", found.pk)
        except ValidationError as error:
            form.add_error(None, error)
    return _shown(request, found, form)


def _visible(request: HttpRequest, pk: int) -> DatePoll:
    polls = DatePoll.objects.filter(polled_q(request.user)).distinct().select_related("meeting", "chosen")
    return get_object_or_404(polls, pk=pk)


def _shown(request: HttpRequest, found: DatePoll, bound: PollReplyForm | None = None) -> HttpResponse:
    table = table_of(found)
    context = {"poll": found, "table": table, "forms": _forms(request, found, table, bound)}
    return render(request, "forum/polls/page.html", context, status=422 if bound else 200)


def _forms(request: HttpRequest, found: DatePoll, table: PollTable, bound: PollReplyForm | None) -> list[PollReplyForm]:
    """One for each organisation that this person answers for."""
    mine = permissions.organisations_polled(request.user, found) if found.is_answerable else []
    forms = [PollReplyForm(poll=found, organisation=one, given=table.replies.get(one.pk)) for one in mine]
    return [bound if bound and bound.organisation == form.organisation else form for form in forms]
