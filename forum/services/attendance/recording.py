"""Somebody is there: recorded by the secretariat, or by themselves with the code of the room; withdrawn with a reason.

Whoever records anybody waits for the meeting's row, so that nobody is counted twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forum import clock, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.events.attendance import ATTENDANCE_RECORDED, ATTENDANCE_WITHDRAWN
from forum.models import InvitedPerson, MeetingPage, Membership, Organisation, Presence, Registration, Sector, User
from forum.models.attendance import name_key
from forum.models.typed import clean_line, require_words
from forum.reading.attendance import codes, expected

# The row, and whether it is a new one: nobody is recorded twice.
Recorded: TypeAlias = tuple[Presence, bool]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who is there. With a `registration` or a `membership` the rest follows from it."""

    name: str = ""
    organisation: Organisation | None = None
    from_organisation: str = ""
    sector: Sector | None = None
    position: str = ""
    registration: Registration | None = None
    membership: Membership | None = None
    invited: InvitedPerson | None = None  # alone; `name` and the rest say who came
    no_photo: bool = False
    consent: str = ""
    is_another: bool = False  # not the person of the same name who is there already

    @classmethod
    def alone(cls, one: InvitedPerson, guest: expected.Guest, *, consent: str = "") -> "Arrival":
        """Somebody who was invited alone, or whom they sent in their place."""
        return cls(
            name=guest.name,
            from_organisation=guest.from_organisation,
            position=guest.position,
            invited=one,
            consent=consent,
        )

    def as_presence(self) -> Presence:
        if self.registration:
            return self._registered(self.registration)
        if self.membership:
            return self._speaking(self.membership)
        organisation = self.organisation.pk if self.organisation else None
        return Presence(
            name=self.name,
            organisation=self.organisation,
            from_organisation="" if self.organisation else self.from_organisation,
            sector=None if self.organisation else self.sector,
            position=self.position,
            no_photo=self.no_photo,
            consent=self.consent,
            key=expected.invited_key(self.invited)
            if self.invited
            else name_key(clean_line(self.name), organisation, clean_line(self.from_organisation)),
        )

    def _registered(self, one: Registration) -> Presence:
        return Presence(
            registration=one,
            name=one.name,
            from_organisation=one.from_organisation,
            sector=one.sector,
            no_photo=self.no_photo,
            consent=one.consent,
            key=expected.registration_key(one),
        )

    def _speaking(self, one: Membership) -> Presence:
        return Presence(
            person=one.person,
            organisation=one.organisation,
            name=str(one.person)[:120],
            position=(one.post.label if one.post else self.position)[:150],
            no_photo=self.no_photo,
            key=expected.person_key(one.person_id),
        )


@transaction.atomic
def check_in(meeting: MeetingPage, arrivals: Sequence[Arrival], *, way: str, by: User) -> list[Recorded]:
    """By the secretariat, one or all that signed the sheet. Who is there already stays as they are.

    Raises ValidationError before the day of the meeting, for a meeting that is called off, and for words that say
    nothing; then nobody is recorded.
    """
    permissions.require(permissions.can_keep_attendance(by))
    _require_held(meeting)
    if clock.today() < timezone.localdate(meeting.starts_at):
        raise ValidationError(_("The attendance is recorded from the day of the meeting on."), code="early")
    return _record(meeting, arrivals, way=Presence.Way(way), by=by)


@transaction.atomic
def check_in_self(meeting: MeetingPage, arrival: Arrival, *, room: str, by: User | None) -> Recorded:
    """By the person who is there, with the code that is shown in the room.

    Raises ValidationError for another day's code, before the door is open and when the meeting is over.
    """
    require_open(meeting, room)
    if arrival.membership:
        permissions.require(permissions.can_be_there_for(by, arrival.membership))
    elif not arrival.registration and not arrival.consent:
        raise ValidationError(_("Without your consent we may not keep your data."), code="consent")
    return _record(meeting, [arrival], way=Presence.Way.SELF, by=by if arrival.membership else None)[0]


