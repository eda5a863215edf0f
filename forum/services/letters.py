"""Invitations by mail: to the people who speak for an invited organisation, or else to its office.

What the record says was sent, the mail server has taken. Whoever could not be written to stays due: an organisation
that gets an address or a login later is written to then, as long as the invitation can be answered.
"""

import datetime
import logging
import smtplib

from django.db import transaction

from forum import clock, events, ledger
from forum.documents.calendar import of_invitation
from forum.models import Delivery, InvitationPage, LedgerEntry, Organisation, User
from forum.models.pages import absolute_url
from forum.reading.deliveries import Recipients, due, entries_of, recipients_of, recorded
from forum.reading.invitations import letter_of
from forum.services import mail

logger = logging.getLogger(__name__)
# A letter that has been "being sent" for longer is tried again: whatever sent it was stopped.
GIVEN_UP_AFTER = datetime.timedelta(hours=1)
WITHOUT_ADDRESS, REFUSED = "without_address", "refused"


def deliver(invitation: InvitationPage, *, by: User | None) -> LedgerEntry | None:
    """Send it to all to whom it is due, and record to whom it went, and to whom it could not. What can no longer be
    answered (an old letter, for the archive) goes to nobody."""
    if invitation.is_closed or not invitation.live:
        return None
    failed: dict[str, list[int]] = {WITHOUT_ADDRESS: [], REFUSED: []}
    written: set[str] = set()  # who speaks for two organisations gets one letter
    left = list(due(invitation))
    recipients = recipients_of(left)
    for organisation in left:
        if problem := _deliver_to(organisation, recipients[organisation.pk], invitation, written):
            failed[problem].append(organisation.pk)
    return _record(invitation, failed, by)


def _deliver_to(
    organisation: Organisation, recipients: Recipients, invitation: InvitationPage, written: set[str]
) -> str:
    """Why it could not be sent to this organisation; empty if it was, or somebody else is just sending it."""
    if not recipients.addresses:
        return WITHOUT_ADDRESS
    delivery = _begin(invitation, organisation, recipients.way)
    if delivery is None:
        return ""
    taken = [one for one in recipients.addresses if one in written or send_letter(invitation, organisation, one)]
    if not taken:
        delivery.delete()
        return REFUSED
    written.update(taken)
    delivery.sent_at = clock.now()
    delivery.save(update_fields=["sent_at"])
    return ""


def _begin(invitation: InvitationPage, organisation: Organisation, way: Delivery.Way) -> Delivery | None:
    """None: another process is at it."""
    letters = Delivery.objects.filter(invitation=invitation, organisation=organisation)
    letters.filter(sent_at=None, begun_at__lt=clock.now() - GIVEN_UP_AFTER).delete()
    delivery, is_ours = letters.get_or_create(
        invitation=invitation, organisation=organisation, defaults={"way": way, "begun_at": clock.now()}
    )
    return delivery if is_ours else None


def send_letter(invitation: InvitationPage, organisation: Organisation, address: str) -> bool:
    """False if the mail server does not take it."""
    context = {**letter_of(invitation), "organisation": organisation, "url": absolute_url(invitation)}
    try:
        mail.send("invitation", to=address, context=context, calendar=of_invitation(invitation))
    except (smtplib.SMTPException, OSError):
        logger.exception("invitation %s to organisation %s was not sent", invitation.pk, organisation.pk)
        return False
    return True


@transaction.atomic
def _record(invitation: InvitationPage, failed: dict[str, list[int]], by: User | None) -> LedgerEntry | None:
    """One entry for all that was sent since the last; none if nothing was, and the same failed as before."""
    last = entries_of(invitation).order_by("-seq").first()
    letters = Delivery.objects.filter(invitation=invitation, sent_at__isnull=False)
    fresh = dict(letters.exclude(organisation__in=recorded(invitation)).values_list("organisation", "way"))
    if not fresh and failed == {key: last.data.get(key, []) if last else [] for key in failed}:
        return None
    by_office = [key for key, way in fresh.items() if way == Delivery.Way.OFFICE]
    return ledger.append(
        events.INVITATION_SENT,
        target=invitation,
        page=invitation,
        by=by,
        audience=invitation.ledger_audience,
        data={"organisations": list(fresh), "by_office": by_office, **failed},
    )
