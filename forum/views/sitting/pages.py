"""The projector, and the room on everybody's phone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forum import permissions
from forum.audiences import PUBLIC
from forum.forms.meetings.sitting import QuestionForm
from forum.models import MeetingPage, QuestionSupport, Speech
from forum.models.pages import absolute_reverse
from forum.models.sitting import is_on_today
from forum.reading.attendance.qr import qr_code
from forum.reading.sitting import page_parts, room_of
from forum.views.sitting.answers import meeting_for, missed
from forum.views.sitting.visitors import visitor_of


@never_cache
@require_safe
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """For the projector: the same for everybody, but that whoever leads the meeting has its keys, and shows the way to
    say that one is here: at home nobody reads that."""
    meeting = meeting_for(request, pk, permissions.can_follow_sitting)
    room = room_of(meeting)
    context = {
        "meeting": meeting,
        "room": room,
        "parts": page_parts(room, PUBLIC),
        "may_lead": permissions.can_lead_sitting(request.user, meeting) and is_on_today(meeting),
        "code": qr_code(absolute_reverse("forum:sitting-room", pk)),
    }
    return render(request, "forum/sitting/screen.html", context)


@never_cache
@require_safe
def room(request: HttpRequest, pk: int) -> HttpResponse:
    return show_room(request, meeting_for(request, pk, permissions.can_follow_sitting))


def show_room(
    request: HttpRequest, meeting: MeetingPage, *, form: QuestionForm | None = None, status: int = 200
) -> HttpResponse:
    organisations = permissions.organisations_speaking(request.user, meeting)
    shown = room_of(meeting)
    own = own_of(request, meeting)
    context = {
        "meeting": meeting,
        "room": shown,
        "parts": page_parts(shown, PUBLIC, own),
        "is_on": permissions.can_take_part_in_sitting(request.user, meeting),
        "may_lead": permissions.can_lead_sitting(request.user, meeting),
        "organisations": organisations,
        "form": form or QuestionForm(organisations=organisations),
        **own,
    }
    return render(request, "forum/sitting/room.html", context, status=status)


def own_of(request: HttpRequest, meeting: MeetingPage) -> dict[str, Any]:
    """What is this reader's own: the places on the list, the questions that they support."""
    user, visitor = request.user, visitor_of(request)
    supports = QuestionSupport.objects.filter(question__sitting__meeting=meeting)
    who: dict[str, Any] = {"user": user} if user.is_authenticated else {"visitor": visitor or None}
    speeches = Speech.objects.filter(sitting__meeting=meeting).waiting()
    return {
        "own_speeches": list(speeches.filter(asked_by=user).values_list("pk", flat=True)) if user.pk else [],
        "supported": list(supports.filter(**who).values_list("question", flat=True)),
    }


@never_cache
@require_safe
def events(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, permissions.can_follow_sitting)
    return missed(request, meeting, PUBLIC)


def room_url(meeting: MeetingPage, place: str = "") -> str:
    return reverse("forum:sitting-room", args=[meeting.pk]) + place