@transaction.atomic
def add_capacity(
    presence: Presence, *, organisation: Organisation | None = None, from_organisation: str = "", position: str = "",
    by: User,
) -> Recorded:  # fmt: skip
    """Somebody who is there came for another organisation as well; they still count as one person.

    Raises ValidationError if they were withdrawn meanwhile, or where no place is said.
    """
    permissions.require(permissions.can_keep_attendance(by))
    _locked(presence.meeting)
    first = Presence.objects.counted().filter(pk=presence.same_as_id or presence.pk).first()
    if first is None:
        raise ValidationError(_("%s is no longer counted as present.") % presence, code="withdrawn")
    place = clean_line(from_organisation)
    if organisation is None:
        require_words(place)
    if (organisation and first.organisation == organisation) or (not organisation and first.body == place):
        return first, False
    row = Presence(
        meeting=first.meeting,
        registration=first.registration,
        person=first.person,
        same_as=first,
        name=first.name,
        organisation=organisation,
        from_organisation="" if organisation else place,
        position=position,
        no_photo=first.no_photo,
        consent=first.consent,
        key=f"also:{first.pk}:{name_key('', organisation.pk if organisation else None, place)}",
    )
    recorded = _added(row, [], way=Presence.Way.DESK, by=by)
    _tell([recorded], by=by)
    return recorded


@transaction.atomic
def withdraw_presence(presence: Presence, *, reason: str, by: User) -> Presence:
    """It was recorded by mistake. Whoever it was is no longer counted, for no organisation. Twice is the same as once.

    Raises ValidationError without a reason.
    """
    permissions.require(permissions.can_keep_attendance(by))
    words = require_words(clean_line(reason))[:300]
    _locked(presence.meeting)
    current = Presence.objects.get(pk=presence.pk)
    rows = [one for one in (current, *current.capacities.all()) if one.withdrawn_at is None]
    for row in rows:
        row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason = clock.now(), by, words
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    for row in rows:
        _append(ATTENDANCE_WITHDRAWN, row, by=by, content=[row.token, words])
    return current


def _require_held(meeting: MeetingPage) -> None:
    if not meeting.live or meeting.is_called_off:
        raise ValidationError(_("This meeting is not held."), code="not_held")


def require_open(meeting: MeetingPage, room: str) -> None:
    """Raises ValidationError unless the code of the room can be used now."""
    _require_held(meeting)
    day = codes.day_of_room(meeting, room)
    if day is None:
        raise ValidationError(_("This code is not known here."), code="unknown")
    if clock.now() < codes.opens_at(meeting) or clock.today() < day:
        raise ValidationError(_("It is too early: you can say that you are here from an hour before."), code="early")
    if clock.now() >= codes.room_closes_at(meeting, day):
        raise ValidationError(
            _("It is too late: this code was for %(day)s only. Ask the secretariat to record you.")
            % {"day": f"{day:%d.%m.%Y}"},
            code="late",
        )


def _locked(meeting: MeetingPage) -> MeetingPage:
    """Whoever records attendance of this meeting waits here: one looks and adds at a time."""
    return MeetingPage.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def _record(meeting: MeetingPage, arrivals: Iterable[Arrival], *, way: str, by: User | None) -> list[Recorded]:
    locked = _locked(meeting)
    there = expected.presences_of(locked)
    recorded = []
    for arrival in arrivals:
        row = arrival.as_presence()
        row.meeting = locked
        if arrival.is_another:
            row.key = _key_of_another(row, there)
        recorded.append(_added(row, there, way=way, by=by))
    _tell(recorded, by=by)
    return recorded


def _added(row: Presence, there: list[Presence], *, way: str, by: User | None) -> Recorded:
    row.way, row.recorded_by, row.arrived_at = way, by, clock.now()
    row.full_clean(exclude=["meeting"], validate_constraints=False)
    same = next((one for one in there if _is_same(one, row)), None)
    same = same or Presence.objects.counted().filter(meeting=row.meeting, key=row.key).first()
    if same:
        return same, False
    row.save()
    there.append(row)
    return row, True


def _is_same(one: Presence, other: Presence) -> bool:
    """By key; by name and place only where one of them is known by the name alone: two who registered are two."""
    if one.key == other.key:
        return True
    by_name = one.key.startswith("name:") or other.key.startswith("name:")
    is_another = "#" in one.key + other.key
    return by_name and not is_another and one.name_key == other.name_key


def _key_of_another(row: Presence, there: list[Presence]) -> str:
    namesakes = sum(1 for one in there if one.name_key == row.name_key)
    return f"{row.key}#{namesakes}" if namesakes else row.key


def _tell(recorded: Iterable[Recorded], *, by: User | None) -> None:
    """Last of all: for the head of the ledger all others wait."""
    for row, is_new in recorded:
        if is_new:
            _append(ATTENDANCE_RECORDED, row, by=by, content=row.token, data={"way": str(row.way)})


def _append(verb: str, row: Presence, *, by: User | None, content: object, data: dict[str, str] | None = None) -> None:
    ledger.append(
        verb,
        target=row,
        page=row.meeting,
        by=by,
        audience=SECRETARIAT,
        actor_label="" if by else _("a participant"),
        content=content,
        data=data or {},
    )
