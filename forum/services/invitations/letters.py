"""Invitations by mail: to the people who speak for an invited organisation, or else to its office; to single people.

What the record says was sent, the mail server has taken. Whoever could not be written to stays due: an organisation
that gets an address or a login later is written to then, as long as the invitation can be answered. Who got a letter
gets no second one, however often it is tried; an address that the mail server refuses is asked again by a person only.
"""

import contextlib
import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, prefetch_related_objects

from forum import clock, events, ledger
from forum.documents.invitations import calendar
from forum.models import Delivery, InvitationPage, LedgerEntry, Organisation, User
from forum.models.invitations import Party, whom
from forum.models.invitations.mails import SentMail
from forum.models.pages import absolute_url
from forum.reading.invitations.deliveries import Recipients, entries_of, left_to_send, reached_of, recorded
from forum.reading.invitations.letter import letter_of
from forum.reading.meetings.online import online_for_guest
from forum.services import mail
from forum.services.invitations.answers.mailed import FreshLink, links_in_mail, own_page
from forum.services.meetings import notices

# A letter that has been "being sent" for longer is tried again: whatever sent it was stopped.
GIVEN_UP_AFTER = datetime.timedelta(hours=1)
WITHOUT_ADDRESS, REFUSED = "without_address", "refused"


class Sending:
    """One walk over those who are due. Who speaks for two organisations gets one letter; where the mail server itself
    is away, nobody else waits for it to answer."""

    def __init__(self, invitation: InvitationPage, parties: Mapping[str, list[Party]]) -> None:
        """`parties` by the address of who speaks for them."""
        self.invitation, self.parties = invitation, parties
        self.tried: dict[str, mail.Failure | None] = {}

    @property
    def failures(self) -> list[mail.Failure]:
        return [failure for failure in self.tried.values() if failure]

    def try_once(self, address: str) -> mail.Failure | None:
        """None if the mail server took it, now or a moment ago."""
        if address not in self.tried:
            away = next((failure for failure in self.failures if failure.is_of_server), None)
            failure = away.of(address) if away else send_letter(self.invitation, self.parties[address], address)
            self.tried[address] = failure
        return self.tried[address]


def deliver(invitation: InvitationPage, *, by: User | None) -> LedgerEntry | None:
    """Send it to all to whom it is due, and record to whom it went, and to whom it could not. What can no longer be
    answered (an old letter, for the archive) goes to nobody.

    Raises NotSentError, when all is recorded, if the mail server did not take some of it.
    """
    if invitation.is_closed or not invitation.live:
        return None
    prefetch_related_objects([invitation], "bring_items__organisation", "bring_items__person")
    if invitation.meeting:
        prefetch_related_objects([invitation.meeting], "agenda_items__organisation")
    failed: dict[str, list[int]] = {WITHOUT_ADDRESS: [], REFUSED: []}
    left = left_to_send(invitation)
    recipients = reached_of(left)
    sending = Sending(invitation, _by_address(recipients))
    for party in left:
        problem = _deliver_to(party, recipients[party], sending)
        if problem and isinstance(party, Organisation):
            failed[problem].append(party.pk)
    entry = _record(invitation, failed, by)
    if sending.failures:
        raise mail.NotSentError(*sending.failures)
    return entry


def _by_address(recipients: Mapping[Party, Recipients]) -> dict[str, list[Party]]:
    found: dict[str, list[Party]] = {}
    for party, reached in recipients.items():
        for address in reached.addresses:
            found.setdefault(address, []).append(party)
    return found


def _deliver_to(party: Party, recipients: Recipients, sending: Sending) -> str:
    """Why it could not be sent to this one; empty if it was, or somebody else is just sending it."""
    if not recipients.addresses:
        return WITHOUT_ADDRESS
    with _begun(sending.invitation, party, recipients.way) as delivery:
        if delivery is None:
            return ""
        reached_in_part = delivery.sent_at is not None
        known = delivery.left if reached_in_part else recipients.addresses
        delivery.left = [one for one in known if one in recipients.addresses and one not in delivery.refused]
        for address in list(delivery.left):
            _note(delivery, address, sending.try_once(address))
        return "" if delivery.sent_at else REFUSED


