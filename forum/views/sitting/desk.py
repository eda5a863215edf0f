"""The chair's desk, on a laptop or a phone: one address, and one button for each act."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forum import permissions
from forum.audiences import PUBLIC, SECRETARIAT
from forum.forms.meetings.sitting import RulesForm, SpeakerForm
from forum.models import AgendaItem, MeetingPage, Organisation, Question, Sitting, Speech, User
from forum.models.sitting import is_on_today
from forum.reading.sitting import page_parts, room_of
from forum.services import sitting
from forum.views.sitting.answers import done, meeting_for, missed


def _mark(state: str, meeting: MeetingPage, key: int, by: Any) -> Question:
    return sitting.mark_question(_question(meeting, key), state=state, by=by)


# Each act by the value of its button; what it is about stands behind a colon.
ACTS: dict[str, Callable[[MeetingPage, int, Any], Any]] = {
    "next": lambda meeting, _key, by: sitting.step(meeting, by=by),
    "back": lambda meeting, _key, by: sitting.step(meeting, by=by, back=True),
    "item": lambda meeting, key, by: sitting.go_to_item(meeting, item=_of(AgendaItem, key, meeting=meeting), by=by),
    "no-item": lambda meeting, _key, by: sitting.go_to_item(meeting, item=None, by=by),
    "open-list": lambda meeting, _key, by: sitting.open_speaking_list(meeting, by=by),
    "close-list": lambda meeting, _key, by: sitting.close_speaking_list(meeting, by=by),
    "call": lambda meeting, key, by: sitting.call_speaker(meeting, speech=_speech(meeting, key), by=by),
    "stop": lambda meeting, _key, by: sitting.stop_speaker(meeting, by=by),
    "remove": lambda meeting, key, by: sitting.leave_speaking_list(_of(Speech, key, sitting__meeting=meeting), by=by),
    "open-questions": lambda meeting, _key, by: sitting.open_questions(meeting, by=by),
    "close-questions": lambda meeting, _key, by: sitting.close_questions(meeting, by=by),
    "show": lambda meeting, key, by: sitting.show_question(_question(meeting, key), by=by),
    "hide": lambda meeting, key, by: sitting.hide_question(_question(meeting, key), by=by),
    **{state: partial(_mark, state) for state in Question.SHOWN},
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, _may_know)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    permissions.require(permissions.can_lead_sitting(request.user, meeting))
    if request.method != "POST":
        return _show(request, meeting)
    forms = {"add": _add, "rules": _set_rules}
    name, _colon, key = request.POST.get("act", "").partition(":")
    if name in forms:
        return forms[name](request, meeting, request.user)
    if name not in ACTS or (key and not (key.isdecimal() and len(key) <= 18)):
        raise Http404
    # The projector's keys lead back to the projector.
    on_screen = "screen" in request.POST
    back = reverse("forum:sitting-screen" if on_screen else "forum:sitting-desk", args=[pk])
    act = partial(ACTS[name], meeting, int(key or 0), request.user)
    return done(request, meeting, act, back=back, channel=PUBLIC if on_screen else SECRETARIAT)


@never_cache
@require_safe
def events(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, permissions.can_lead_sitting)
    return missed(request, meeting, SECRETARIAT)


def _may_know(user: permissions.Anyone, meeting: MeetingPage) -> bool:
    """That there is a desk, as there is for every meeting, is known to whoever knows of the meeting."""
    return meeting.live and permissions.can_view_page(user, meeting)


def _show(
    request: HttpRequest,
    meeting: MeetingPage,
    *,
    speaker: SpeakerForm | None = None,
    rules: RulesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    room = room_of(meeting, Question.objects.filter(sitting__meeting=meeting))
    context = {
        "meeting": meeting,
        "room": room,
        "parts": page_parts(room, SECRETARIAT),
        "is_on": is_on_today(meeting),
        "speaker": speaker or SpeakerForm(),
        "rules": rules or RulesForm(instance=room.sitting),
        "organisations": Organisation.objects.standing().order_by("name").values_list("name", "short_name"),
    }
    return render(request, "forum/sitting/desk.html", context, status=status)


def _add(request: HttpRequest, meeting: MeetingPage, by: User) -> HttpResponse:
    form = SpeakerForm(request.POST)
    if form.is_valid():
        try:
            sitting.add_speaker(meeting, by=by, **form.cleaned_data)
            return _back(meeting)
        except ValidationError as error:
            form.add_error(None, error)
    return _show(request, meeting, speaker=form, status=422)


def _set_rules(request: HttpRequest, meeting: MeetingPage, by: User) -> HttpResponse:
    form = RulesForm(request.POST, instance=Sitting(meeting=meeting))
    if form.is_valid():
        sitting.set_speaking_rules(meeting, by=by, **form.cleaned_data)
        return _back(meeting)
    return _show(request, meeting, rules=form, status=422)


def _back(meeting: MeetingPage) -> HttpResponse:
    return redirect(reverse("forum:sitting-desk", args=[meeting.pk]) + "#daftar-bicara")


def _of(model: type[Any], key: int, **belongs: MeetingPage) -> Any:
    return get_object_or_404(model, pk=key, **belongs)


def _speech(meeting: MeetingPage, key: int) -> Speech | None:
    return _of(Speech, key, sitting__meeting=meeting) if key else None


def _question(meeting: MeetingPage, key: int) -> Question:
    return _of(Question, key, sitting__meeting=meeting)
