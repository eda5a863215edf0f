"""Short codes for the door: one for each registration, invited organisation and person invited alone, and one for the
room itself.

They are made from what is stored and from the secret key of the site, so nothing has to be kept or sent anew.
"""

import datetime
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from forum import clock
from forum.models import InvitationPage, InvitedPerson, MeetingPage, Organisation, Registration
from forum.models.access import Anyone, organisations_of
from forum.models.pages import absolute_reverse
from forum.reading.attendance.expected import coming_registrations, invited_organisations, invited_people
from forum.reading.attendance.qr import qr_code

# Without letters and digits that look like others.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LETTERS, ROOM_LETTERS = 8, 6
OPENS_BEFORE = datetime.timedelta(hours=1)
# The code of a day holds until the morning: a meeting may last over midnight.
MORNING = datetime.timedelta(hours=6)

Owner: TypeAlias = Registration | Organisation | InvitedPerson


@dataclass(frozen=True)
class DoorCode:
    """What somebody shows at the door."""

    meeting: MeetingPage
    code: str
    of: str = ""

    @property
    def spelled(self) -> str:
        return f"{self.code[:4]}-{self.code[4:]}"

    @property
    def url(self) -> str:
        return absolute_reverse("forum:door-code", self.meeting.pk, self.code)

    @cached_property
    def drawn(self) -> SafeString:
        return qr_code(self.url)


def code_of_registration(registration: Registration) -> str:
    return _code("registration", registration.token)


def code_of_organisation(meeting: MeetingPage, organisation: Organisation) -> str:
    return _code("organisation", meeting.pk, organisation.pk)


def code_of_invited(meeting: MeetingPage, person: InvitedPerson) -> str:
    return _code("invited", meeting.pk, person.pk)


def code_alone(invitation: InvitationPage, person: InvitedPerson) -> DoorCode | None:
    """Of somebody who is invited alone, until the meeting is over."""
    meeting = invitation.meeting
    return DoorCode(meeting, code_of_invited(meeting, person)) if meeting and not meeting.is_over else None


def code_for(registration: Registration) -> DoorCode | None:
    """Of a place that is taken, until the meeting is over."""
    meeting = registration.invitation.meeting
    comes = registration.confirmed_at and not registration.cancelled_at
    return DoorCode(meeting, code_of_registration(registration)) if meeting and comes and not meeting.is_over else None


def codes_for(user: Anyone, invitation: InvitationPage) -> list[DoorCode]:
    """Of the invited organisations that a reader of the letter speaks for, until the meeting is over."""
    meeting, mine = invitation.meeting, organisations_of(user)
    if meeting is None or not mine or meeting.is_over:
        return []
    invited = set(invitation.invitees.values_list("organisation", flat=True))
    return [DoorCode(meeting, code_of_organisation(meeting, one), one.label) for one in mine if one.pk in invited]


def typed_code(text: str) -> str:
    """As it is compared, whatever was typed between the letters."""
    return "".join(letter for letter in text.upper() if letter in ALPHABET)


def owner_of(meeting: MeetingPage, code: str) -> Owner | None:
    """Who shows this code; only those who come to this meeting or are invited to it."""
    wanted = typed_code(code)
    for registration in coming_registrations(meeting):
        if code_of_registration(registration) == wanted:
            return registration
    found = (one for one in invited_organisations(meeting) if code_of_organisation(meeting, one) == wanted)
    alone = (one for one in invited_people(meeting) if code_of_invited(meeting, one) == wanted)
    return next(found, None) or next(alone, None)


def opens_at(meeting: MeetingPage) -> datetime.datetime:
    return meeting.starts_at - OPENS_BEFORE


def is_open(meeting: MeetingPage) -> bool:
    """People may say themselves that they are there."""
    return meeting.live and not meeting.is_called_off and opens_at(meeting) <= clock.now() < meeting.over_at


def room_code(meeting: MeetingPage, day: datetime.date | None = None) -> str:
    """For one day of a meeting: who has it from yesterday cannot use it today."""
    return f"{meeting.pk}-{_code('room', meeting.pk, day or room_day(meeting), letters=ROOM_LETTERS)}"


def room_day(meeting: MeetingPage) -> datetime.date:
    """The day whose code is shown now: that of the meeting, of several days the one that it is, at the latest the
    last."""
    last = timezone.localdate(meeting.over_at - datetime.timedelta(seconds=1))
    return min(max(clock.today(), timezone.localdate(meeting.starts_at)), last)


def room_url(meeting: MeetingPage) -> str:
    return absolute_reverse("forum:self-check-in", room_code(meeting))


def in_parts(url: str) -> list[str]:
    """An address to be typed: where the line is too short it is broken between these, never at the hyphen of a code."""
    address = urlsplit(url)
    return [f"{address.scheme}://{address.netloc}/", address.path.removeprefix("/")]


def day_of_room(meeting: MeetingPage, code: str) -> datetime.date | None:
    """For which day of the meeting a code was made; None if for none."""
    day, last = timezone.localdate(meeting.starts_at), timezone.localdate(meeting.over_at)
    while day <= last:
        if room_code(meeting, day) == code.upper():
            return day
        day += datetime.timedelta(days=1)
    return None


def room_closes_at(meeting: MeetingPage, day: datetime.date) -> datetime.datetime:
    midnight = datetime.time(0, tzinfo=timezone.get_current_timezone())
    morning = datetime.datetime.combine(day + datetime.timedelta(days=1), midnight) + MORNING
    return min(morning, meeting.over_at)


def _code(*parts: object, letters: int = LETTERS) -> str:
    digest = salted_hmac("forum.door", ":".join(map(str, parts)), algorithm="sha256").digest()
    number, spelled = int.from_bytes(digest), []
    for _letter in range(letters):
        number, rest = divmod(number, len(ALPHABET))
        spelled.append(ALPHABET[rest])
    return "".join(spelled)