def _note(delivery: Delivery, address: str, failure: mail.Failure | None) -> None:
    """Written down at once: what is stopped now goes on behind this address."""
    if failure is None:
        delivery.sent_at = delivery.sent_at or clock.now()
    if failure is None or failure.is_final:
        delivery.left.remove(address)
    if failure and failure.is_final:
        delivery.refused.append(address)
    delivery.save(update_fields=["left", "refused", "sent_at"])


@contextlib.contextmanager
def _begun(invitation: InvitationPage, party: Party, way: Delivery.Way) -> Iterator[Delivery | None]:
    """None: another process is at it."""
    now = clock.now()
    letters = Delivery.objects.filter(invitation=invitation, **whom(party))
    free = Q(begun_at=None) | Q(begun_at__lt=now - GIVEN_UP_AFTER)
    delivery, is_new = letters.get_or_create(
        invitation=invitation, **whom(party), defaults={"way": way, "begun_at": now}
    )
    if not is_new and not letters.filter(free).update(begun_at=now, way=way):
        yield None
        return
    try:
        yield delivery
    finally:
        letters.update(begun_at=None)


def letter_to(
    invitation: InvitationPage, party: Party, address: str, *, links: Sequence[FreshLink] = ()
) -> EmailMultiAlternatives:
    """The mail as it leaves today."""
    told = invitation.meeting is None or invitation.meeting.live
    letter = letter_of(invitation, with_meeting=told)
    url, is_person = absolute_url(invitation), not isinstance(party, Organisation)
    page = own_page(invitation, links) if is_person else url
    online = online_for_guest(letter["meeting"]) if letter["meeting"] else None
    context = {**letter, "to": party, "is_person": is_person, "url": url, "link_page": page, "online": online}
    file = calendar.mailed(invitation, to=address, asks=True, alone=is_person) if told else None
    return mail.compose("invitation", to=address, context={**context, "links": links}, calendar=file)


def send_letter(invitation: InvitationPage, parties: Sequence[Party], address: str) -> mail.Failure | None:
    """To somebody who speaks for these, the first of whom the letter names. None if the mail server took it."""
    try:
        about = mail.About(SentMail.Kind.LETTER, invitation, mail.organisation_of(parties[0]))
        with links_in_mail(invitation, parties, address) as links:
            mail.hand_over_noted(letter_to(invitation, parties[0], address, links=links), about)
    except mail.NotSentError as error:
        return error.failures[0]
    notices.forget(invitation, address)
    return None


@transaction.atomic
def send_again_to(addresses: Collection[str] | None = None, *, invitation: InvitationPage | None = None) -> None:
    """Somebody asks to write once more to addresses that were refused: to these, or to all of one invitation."""
    refused = Delivery.objects.exclude(refused=[]).select_for_update()
    for delivery in refused if invitation is None else refused.filter(invitation=invitation):
        again = [one for one in delivery.refused if addresses is None or one in addresses]
        delivery.refused = [one for one in delivery.refused if one not in again]
        delivery.left = [*delivery.left, *again]
        delivery.save(update_fields=["left", "refused"])


@transaction.atomic
def _record(invitation: InvitationPage, failed: dict[str, list[int]], by: User | None) -> LedgerEntry | None:
    """One entry for all that was sent since the last; none if nothing was, and the same failed as before."""
    last = entries_of(invitation).order_by("-seq").first()
    letters = Delivery.objects.filter(invitation=invitation, sent_at__isnull=False)
    to_offices = letters.filter(person=None).exclude(organisation__in=recorded(invitation))
    fresh, people = dict(to_offices.values_list("organisation", "way")), _fresh_people(invitation)
    if not fresh and not people and failed == {key: last.data.get(key, []) if last else [] for key in failed}:
        return None
    by_office = [key for key, way in fresh.items() if way == Delivery.Way.OFFICE]
    return ledger.append(
        events.INVITATION_SENT,
        target=invitation,
        page=invitation,
        by=by,
        audience=invitation.ledger_audience,
        data={"organisations": list(fresh), "by_office": by_office, **failed, **({"people": people} if people else {})},
    )


def _fresh_people(invitation: InvitationPage) -> int:
    """How many people got it whom no entry counts yet. The record never says who they are."""
    sent = Delivery.objects.filter(invitation=invitation, sent_at__isnull=False, person__isnull=False).count()
    return max(0, sent - sum(entry.data.get("people", 0) for entry in entries_of(invitation))) if sent else 0
