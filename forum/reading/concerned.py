"""Whom a change of a meeting or of its invitation concerns: who was invited, who answered, who registered."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from forum.models import (
    Delivery,
    InvitationPage,
    InvitedPerson,
    MeetingPage,
    Membership,
    Notice,
    Organisation,
    Registration,
    Rsvp,
)
from forum.models.invitations import Party
from forum.reading.invitations.deliveries import due, mailing_of, recipients_of


@dataclass(frozen=True, slots=True)
class Concerned:
    """One address. Who speaks for an organisation is told as such; whoever else was invited alone, or registered."""

    address: str
    invitation: InvitationPage
    organisations: tuple[int, ...] = ()
    silent_for: tuple[int, ...] = ()  # those of them that have not answered
    answer: str = ""
    person: InvitedPerson | None = None
    registration: Registration | None = None
    told_at: datetime.datetime | None = None  # by the letter, or when they said themselves that they come

    @property
    def is_invited(self) -> bool:
        return bool(self.organisations) or self.person is not None

    @property
    def is_alone(self) -> bool:
        """Invited as a single person, and for no organisation."""
        return self.person is not None and not self.organisations

    @property
    def is_silent(self) -> bool:
        """Somebody still waits for an answer from here."""
        return bool(self.silent_for) or self.is_person_silent

    @property
    def is_person_silent(self) -> bool:
        return self.is_alone and self.answer in Rsvp.OPEN

    @property
    def has_place(self) -> bool:
        return self.registration is not None and not self.registration.is_waiting


@dataclass(frozen=True, slots=True)
class Reach:
    """How many a change would be told, and which of those invited have no address."""

    people: int
    without_address: list[Party]


def reach_of(page: MeetingPage | InvitationPage) -> Reach:
    """Nobody is told of what is over."""
    meeting = page if isinstance(page, MeetingPage) else page.meeting
    if meeting and meeting.is_over:
        return Reach(0, [])
    if isinstance(page, InvitationPage):
        return Reach(len(of_invitation(page)), mailing_of(page).without_address)
    invitations = invitations_to(page).filter(live=True)
    without = {one for invitation in invitations for one in mailing_of(invitation).without_address}
    return Reach(len(of_meeting(page)), sorted(without, key=lambda one: one.name))


def of_meeting(meeting: MeetingPage) -> dict[str, Concerned]:
    """By address, each once. Who knows already that an invitation was taken back is not told of its meeting."""
    found: dict[str, Concerned] = {}
    for invitation in invitations_to(meeting):
        if not invitation.live and not meeting.is_called_off:
            continue
        told = Notice.objects.filter(page=invitation, known__valid=False).values_list("address", flat=True)
        gone = set(told)
        for address, one in of_invitation(invitation).items():
            if address not in gone:
                found[address] = _together(found[address], one) if address in found else one
    return found


def invitations_to(meeting: MeetingPage) -> QuerySet[InvitationPage]:
    """Those that were published, also if they were taken back."""
    return InvitationPage.objects.about(meeting).filter(Q(live=True) | Q(first_published_at__isnull=False))


def of_invitation(invitation: InvitationPage) -> dict[str, Concerned]:
    found: dict[str, Concerned] = {}
    for one in _all(invitation):
        found[one.address] = _together(found[one.address], one) if one.address in found else one
    return found


def _all(invitation: InvitationPage) -> Iterator[Concerned]:
    yield from _invited(invitation)
    yield from _answered(invitation)
    yield from _alone(invitation)
    yield from _registered(invitation)


def _together(first: Concerned, second: Concerned) -> Concerned:
    return replace(
        first,
        organisations=tuple(dict.fromkeys([*first.organisations, *second.organisations])),
        silent_for=tuple(dict.fromkeys([*first.silent_for, *second.silent_for])),
        answer=first.answer or second.answer,
        person=first.person or second.person,
        registration=first.registration or second.registration,
        told_at=max((at for at in (first.told_at, second.told_at) if at), default=None),
    )


def of_organisations(organisations: QuerySet[Organisation]) -> dict[str, tuple[int, ...]]:
    """By address of whoever speaks for them, for which of them."""
    found: dict[str, tuple[int, ...]] = {}
    for key, reached in recipients_of(organisations).items():
        for address in reached.addresses:
            found[address.lower()] = (*found.get(address.lower(), ()), key)
    return found


def standing_answers(invitation: InvitationPage) -> dict[int, Rsvp]:
    """By organisation, the newest answer of each that may still come: it is invited, or a member where it is open."""
    given = invitation.rsvps.filter(person=None)
    given = given.select_related("organisation__sector", "answered_by", "delegation", "link")
    invited = set(invitation.invitees.values_list("organisation", flat=True))
    newest = {rsvp.organisation_id: rsvp for rsvp in given}
    return {
        key: rsvp
        for key, rsvp in newest.items()
        if key in invited or (invitation.is_open and rsvp.organisation.is_forum_member)
    }


def answers_of_people(invitation: InvitationPage) -> dict[int, Rsvp]:
    """By person, the newest answer of each that is still invited."""
    given = invitation.rsvps.filter(person__invitations__invitation=invitation).order_by("pk").distinct()
    return {rsvp.person_id: rsvp for rsvp in given.select_related("person", "answered_by", "delegation", "link")}


def _invited(invitation: InvitationPage) -> Iterator[Concerned]:
    """Whoever got the letter, and whoever speaks for the organisation since."""
    organisations = Organisation.objects.filter(invitations__invitation=invitation).exclude(pk__in=due(invitation))
    letters = {one.organisation_id: one for one in Delivery.objects.filter(invitation=invitation, person=None)}
    answers = standing_answers(invitation)
    for key, reached in recipients_of(organisations).items():
        letter, answer = letters.get(key), answers[key].answer if key in answers else ""
        silent, told_at = (key,) if answer in Rsvp.OPEN else (), letter.sent_at if letter else None
        for address in reached.addresses:
            if letter is None or address not in (*letter.left, *letter.refused):
                yield Concerned(address.lower(), invitation, (key,), silent, answer, told_at=told_at)


def _answered(invitation: InvitationPage) -> Iterator[Concerned]:
    """As long as they speak for the organisation."""
    answers = standing_answers(invitation)
    speaking = set(
        Membership.objects.current()
        .filter(organisation__in=list(answers), person__user__is_active=True)
        .values_list("organisation", "person__user")
    )
    for key, rsvp in answers.items():
        if rsvp.answered_by and (key, rsvp.answered_by.pk) in speaking:
            address = rsvp.answered_by.email.lower()
            silent = (key,) if rsvp.answer in Rsvp.OPEN else ()
            yield Concerned(address, invitation, (key,), silent, rsvp.answer, told_at=rsvp.answered_at)


def _alone(invitation: InvitationPage) -> Iterator[Concerned]:
    """Single people who got the letter and are still invited."""
    letters = Delivery.objects.filter(invitation=invitation, sent_at__isnull=False, person__forgotten_at=None)
    got = list(letters.filter(person__invitations__invitation=invitation).select_related("person").distinct())
    answers = answers_of_people(invitation) if got else {}
    for letter in got:
        if letter.person and letter.person.email:
            answer = answers[letter.person.pk].answer if letter.person.pk in answers else ""
            yield Concerned(
                letter.person.email, invitation, answer=answer, person=letter.person, told_at=letter.sent_at
            )


def has_own_letter(invitation: InvitationPage, address: str) -> bool:
    """The letter went to a single person there, who may be invited no longer."""
    return Delivery.objects.filter(invitation=invitation, person__email=address, sent_at__isnull=False).exists()


def _registered(invitation: InvitationPage) -> Iterator[Concerned]:
    """Whoever has a place, or waits for one."""
    held = Q(confirmed_at__isnull=False) | Q(waiting_number__isnull=False)
    for registration in invitation.registrations.filter(held, cancelled_at=None, forgotten_at=None):
        address, told_at = registration.email.lower(), registration.confirmed_at or registration.registered_at
        yield Concerned(address, invitation, registration=registration, told_at=told_at)
