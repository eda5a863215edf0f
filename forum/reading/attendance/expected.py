"""Who is expected at a meeting by name, and whether they are there. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from forum.models import (
    InvitationPage,
    InvitedPerson,
    Invitee,
    MeetingPage,
    Membership,
    Organisation,
    Presence,
    Registration,
    Rsvp,
)
from forum.models.attendance import name_key
from forum.reading.concerned import answers_of_people, standing_answers


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is expected. `key` is theirs in a `Presence`; `value` is what a form sends for them."""

    key: str
    value: str
    name: str
    organisation: Organisation | None
    from_organisation: str
    position: str
    needs: str
    presence: Presence | None

    @property
    def body(self) -> str:
        return self.organisation.label if self.organisation else self.from_organisation

    def fits(self, words: str) -> bool:
        """Whether all that was typed stands in the name or in where the person comes from."""
        full = self.organisation.name if self.organisation else ""
        told = f"{self.name} {self.body} {full}".casefold()
        return all(word in told for word in words.casefold().split())


def invitations_of(meeting: MeetingPage) -> QuerySet[InvitationPage]:
    return InvitationPage.objects.live().about(meeting)


def coming_registrations(meeting: MeetingPage) -> QuerySet[Registration]:
    """Who has a place, and gave it back to nobody."""
    registrations = Registration.objects.filter(invitation__in=invitations_of(meeting).values("pk"))
    coming = registrations.filter(confirmed_at__isnull=False, cancelled_at=None, forgotten_at=None)
    return coming.select_related("sector", "invitation").order_by("name")


def invited_organisations(meeting: MeetingPage) -> list[Organisation]:
    """Each once, in the order of the letters."""
    invitees = Invitee.objects.filter(invitation__in=invitations_of(meeting).values("pk"), person=None)
    listed = invitees.select_related("organisation__sector").order_by("invitation", "sort_order")
    return list(dict.fromkeys(one.organisation for one in listed if one.organisation))


def invited_people(meeting: MeetingPage) -> dict[InvitedPerson, Rsvp | None]:
    """Those invited alone, each with the answer, in the order of the letters."""
    people: dict[InvitedPerson, Rsvp | None] = {
        one.person: None for one in letters_to_people(meeting).filter(person__forgotten_at=None) if one.person
    }
    for letter in invitations_of(meeting) if people else ():
        people |= {rsvp.person: rsvp for rsvp in answers_of_people(letter).values() if rsvp.person in people}
    return people


def letters_to_people(meeting: MeetingPage) -> QuerySet[Invitee]:
    rows = Invitee.objects.filter(invitation__in=invitations_of(meeting).values("pk"), organisation=None)
    return rows.select_related("person").order_by("invitation", "sort_order")


def answers_of(meeting: MeetingPage) -> dict[int, Rsvp]:
    """The newest answer of each organisation, to whichever letter."""
    return {key: rsvp for letter in invitations_of(meeting) for key, rsvp in standing_answers(letter).items()}


def presences_of(meeting: MeetingPage) -> list[Presence]:
    counted = Presence.objects.filter(meeting=meeting).counted()
    return list(counted.select_related("organisation__sector", "sector", "recorded_by", "registration"))


def guests_of(meeting: MeetingPage, presences: Iterable[Presence]) -> list[Guest]:
    """Who registered, then who speaks for an organisation that is invited or said yes."""
    there = _There(presences)
    guests = [_registered(one, there) for one in coming_registrations(meeting)]
    guests += _alone(meeting, there).values()
    expected = {one.pk: one for one in invited_organisations(meeting)}
    coming = [one for one in answers_of(meeting).values() if one.answer != Rsvp.Answer.NO]
    expected |= {one.organisation.pk: one.organisation for one in coming if one.organisation}
    speaking = Membership.objects.current().filter(organisation__in=expected)
    for membership in speaking.select_related("person", "post", "organisation").order_by("organisation__name", "pk"):
        guests.append(_speaking(membership, there))
    return guests


def guests_alone(meeting: MeetingPage) -> dict[InvitedPerson, Guest]:
    return _alone(meeting, _There([]))


def guest_alone(meeting: MeetingPage, one: InvitedPerson) -> Guest:
    """Also whoever said no, and comes all the same."""
    return _invited(one, invited_people(meeting).get(one), _There([]))


class _There:
    """Who is there already, by key, or by the same name from the same place."""

    def __init__(self, presences: Iterable[Presence]) -> None:
        self.found: dict[str, Presence] = {}
        for one in presences:
            self.found.setdefault(one.key, one)
            if one.registration_id is None:
                self.found.setdefault(one.name_key, one)

    def get(self, key: str, by_name: str) -> Presence | None:
        return self.found.get(key) or self.found.get(by_name)


def registration_key(registration: Registration) -> str:
    return f"registration:{registration.pk}"


def invited_key(person: InvitedPerson) -> str:
    return f"invited:{person.pk}"


def is_invited_key(key: str) -> bool:
    return key.startswith("invited:")


def person_key(person_pk: int) -> str:
    return f"person:{person_pk}"


def _registered(one: Registration, there: _There) -> Guest:
    key = registration_key(one)
    return Guest(
        key=key,
        value=key,
        name=one.name,
        organisation=None,
        from_organisation=one.from_organisation,
        position="",
        needs=one.needs,
        presence=there.get(key, name_key(one.name, None, one.from_organisation)),
    )


def _invited(one: InvitedPerson, answer: Rsvp | None, there: _There) -> Guest:
    """Whoever is sent in their place comes under their own name."""
    key, sent = invited_key(one), getattr(answer, "delegation", None)
    name = sent.name if sent and sent.name else one.label
    return Guest(
        key=key,
        value=key,
        name=name,
        organisation=None,
        from_organisation=one.office if one.office != name else "",
        position=sent.position if sent else "",
        needs="",
        presence=there.get(key, name_key(name, None, one.office)),
    )


def _alone(meeting: MeetingPage, there: _There) -> dict[InvitedPerson, Guest]:
    """Whoever was invited alone and did not say no."""
    return {
        one: _invited(one, answer, there)
        for one, answer in invited_people(meeting).items()
        if answer is None or answer.answer != Rsvp.Answer.NO
    }


def _speaking(membership: Membership, there: _There) -> Guest:
    key, name = person_key(membership.person_id), str(membership.person)
    return Guest(
        key=key,
        value=f"membership:{membership.pk}",
        name=name,
        organisation=membership.organisation,
        from_organisation="",
        position=membership.post.label if membership.post else "",
        needs="",
        presence=there.get(key, name_key(name, membership.organisation_id, "")),
    )
