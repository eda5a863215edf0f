"""The secretariat asks which day suits, reads the answers, and chooses one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum import permissions, services
from forum.forms.meetings.polls import PollForm, RecordedPollReplyForm
from forum.models import DatePoll, InvitationPage, MeetingPage, Organisation
from forum.reading.meetings.polls import table_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to ask, or what was answered so far."""
    permissions.require(permissions.can_manage_forum(request.user))
    meeting = get_object_or_404(MeetingPage, pk=pk)
    current = DatePoll.objects.filter(meeting=meeting, closed_at=None).first()
    form = PollForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _open(meeting, form, request.user)
            messages.success(request, _("The organisations are asked by mail."))
            return redirect("forum_poll", meeting.pk)
        except ValidationError as error:
            form.add_error(None, error)
    if current:
        polled = current.polled.select_related("organisation")
        context: dict[str, Any] = {"page": meeting, "poll": current, "table": table_of(current), "polled": polled}
        return render(request, "forum/desk/meetings/polls/answers.html", context)
    context = {"page": meeting, "form": form, "rows": _rows(meeting, form), "earlier": _earlier(meeting)}
    return render(request, "forum/desk/meetings/polls/form.html", context, status=422 if form.errors else 200)


def _open(meeting: MeetingPage, form: PollForm, by: Any) -> None:
    told = dict(form.cleaned_data)
    closes_at = told.pop("closes_on")
    services.open_poll(meeting, closes_at=closes_at, by=by, **told)


def _rows(meeting: MeetingPage, form: PollForm) -> list[tuple[Organisation, bool, bool]]:
    """Every organisation; whether it is asked, and whether it must be there. At first whom its invitation names, or
    else the members of the forum."""
    organisations = list(Organisation.objects.standing().order_by("-is_forum_member", "name"))
    if form.is_bound:
        asked, required = set(form.data.getlist("organisations")), set(form.data.getlist("required"))  # type: ignore[attr-defined]
        return [(one, str(one.pk) in asked, str(one.pk) in required) for one in organisations]
    invitations = InvitationPage.objects.about(meeting)
    named = set(invitations.exclude(invitees=None).values_list("invitees__organisation", flat=True)) - {None}
    return [(one, one.pk in named if named else one.is_forum_member, False) for one in organisations]


def _earlier(meeting: MeetingPage) -> list[DatePoll]:
    return list(meeting.polls.exclude(closed_at=None).select_related("chosen").order_by("-closed_at"))


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the dates, or none of them."""
    permissions.require(permissions.can_manage_forum(request.user))
    current = get_object_or_404(DatePoll, meeting=pk, closed_at=None)
    by: Any = request.user
    chosen = request.POST.get("slot", "")
    try:
        if chosen.isdecimal():
            services.choose_slot(current, slot=get_object_or_404(current.slots, pk=chosen), by=by)
            messages.success(request, _("The meeting has its day. A draft is told to nobody until it is published."))
            return redirect("wagtailadmin_pages:edit", pk)
        services.close_poll(current, by=by)
        messages.success(request, _("The poll is closed without a date."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("forum_poll", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: int, organisation_pk: int) -> HttpResponse:
    """What an organisation that is asked told the secretariat by phone, letter, message or in person."""
    permissions.require(permissions.can_manage_forum(request.user))
    current = get_object_or_404(DatePoll.objects.select_related("meeting"), meeting=pk, closed_at=None)
    organisation = get_object_or_404(Organisation, pk=organisation_pk, polls__poll=current)
    given = current.replies.filter(organisation=organisation).last()
    form = RecordedPollReplyForm(request.POST or None, poll=current, organisation=organisation, given=given)
    if request.method == "POST" and form.is_valid():
        try:
            told: Any = {"answers": form.answers, "note": form.cleaned_data["note"], "way": form.cleaned_data["way"]}
            services.record_poll_reply(current, organisation=organisation, by=request.user, **told)  # type: ignore[arg-type]
            messages.success(request, _("The answer of %s is recorded.") % organisation.label)
            return redirect("forum_poll", pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"page": current.meeting, "organisation": organisation, "form": form}
    return render(request, "forum/desk/meetings/polls/record.html", context, status=422 if form.errors else 200)
