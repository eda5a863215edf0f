"""Before letters go out: exactly to whom, to which addresses, and who cannot be written to. While they go out: how far
they have come. A fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from forum.models import Delivery, InvitationPage, InvitedPerson, Organisation
from forum.models.invitations import Party
from forum.reading.invitations.deliveries import due, many_invited, people_due, reached_of, recorded

SENDING = "forum.services.tasks.send_letters"


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    party: Party
    addressee: str
    way: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would leave now. Who speaks for two organisations gets one mail."""

    letters: list[PlannedLetter]
    unreachable: list[Party]
    have_it: int

    @property
    def organisations(self) -> int:
        return sum(isinstance(letter.party, Organisation) for letter in self.letters)

    @property
    def people(self) -> int:
        return len(self.letters) - self.organisations

    @property
    def mails(self) -> int:
        return len({address for letter in self.letters for address in letter.addresses})


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    all: int
    refused: int
    is_sending: bool


def plan_of(invitation: InvitationPage) -> Plan:
    """Of the invitation as it is given, which may be a draft: whoever is invited and did not get it yet; also whom
    the mail server has refused, for somebody asks."""
    addressees = addressees_of(invitation)
    sent = recorded(invitation)
    deliveries = {one.party: one for one in deliveries_of(invitation)}
    have: set[Party] = {one for one in addressees if isinstance(one, Organisation) and one.pk in sent}
    have |= {party for party, one in deliveries.items() if one.sent_at and party in addressees}
    reached = reached_of(addressees)
    letters, unreachable = [], []
    for party, addressee in addressees.items():
        recipients = reached[party]
        addresses = _left(deliveries.get(party), recipients.addresses) if party in have else recipients.addresses
        if addresses:
            letters.append(PlannedLetter(party, addressee, str(recipients.way.label), addresses))
        elif party not in have:
            unreachable.append(party)
    return Plan(letters, unreachable, len(have))


def addressees_of(invitation: InvitationPage) -> dict[Party, str]:
    """All that are invited, in the order of the letter, also where the invitation is a draft."""
    rows = list(invitation.invitees.all())
    organisations = Organisation.objects.in_bulk([one.organisation_id for one in rows if one.organisation_id])
    keys = [one.person_id for one in rows if one.person_id]
    people = InvitedPerson.objects.in_bulk(keys) if keys else {}
    return {
        organisations[one.organisation_id] if one.organisation_id else people[one.person_id]: one.addressee
        for one in rows
    }


def deliveries_of(invitation: InvitationPage) -> QuerySet[Delivery]:
    return Delivery.objects.filter(invitation=invitation.pk).select_related("organisation", "person")


def _left(delivery: Delivery | None, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Of those who got it, the people who did not."""
    waiting = [*delivery.left, *delivery.refused] if delivery else []
    return tuple(address for address in addresses if address in waiting)


def progress_of(invitation: InvitationPage) -> Progress:
    """Of those who have an address."""
    waiting = reached_of([*due(invitation), *people_due(invitation)])
    left = [party for party, reached in waiting.items() if reached.addresses]
    to_these = Q(organisation__in=[one.pk for one in left if isinstance(one, Organisation)])
    to_these |= Q(person__in=[one.pk for one in left if isinstance(one, InvitedPerson)])
    refused = Delivery.objects.filter(to_these, invitation=invitation, left=[]).exclude(refused=[])
    done = many_invited(invitation) - len(waiting)
    return Progress(done, done + len(left), refused.count(), is_sending(invitation))


def is_sending(invitation: InvitationPage) -> bool:
    """Somebody has it to do. What was put off after an error is no sending."""
    undone = Q(status=TaskResultStatus.RUNNING) | Q(status=TaskResultStatus.READY, started_at=None)
    tasks = DBTaskResult.objects.filter(undone, task_path=SENDING, args_kwargs__args__0=invitation.pk)
    return bool(tasks.exists())
