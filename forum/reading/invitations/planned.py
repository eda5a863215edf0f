"""Before letters go out: exactly to whom, to which addresses, and who cannot be written to. While they go out: how far
they have come. A fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from forum.models import Delivery, InvitationPage, Organisation
from forum.reading.invitations.deliveries import due, recipients_of, recorded

SENDING = "forum.services.tasks.send_letters"


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    organisation: Organisation
    addressee: str
    way: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would leave now. Who speaks for two organisations gets one mail."""

    letters: list[PlannedLetter]
    unreachable: list[Organisation]
    have_it: int

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
    addressees = {one.organisation_id: one.addressee for one in invitation.invitees.all()}
    organisations = Organisation.objects.in_bulk(list(addressees))
    deliveries = {one.organisation_id: one for one in Delivery.objects.filter(invitation=invitation.pk)}
    have = {*recorded(invitation)} | {key for key, one in deliveries.items() if one.sent_at}
    reached = recipients_of(organisations.values())
    letters, unreachable = [], []
    for key, addressee in addressees.items():
        organisation, recipients = organisations[key], reached[key]
        addresses = _left(deliveries.get(key), recipients.addresses) if key in have else recipients.addresses
        if addresses:
            letters.append(PlannedLetter(organisation, addressee, str(recipients.way.label), addresses))
        elif key not in have:
            unreachable.append(organisation)
    return Plan(letters, unreachable, len(have & addressees.keys()))


def _left(delivery: Delivery | None, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Of those who got it, the people who did not."""
    waiting = [*delivery.left, *delivery.refused] if delivery else []
    return tuple(address for address in addresses if address in waiting)


def progress_of(invitation: InvitationPage) -> Progress:
    """Of those who have an address."""
    waiting = recipients_of(due(invitation))
    left = [key for key, reached in waiting.items() if reached.addresses]
    refused = Delivery.objects.filter(invitation=invitation, organisation__in=left, left=[]).exclude(refused=[])
    invited = invitation.invitees.values("organisation").distinct().count()
    done = invited - len(waiting)
    return Progress(done, done + len(left), refused.count(), is_sending(invitation))


def is_sending(invitation: InvitationPage) -> bool:
    """Somebody has it to do. What was put off after an error is no sending."""
    undone = Q(status=TaskResultStatus.RUNNING) | Q(status=TaskResultStatus.READY, started_at=None)
    tasks = DBTaskResult.objects.filter(undone, task_path=SENDING, args_kwargs__args__0=invitation.pk)
    return bool(tasks.exists())
