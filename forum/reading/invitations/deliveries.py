"""To whom an invitation was mailed, to whom it is still due, and who cannot be written to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from forum import events
from forum.models import Delivery, InvitationPage, InvitedPerson, LedgerEntry, Membership, Organisation
from forum.models.invitations import Party


@dataclass(frozen=True, slots=True)
class Mailing:
    """How far the mailing of an invitation has come."""

    invited: int
    sent: int
    waiting: list[Party]  # have an address
    without_address: list[Party]


@dataclass(frozen=True, slots=True)
class Recipients:
    """Where one that is invited is written to; nowhere if there are no addresses."""

    way: Delivery.Way
    addresses: tuple[str, ...]


def mailing_of(invitation: InvitationPage) -> Mailing:
    left: list[Party] = [*due(invitation), *people_due(invitation)]
    reached, invited = reached_of(left), many_invited(invitation)
    return Mailing(
        invited=invited,
        sent=invited - len(left),
        waiting=[one for one in left if reached[one].addresses],
        without_address=[one for one in left if not reached[one].addresses],
    )


def many_invited(invitation: InvitationPage) -> int:
    return invitation.invitees.order_by().values("organisation", "person").distinct().count()


def due(invitation: InvitationPage) -> QuerySet[Organisation]:
    """The invited organisations that it has not been sent to."""
    invited = Organisation.objects.filter(invitations__invitation=invitation)
    return invited.exclude(_has_it(invitation)).distinct()


def people_due(invitation: InvitationPage) -> QuerySet[InvitedPerson]:
    invited = InvitedPerson.objects.filter(invitations__invitation=invitation, forgotten_at=None)
    return invited.exclude(pk__in=_sent(invitation, "person")).distinct()


def no_longer_invited(invitation: InvitationPage) -> QuerySet[Organisation]:
    """The organisations that have it and that it does not name any more."""
    invited = invitation.invitees.filter(organisation__isnull=False).values("organisation")
    return Organisation.objects.filter(_has_it(invitation)).exclude(pk__in=invited)


def people_no_longer_invited(invitation: InvitationPage) -> QuerySet[InvitedPerson]:
    invited = invitation.invitees.filter(person__isnull=False).values("person")
    return InvitedPerson.objects.filter(pk__in=_sent(invitation, "person")).exclude(pk__in=invited)


def _has_it(invitation: InvitationPage) -> Q:
    return Q(pk__in=_sent(invitation, "organisation")) | Q(pk__in=recorded(invitation))


def _sent(invitation: InvitationPage, to: str) -> QuerySet[Any]:
    """By key; the rows of the others would be empty here."""
    sent = Delivery.objects.filter(invitation=invitation, sent_at__isnull=False, **{f"{to}__isnull": False})
    return sent.values(to)


def left_to_send(invitation: InvitationPage) -> list[Party]:
    """To whom letters go now. A person has one address: who got it has it."""
    return [*unfinished(invitation), *people_due(invitation)]


def unfinished(invitation: InvitationPage) -> QuerySet[Organisation]:
    """Those, and the organisations of which some people got it while others are still tried."""
    begun = Delivery.objects.filter(invitation=invitation, sent_at__isnull=False, person=None).exclude(left=[])
    in_part = Q(pk__in=begun.values("organisation"), invitations__invitation=invitation)
    return Organisation.objects.filter(Q(pk__in=due(invitation).values("pk")) | in_part).distinct()


def recorded(invitation: InvitationPage) -> list[int]:
    """The organisations to whom the record says that it was sent, and not that it was taken back since."""
    told = (events.INVITATION_SENT, events.INVITATION_RECALLED)
    sent: dict[int, bool] = {}
    for entry in LedgerEntry.objects.filter(page_id=invitation.pk, verb__in=told).order_by("seq"):
        sent |= dict.fromkeys(entry.data["organisations"], entry.verb == events.INVITATION_SENT)
    return [key for key, is_so in sent.items() if is_so]


def entries_of(invitation: InvitationPage) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(page_id=invitation.pk, verb=events.INVITATION_SENT)


def reached_of(parties: Iterable[Party]) -> dict[Party, Recipients]:
    """Organisations and people, each with where it is written to."""
    all_of_them = list(parties)
    found = recipients_of(one for one in all_of_them if isinstance(one, Organisation))
    return {
        one: found[one.pk] if isinstance(one, Organisation) else Recipients(Delivery.Way.PERSON, one.addresses)
        for one in all_of_them
    }


def recipients_of(organisations: Iterable[Organisation]) -> dict[int, Recipients]:
    """By organisation: the people who speak for it, by the address of their login, else the office's own."""
    offices = {organisation.pk: organisation.email for organisation in organisations}
    people: dict[int, list[str]] = {}
    speaking = Membership.objects.current().filter(organisation__in=list(offices), person__user__is_active=True)
    for organisation, address in speaking.order_by("pk").values_list("organisation", "person__user__email"):
        people.setdefault(organisation, []).append(address)
    return {
        key: Recipients(Delivery.Way.PEOPLE, tuple(dict.fromkeys(people[key])))
        if key in people
        else Recipients(Delivery.Way.OFFICE, (office,) if office else ())
        for key, office in offices.items()
    }
