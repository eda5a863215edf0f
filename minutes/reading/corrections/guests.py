"""Who was present for no organisation: whom a circulation asks, and how far that has come."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from forum.models import InvitedPerson, Presence
from forum.models.invitations.registrations.consent import agreed_to_be_asked
from forum.models.typed import folded
from forum.reading.attendance.expected import invited_key, letters_to_people, presences_of
from minutes.models import Circulation, GuestAgreement, GuestLink, MinutesPage, PresentGuest, content


@dataclass(frozen=True, slots=True)
class ExpectedGuest:
    """`line` is empty for the public, which minutes only count; `name` is for the secretariat."""

    key: str
    presence: Presence | None
    line: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class GuestProgress:
    told: list[PresentGuest] = field(default_factory=list)
    refused: list[PresentGuest] = field(default_factory=list)
    without_address: list[PresentGuest] = field(default_factory=list)
    untold: list[PresentGuest] = field(default_factory=list)
    agreed: list[PresentGuest] = field(default_factory=list)
    objected: list[PresentGuest] = field(default_factory=list)
    silent: list[PresentGuest] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.told or self.refused or self.without_address or self.untold)

    @property
    def lists(self) -> list[tuple[str, list[PresentGuest]]]:
        return [
            (_("Individual guests told by mail"), self.told),
            (_("Individual guests, mail on its way"), self.untold),
            (_("Individual guests who could not be told, the address was refused"), self.refused),
            (_("Individual guests who could not be told, there is no address"), self.without_address),
            (_("Individual guests who agreed"), self.agreed),
            (_("Individual guests who have not answered yet"), self.silent),
        ]

    @property
    def all_agreed(self) -> bool:
        """Of those who could be asked."""
        return not self.untold and len(self.agreed) >= len(self.told)


def guests_of(minutes: MinutesPage) -> list[ExpectedGuest]:
    """Recorded at the door without an organisation, then those whom these minutes name beside them."""
    lines = content.stored_guests(minutes)
    found = list(_at_the_door(minutes, lines))
    left = list(lines)
    for one in found:
        if one.line in left:
            left.remove(one.line)
    return [*found, *(ExpectedGuest(_key_of_line(line, n), None, line, line, "") for n, line in enumerate(left))]


def _at_the_door(minutes: MinutesPage, lines: list[str]) -> Iterator[ExpectedGuest]:
    meeting = minutes.held_meeting
    there = [one for one in presences_of(meeting) if not (one.organisation_id or one.same_as_id or one.forgotten_at)]
    asked = letters_to_people(meeting).filter(person__forgotten_at=None)
    invited = {invited_key(row.person): (row.person, row.is_named) for row in asked if row.person}
    for one in there:
        person, is_named = invited.get(one.key, (None, False))
        line = person.in_letter(is_named=is_named) if person else ""
        yield ExpectedGuest(one.key, one, line if line in lines else "", str(one), _address_of(one, person))


def _address_of(one: Presence, person: InvitedPerson | None) -> str:
    """Of whoever registered only where this was agreed to."""
    if person:
        return person.email.lower()
    if registration := one.registration:
        agreed = registration.forgotten_at is None and agreed_to_be_asked(registration.consent)
        return registration.email.lower() if agreed else ""
    return one.person.email.lower() if one.person else ""


def _key_of_line(line: str, place: int) -> str:
    return f"line:{hashlib.sha256(f'{folded(line)}-{place}'.encode()).hexdigest()}"


def guest_progress_of(minutes: MinutesPage, circulation: Circulation | None) -> GuestProgress:
    if circulation is None:
        return GuestProgress()
    guests = list(minutes.present_guests.filter(dropped_at=None).select_related("presence"))
    if not guests:
        return GuestProgress()
    sent = dict(circulation.guest_links.filter(occasion=GuestLink.Occasion.TOLD).values_list("guest", "refused"))
    given = GuestAgreement.objects.filter(guest__in=guests, digest=minutes.digest).values_list("guest", flat=True)
    agreed, objected = set(given), set(_objecting(minutes))
    told = [one for one in guests if sent.get(one.pk) is False]
    return GuestProgress(
        told=told,
        refused=[one for one in guests if sent.get(one.pk)],
        without_address=[one for one in guests if not one.address and one.pk not in sent],
        untold=[one for one in guests if one.address and one.pk not in sent],
        agreed=[one for one in guests if one.pk in agreed],
        objected=[one for one in guests if one.pk in objected],
        silent=[one for one in told if one.pk not in agreed | objected],
    )


def _objecting(minutes: MinutesPage) -> Iterator[int]:
    of_edition = minutes.corrections.filter(passage__edition=minutes.edition + 1)
    yield from of_edition.filter(by_guest__isnull=False).values_list("by_guest__guest", flat=True)
