"""Of each organisation that is invited: whether the invitation reached it, and what it answered. A fixed number of
queries."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum import events
from forum.models import Delegation, Delivery, InvitationPage, LedgerEntry, Organisation, Rsvp, SentMail
from forum.models.invitations import ByLink, Way
from forum.reading.concerned import standing_answers
from forum.reading.invitations.deliveries import recipients_of, recorded


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
    organisation: Organisation
    is_invited: bool
    addressee: str
    state: State
    addresses: tuple[str, ...]
    answer: Rsvp | None
    told: str  # how the answer came; empty where the organisation gave it signed in
    returned: tuple[Returned, ...] = ()  # of the addresses that it is written to now

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
    invitees = {one.organisation_id: one for one in invitation.invitees.select_related("organisation__sector")}
    answers = standing_answers(invitation)
    organisations = {key: one.organisation for key, one in invitees.items()}
    organisations |= {key: one.organisation for key, one in answers.items() if key not in organisations}
    reached, ways = recipients_of(organisations.values()), _ways(invitation)
    deliveries = {one.organisation_id: one for one in Delivery.objects.filter(invitation=invitation)}
    sent = {*recorded(invitation)} | {key for key, one in deliveries.items() if one.sent_at}
    came_back = returned_of(invitation)
    found = []
    for key, organisation in organisations.items():
        answer, addresses = answers.get(key), reached[key].addresses
        returned = tuple(came_back[one.lower()] for one in addresses if one.lower() in came_back)
        mailed = _mailed(addresses, returned) if key in sent else _unsent(deliveries.get(key), addresses)
        found.append(
            Line(
                organisation=organisation,
                is_invited=key in invitees,
                addressee=invitees[key].addressee if key in invitees else "",
                state=State(answer.answer) if answer else mailed,
                addresses=addresses,
                answer=answer,
                told=ways.get(answer.pk, "") if answer else "",
                returned=returned,
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
