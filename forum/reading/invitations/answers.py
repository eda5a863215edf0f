"""Of each that is invited: whether the invitation reached it, and what it answered. A fixed number of
queries."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum import events
from forum.models import Delegation, Delivery, InvitationPage, LedgerEntry, Organisation, Rsvp, SentMail
from forum.models.invitations import ByLink, Party, Way
from forum.reading.concerned import answers_of_people, standing_answers
from forum.reading.invitations.deliveries import reached_of, recorded
from forum.reading.invitations.planned import deliveries_of
from forum.reading.invitations.sent.materials import Wanted, wanted_of

PERSON = "p"  # before the key of a person, in forms


class State(models.TextChoices):
    """Where it stands with one that is invited: its answer, else how far the letter came."""

    YES = "yes", gettext_lazy("will attend")
    REPRESENTED = "represented", gettext_lazy("will be represented")
    MAYBE = "maybe", gettext_lazy("may attend")
    NO = "no", gettext_lazy("cannot attend")
    SILENT = "silent", gettext_lazy("got it, has not answered")
    REFUSED = "refused", gettext_lazy("refused by its mail server")
    BOUNCED = "bounced", gettext_lazy("letter came back")
    UNREACHED = "unreached", gettext_lazy("no address")
    WAITING = "waiting", gettext_lazy("not sent yet")


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter that came back after the mail server had taken it."""

    address: str
    why: str
    is_final: bool


@dataclass(frozen=True, slots=True)
class Line:
    party: Party
    is_invited: bool
    addressee: str
    state: State
    addresses: tuple[str, ...]
    answer: Rsvp | None
    told: str  # how the answer came; empty where the organisation gave it signed in
    returned: tuple[Returned, ...] = ()  # of the addresses that it is written to now
    materials: tuple[Wanted, ...] = ()

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return str(self.party.pk) if isinstance(self.party, Organisation) else f"{PERSON}{self.party.pk}"

    @property
    def organisation(self) -> Organisation | None:
        return self.party if isinstance(self.party, Organisation) else None

    @property
    def delegation(self) -> Delegation | None:
        return getattr(self.answer, "delegation", None)

    @property
    def answered_from(self) -> str:
        """The address whose link was used, or whoever recorded the answer."""
        link = getattr(self.answer, "link", None)
        return link.address if link else str(self.answer.answered_by or "") if self.answer else ""

    @property
    def mailing(self) -> str:
        return _("no address") if not self.addresses else ", ".join(self.addresses)


def lines_of(invitation: InvitationPage) -> list[Line]:
    """Those invited in the order of the letter, then those that answered without being named in it."""
    rows = invitation.invitees.select_related("organisation__sector", "person")
    invitees = {one.party: one for one in rows}
    standing = [*standing_answers(invitation).values()]
    if any(one.person_id for one in invitees.values()):
        standing += answers_of_people(invitation).values()
    answers = {one.party: one for one in standing}
    parties = dict.fromkeys([*invitees, *answers])
    reached, ways = reached_of(parties), _ways(invitation)
    deliveries = {one.party: one for one in deliveries_of(invitation)}
    told = recorded(invitation)
    sent: set[Party] = {one for one in parties if isinstance(one, Organisation) and one.pk in told}
    sent |= {party for party, one in deliveries.items() if one.sent_at}
    came_back, wanted = returned_of(invitation), wanted_of(invitation, invitees)
    found = []
    for party in parties:
        answer, addresses = answers.get(party), reached[party].addresses
        returned = tuple(came_back[one.lower()] for one in addresses if one.lower() in came_back)
        mailed = _mailed(addresses, returned) if party in sent else _unsent(deliveries.get(party), addresses)
        found.append(
            Line(
                party=party,
                is_invited=party in invitees,
                addressee=invitees[party].addressee if party in invitees else "",
                state=State(answer.answer) if answer else mailed,
                addresses=addresses,
                answer=answer,
                told=ways.get(answer.pk, "") if answer else "",
                returned=returned,
                materials=tuple(wanted.get(party, ())),
            )
        )
    return found


def returned_of(invitation: InvitationPage) -> dict[str, Returned]:
    """By address: those whose last letter came back."""
    letters = SentMail.objects.filter(page=invitation.pk, kind=SentMail.Kind.LETTER).order_by("pk")
    last = {one.address: one for one in letters}
    return {
        address: Returned(one.address, one.why, one.is_final)
        for address, one in last.items()
        if one.state == SentMail.State.BOUNCED
    }


def _mailed(addresses: tuple[str, ...], returned: tuple[Returned, ...]) -> State:
    return State.BOUNCED if returned and len(returned) == len(addresses) else State.SILENT


def _unsent(delivery: Delivery | None, addresses: tuple[str, ...]) -> State:
    if not addresses:
        return State.UNREACHED
    return State.REFUSED if delivery and delivery.refused and not delivery.left else State.WAITING


def _ways(invitation: InvitationPage) -> dict[int, str]:
    """By answer: how it came, as the ledger has it."""
    labels = {one.value: str(one.label) for one in (*Way, *ByLink)}
    entries = LedgerEntry.objects.filter(page_id=invitation.pk, verb=events.RSVP_ANSWERED)
    told = entries.exclude(data__way=None).values_list("target", "data__way")
    return {int(target.rpartition(":")[2]): labels[way] for target, way in told}


def counts(lines: list[Line]) -> list[tuple[State, int]]:
    found = Counter(line.state for line in lines)
    return [(state, found[state]) for state in State if found[state]]
