"""What those in the room send: ask for the floor, put a question, support one."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forum import permissions
from forum.audiences import PUBLIC
from forum.forms.meetings.sitting import QuestionForm
from forum.models import MeetingPage, Organisation, Speech
from forum.services import limits, sitting
from forum.views.sitting.answers import done, meeting_for
from forum.views.sitting.pages import room_url, show_room
from forum.views.sitting.visitors import new_visitor, remember_visitor, visitor_of

QUESTIONS_PER_HOUR = 30  # of one login, or of one address: a whole room may stand behind it
SUPPORTS_PER_HOUR = 600
VISITORS_PER_HOUR = 150


@require_POST
def floor(request: HttpRequest, pk: int) -> HttpResponse:
    """`organisation`: ask for the floor for it; `speech`: leave the list."""
    meeting = meeting_for(request, pk, permissions.can_follow_sitting)
    if not request.user.is_authenticated:
        return redirect_to_login(room_url(meeting))
    back = room_url(meeting, "#daftar-bicara")
    if speech := request.POST.get("speech"):
        own = get_object_or_404(Speech, pk=_key(speech), sitting__meeting=meeting, asked_by=request.user)
        act = partial(sitting.leave_speaking_list, own, by=request.user)
        return done(request, meeting, act, back=back, channel=PUBLIC, said=_("You left the speaking list."))
    organisation = get_object_or_404(Organisation, pk=_key(request.POST.get("organisation", "")))
    ask = partial(sitting.ask_for_floor, meeting, organisation=organisation, by=request.user)
    return done(request, meeting, ask, back=back, channel=PUBLIC, said=_("You are on the speaking list."))


@require_POST
def question(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, permissions.can_take_part_in_sitting)
    organisations = permissions.organisations_speaking(request.user, meeting)
    form = QuestionForm(request.POST, organisations=organisations)
    if form.is_from_program:
        return _asked(request, meeting)
    if form.is_valid() and not _may_ask(request):
        form.add_error(None, _("Too many questions came from here. Try again in an hour, or ask in the room."))
        return show_room(request, meeting, form=form, status=429)
    if form.is_valid():
        form.cleaned_data.pop("website")
        try:
            sitting.ask_question(meeting, by=request.user, **form.cleaned_data)
            return _asked(request, meeting)
        except ValidationError as error:
            form.add_error(None, error)
    return show_room(request, meeting, form=form, status=422)


def _may_ask(request: HttpRequest) -> bool:
    if request.user.is_authenticated:
        return limits.count_use(f"questions:{request.user.pk}", most=QUESTIONS_PER_HOUR)
    return limits.count_request(request, "questions", most=QUESTIONS_PER_HOUR)


def _asked(request: HttpRequest, meeting: MeetingPage) -> HttpResponse:
    if permissions.organisations_speaking(request.user, meeting):
        messages.success(request, _("Your question is on the list."))
    else:
        messages.success(request, _("Thank you. Your question is shown once the secretariat has looked at it."))
    return redirect(room_url(meeting, "#pertanyaan"))


@require_POST
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """`question`: support it, a second time no longer."""
    meeting = meeting_for(request, pk, permissions.can_take_part_in_sitting)
    shown = permissions.questions_shown(request.user, meeting)
    asked = get_object_or_404(shown, pk=_key(request.POST.get("question", "")))
    known = visitor_of(request)
    visitor = known or new_visitor()

    def act() -> bool:
        if not _may_support(request, known):
            raise ValidationError(_("Too much came from here. Try again in an hour."), code="often")
        return sitting.toggle_support(asked, by=request.user, visitor=visitor)

    response = done(request, meeting, act, back=room_url(meeting, "#pertanyaan"), channel=PUBLIC)
    return response if request.user.is_authenticated else remember_visitor(response, visitor)


def _may_support(request: HttpRequest, visitor: str) -> bool:
    """A browser that threw its cookie away is a new visitor; an address gives birth to so many in an hour."""
    if request.user.is_authenticated:
        return limits.count_use(f"supports:{request.user.pk}", most=SUPPORTS_PER_HOUR)
    if not visitor and not limits.count_request(request, "visitors", most=VISITORS_PER_HOUR):
        return False
    return limits.count_request(request, "supports", most=SUPPORTS_PER_HOUR)


def _key(text: str) -> int:
    """A key that a database can hold; that of nothing for anything else."""
    return int(text) if text.isdecimal() and len(text) <= 18 else 0
