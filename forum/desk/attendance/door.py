"""The guest book at the door, on a phone: find somebody, one tap, and they are there."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forum import permissions, services
from forum.forms.meetings.attendance import CapacityForm, DoorForm, organisation_named
from forum.models import InvitedPerson, MeetingPage, Membership, Organisation, Presence, Registration
from forum.reading.attendance import codes, expected
from forum.reading.attendance.expected import Guest
from forum.reading.attendance.qr import qr_code
from forum.reading.attendance.totals import turnout_of
from forum.services.attendance.recording import Arrival, Recorded

MOST = 40  # shown of those who are not there yet; whoever is sought is found all the same


def kept_meeting(request: HttpRequest, pk: int) -> MeetingPage:
    permissions.require(permissions.can_keep_attendance(request.user))
    return get_object_or_404(MeetingPage, pk=pk, first_published_at__isnull=False)


@never_cache
@require_safe
def door(request: HttpRequest, pk: int) -> HttpResponse:
    return shown(request, kept_meeting(request, pk))


def shown(request: HttpRequest, meeting: MeetingPage, *, line: DoorForm | None = None) -> HttpResponse:
    presences = expected.presences_of(meeting)
    guests = expected.guests_of(meeting, presences)
    sought = request.GET.get("q", "").strip()
    owner = codes.owner_of(meeting, sought) if sought else None
    found = [guest for guest in guests if _is_sought(guest, sought, owner)]
    waiting = [guest for guest in found if guest.presence is None]
    named = owner.label if isinstance(owner, Organisation) else ""
    context = {
        "meeting": meeting,
        "q": sought,
        "named": named,
        "way": Presence.Way.QR if owner else Presence.Way.DESK,
        "waiting": waiting[:MOST],
        "more": len(waiting[MOST:]),
        "presences": [one for one in reversed(presences) if _is_here_sought(one, sought, found, owner)],
        "turnout": turnout_of(meeting, presences),
        "needs": [guest for guest in guests if guest.needs],
        "types": line is not None or "baris" in request.GET,
        "line": line or DoorForm(initial={"place": named}),
        "organisations": Organisation.objects.standing().values_list("name", flat=True),
    }
    return render(request, "forum/desk/attendance/door.html", context, status=422 if line else 200)


def _is_sought(guest: Guest, sought: str, owner: codes.Owner | None) -> bool:
    if isinstance(owner, Registration):
        return guest.key == expected.registration_key(owner)
    if isinstance(owner, InvitedPerson):
        return guest.key == expected.invited_key(owner)
    return guest.organisation == owner if owner else guest.fits(sought)


def _is_here_sought(one: Presence, sought: str, found: Iterable[Guest], owner: codes.Owner | None) -> bool:
    if not sought or any(guest.presence == one for guest in found):
        return True
    return one.organisation == owner if owner else sought.casefold() in str(one).casefold()


@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who was expected, by one tap; or a line for whoever was not."""
    meeting, who = kept_meeting(request, pk), request.POST.get("who", "")
    if not who:
        line = DoorForm(request.POST)
        if not line.is_valid():
            return shown(request, meeting, line=line)
        return _recorded(request, meeting, Arrival(**line.arrival), line=line)
    arrival = next(iter(arrivals_of(meeting, [who])), None)
    if arrival is None:
        messages.error(request, _("This person is no longer expected. Type the name below."))
        return redirect("forum_door", pk)
    return _recorded(request, meeting, arrival)


def _recorded(
    request: HttpRequest, meeting: MeetingPage, arrival: Arrival, *, line: DoorForm | None = None
) -> HttpResponse:
    way = Presence.Way.QR if request.POST.get("way") == Presence.Way.QR else Presence.Way.DESK
    by: Any = request.user
    try:
        recorded = services.check_in(meeting, [arrival], way=way, by=by)[0]
    except ValidationError as error:
        if line is None:
            messages.error(request, " ".join(error.messages))
            return redirect("forum_door", meeting.pk)
        line.add_error(None, error.messages)
        return shown(request, meeting, line=line)
    if line is not None and not recorded[1]:
        line.add_error(
            None, _("Somebody of this name is already there. If it is another person, say so and send again.")
        )
        return shown(request, meeting, line=line)
    _say(request, recorded)
    # Whoever types line after line goes on typing.
    return redirect(f"{reverse('forum_door', args=[meeting.pk])}{'?baris=1' if line else ''}")


def _say(request: HttpRequest, recorded: Recorded) -> None:
    presence, is_new = recorded
    if is_new:
        messages.success(request, _("%s is here.") % presence)
    else:
        messages.warning(request, _("%s was already recorded.") % presence)


def arrivals_of(meeting: MeetingPage, values: Iterable[str]) -> list[Arrival]:
    """Those who are expected, as a form sends them (`Guest.value`); whoever is expected no longer is left out."""
    wanted = set(values)
    registrations = {f"registration:{one.pk}": one for one in expected.coming_registrations(meeting)}
    keys = [int(value.partition(":")[2]) for value in wanted if value.startswith("membership:") and _has_key(value)]
    speaking = Membership.objects.current().filter(pk__in=keys).select_related("person", "organisation", "post")
    found = [Arrival(registration=one) for value, one in registrations.items() if value in wanted]
    found += [
        Arrival.alone(one, guest) for one, guest in expected.guests_alone(meeting).items() if guest.value in wanted
    ]
    return [*found, *(Arrival(membership=one) for one in speaking)]


def _has_key(value: str) -> bool:
    key = value.partition(":")[2]
    return key.isdecimal() and len(key) <= 18


@require_POST
def withdraw(request: HttpRequest, pk: int, presence_pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    presence = get_object_or_404(Presence.objects.counted(), pk=presence_pk, meeting=meeting)
    by: Any = request.user
    try:
        services.withdraw_presence(presence, reason=request.POST.get("reason", ""), by=by)
        messages.success(request, _("%s is no longer counted as present.") % presence)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("forum_door", pk)


@require_POST
def capacity(request: HttpRequest, pk: int, presence_pk: int) -> HttpResponse:
    """Somebody who is there speaks for another organisation as well."""
    meeting = kept_meeting(request, pk)
    presence = get_object_or_404(Presence.objects.counted(), pk=presence_pk, meeting=meeting)
    form = CapacityForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say for which organisation as well."))
        return redirect("forum_door", pk)
    place, position = form.cleaned_data["place"], form.cleaned_data["position"]
    where: dict[str, Any] = {"organisation": organisation_named(place), "from_organisation": place}
    by: Any = request.user
    try:
        _say(request, services.add_capacity(presence, **where, position=position, by=by))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("forum_door", pk)


@never_cache
@require_safe
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet that hangs in the room: the code of this day, to say oneself that one is there."""
    meeting = kept_meeting(request, pk)
    url = codes.room_url(meeting)
    context = {"meeting": meeting, "code": codes.room_code(meeting), "day": codes.room_day(meeting)}
    drawn = {"parts": codes.in_parts(url), "drawn": qr_code(url)}
    return render(request, "forum/attendance/room_sheet.html", {**context, **drawn})
