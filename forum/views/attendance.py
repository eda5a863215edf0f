"""At the door, for everybody: what a code stands for, and saying that one is there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forum import permissions, services
from forum.forms.meetings.attendance import ArrivalForm, CodeForm, door_consent_text
from forum.models import InvitedPerson, MeetingPage, Organisation, Presence, Registration
from forum.models.access import memberships_of
from forum.reading.attendance import codes, expected
from forum.services import limits
from forum.services.attendance.recording import Arrival, require_open

CODES_PER_HOUR = 60  # that one address may look up
ARRIVALS_PER_HOUR = 300  # from one address: all in the room may use the same network


@never_cache
@require_safe
def door_code(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What the camera of a phone opens: the desk for the secretariat, for anybody else what the code stands for."""
    if permissions.can_keep_attendance(request.user):
        return redirect(f"{reverse('forum_door', args=[pk])}?q={codes.typed_code(code)}")
    if not limits.count_request(request, "door-codes", most=CODES_PER_HOUR):
        return HttpResponse(_("Too many codes from this address. Try again in an hour."), status=429)
    meeting = get_object_or_404(MeetingPage.objects.live(), pk=pk)
    owner = codes.owner_of(meeting, code)
    if owner is None:
        raise Http404
    context: dict[str, Any] = {"meeting": meeting, "is_here": _is_here(meeting, owner)}
    context["code"] = codes.DoorCode(meeting, codes.typed_code(code))
    context["is_told"] = permissions.can_view_page(request.user, meeting)
    context["is_invited"] = isinstance(owner, InvitedPerson)
    context["organisation"] = owner if isinstance(owner, Organisation) else None
    return render(request, "forum/attendance/code_page.html", context)


def _is_here(meeting: MeetingPage, owner: codes.Owner) -> bool:
    if isinstance(owner, Organisation):
        return False
    key = expected.invited_key(owner) if isinstance(owner, InvitedPerson) else expected.registration_key(owner)
    return Presence.objects.counted().filter(meeting=meeting, key=key).exists()


def _of_person(meeting: MeetingPage, owner: Registration | InvitedPerson) -> Arrival:
    if isinstance(owner, Registration):
        return Arrival(registration=owner)
    return Arrival.alone(owner, expected.guest_alone(meeting, owner), consent=door_consent_text())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def self_check_in(request: HttpRequest, room: str) -> HttpResponse:
    """The code of the room: by one's own code, for one's organisation, or as somebody from the public."""
    key = room.partition("-")[0]
    meeting = get_object_or_404(MeetingPage.objects.live(), pk=int(key[:18]) if key.isdecimal() else 0)
    if codes.day_of_room(meeting, room) is None:
        raise Http404
    page = SelfCheckIn(request, meeting, room)
    return page.answer() if request.method == "POST" else page.ask()


class SelfCheckIn:
    """One page with three forms; the one that was sent comes back with what was typed."""

    def __init__(self, request: HttpRequest, meeting: MeetingPage, room: str) -> None:
        self.request, self.meeting, self.room = request, meeting, room
        self.code, self.arrival = CodeForm(), ArrivalForm()
        self.problem = ""

    def ask(self) -> HttpResponse:
        """Too early or too late is said before anybody types."""
        try:
            require_open(self.meeting, self.room)
        except ValidationError as error:
            self.problem = " ".join(error.messages)
        return self.show()

    def show(self, status: int = 200) -> HttpResponse:
        context = {
            "meeting": self.meeting,
            "room": self.room,
            "is_told": permissions.can_view_page(self.request.user, self.meeting),
            "code": self.code,
            "arrival": self.arrival,
            "memberships": memberships_of(self.request.user),
            "problem": self.problem,
            "closed": self.problem and self.request.method != "POST",
        }
        return render(self.request, "forum/attendance/self.html", context, status=status)

    def answer(self) -> HttpResponse:
        if ArrivalForm(self.request.POST).is_from_program:
            return self._there()
        form = {"code": self._by_code, "membership": self._for_organisation}.get(self._way, self._as_visitor)
        if not limits.count_request(self.request, "arrivals", most=ARRIVALS_PER_HOUR):
            self.problem = _("Too many from this address within an hour. Ask at the desk.")
            self._bind()
            return self.show(429)
        try:
            arrival = form()
            if arrival:
                services.check_in_self(self.meeting, arrival, room=self.room, by=self._user)
                return self._there()
        except ValidationError as error:
            self.problem = " ".join(error.messages)
        return self.show(422)

    @property
    def _way(self) -> str:
        return next((way for way in ("code", "membership") if f"by_{way}" in self.request.POST), "")

    @property
    def _user(self) -> Any:
        return self.request.user if self.request.user.is_authenticated else None

    def _bind(self) -> None:
        if self._way == "code":
            self.code = CodeForm(self.request.POST)
        elif not self._way:
            self.arrival = ArrivalForm(self.request.POST)

    def _there(self) -> HttpResponse:
        """The same whether somebody was recorded now or before: nobody learns who is there."""
        messages.success(self.request, _("You are recorded as present. Thank you for coming."))
        # The message stands above: without a place of its own in the address the browser would go to that of the form.
        return redirect(f"{reverse('forum:self-check-in', args=[self.room])}#main")

    def _by_code(self) -> Arrival | None:
        self._bind()
        if not self.code.is_valid():
            return None
        if not limits.count_request(self.request, "door-codes", most=CODES_PER_HOUR):
            raise ValidationError(_("Too many codes from this address. Try again in an hour."))
        owner, name = codes.owner_of(self.meeting, self.code.cleaned_data["code"]), self.code.cleaned_data["name"]
        if owner is None:
            self.code.add_error("code", _("This code is not known at this meeting."))
        elif not isinstance(owner, Organisation):
            return _of_person(self.meeting, owner)
        elif name:
            return Arrival(name=name, organisation=owner, consent=door_consent_text())
        else:
            self.code.add_error("name", _("This is the code of an organisation: say who you are."))
        return None

    def _for_organisation(self) -> Arrival | None:
        chosen = self.request.POST.get("membership", "")
        mine = next((one for one in memberships_of(self.request.user) if str(one.pk) == chosen), None)
        if mine is None:
            raise ValidationError(_("Choose one of your organisations."))
        return Arrival(membership=mine)

    def _as_visitor(self) -> Arrival | None:
        self._bind()
        if not self.arrival.is_valid():
            return None
        told = {name: self.arrival.cleaned_data[name] for name in self.arrival.Meta.fields}
        return Arrival(**told, consent=door_consent_text())
