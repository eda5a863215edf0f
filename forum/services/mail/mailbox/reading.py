"""The mailbox is read from where it was left: each message counts once, whoever is stopped in the middle.

What a message means is written down together with how far the mailbox was read. What means nothing here stays where it
is and is counted.
"""

import email
import logging
from collections import Counter
from email import policy
from email.message import EmailMessage
from email.utils import getaddresses
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, transaction

from forum import clock
from forum.documents.invitations.calendar import UID_END
from forum.documents.invitations.replying import is_word_for, word_in
from forum.models import Invitee, MailboxPlace, MeetingPage, ReadMail, SentMail
from forum.reading.concerned import invitations_to
from forum.reading.invitations.deliveries import recipients_of
from forum.services.invitations.answers.giving import answer_by_calendar
from forum.services.mail.keeping import key_of
from forum.services.mail.mailbox.imap import Mailbox, MailboxError, Message
from forum.services.mail.mailbox.replies import Reply, reply_in
from forum.services.mail.mailbox.reports import Report, report_in

log = logging.getLogger(__name__)
MOST = 500  # messages in one run
TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
UNKNOWN = "unknown"

__all__ = ["MailboxError", "read_mailbox"]


def read_mailbox() -> Counter[str]:
    """How many messages were of which kind. Raises MailboxError where the mailbox cannot be read."""
    counts: Counter[str] = Counter()
    with Mailbox.opened(settings.MAILBOX_URL) as mailbox:
        place = _place(mailbox)
        for uid in mailbox.after(place.uid, most=MOST):
            counts[_take(mailbox.fetch(uid), place)] += 1
    return counts


def _place(mailbox: Mailbox) -> MailboxPlace:
    """From the start, where the server has numbered its messages anew: what counted then is known by its Message-ID."""
    name = sha256(settings.MAILBOX_URL.encode()).hexdigest()
    place, _is_new = MailboxPlace.objects.get_or_create(mailbox=name, defaults={"validity": mailbox.validity})
    if place.validity != mailbox.validity:
        place.validity, place.uid = mailbox.validity, 0
        place.save()
    return place


@transaction.atomic
def _take(message: Message, place: MailboxPlace) -> str:
    moved = MailboxPlace.objects.filter(pk=place.pk, validity=place.validity, uid__lt=message.uid)
    if not moved.update(uid=message.uid):
        return UNKNOWN  # somebody else has just read it
    try:
        with transaction.atomic():
            return _understood(message.content)
    except (OperationalError, InterfaceError):
        raise  # the database was away: it is read once more
    except Exception as error:  # a message that nobody could foresee stops none of the others
        log.warning("A message of the mailbox was not understood: %s", type(error).__name__)
        return UNKNOWN


def _understood(content: bytes) -> str:
    message: Any = email.message_from_bytes(content, policy=policy.default)
    key = sha256(str(message.get("Message-ID", "")).encode(errors="replace") or content).hexdigest()
    if not content or ReadMail.objects.filter(key=key).exists():
        return UNKNOWN
    report = report_in(message)
    if report:
        return _bounced(report, message, key)
    reply = reply_in(message)
    return _answered(reply, key) if reply else UNKNOWN


# --- what came back


def _bounced(report: Report, message: EmailMessage, key: str) -> str:
    """By the Message-ID of the mail, or by the address that it was to return to."""
    tokens = {*report.tokens, *_returned_to(message)}
    mail = SentMail.objects.filter(key__in=[key_of(one) for one in tokens]).first()
    if mail is None:
        return UNKNOWN
    mail.state, mail.failed_at, mail.is_final = SentMail.State.BOUNCED, clock.now(), report.is_final
    mail.problem, mail.answer = report.problem.value, report.said
    mail.save()
    ReadMail.objects.create(key=key, outcome=ReadMail.Outcome.BOUNCE)
    return ReadMail.Outcome.BOUNCE.value


def _returned_to(message: EmailMessage) -> set[str]:
    headers = [str(value) for name in TO for value in message.get_all(name, [])]
    return {word for _name, address in getaddresses(headers) if (word := word_in(address))}


# --- what was answered


def _answered(reply: Reply, key: str) -> str:
    """Only what can be nobody else's: it came to the address that stood in the mail to this person alone, this person
    speaks for one invited organisation or was invited alone, and it is about the meeting as it is now."""
    meeting = _meeting(reply.uid)
    if meeting is None or not any(is_word_for(word, reply.uid, reply.address) for word in reply.words):
        return UNKNOWN
    about = sha256(f"{reply.uid} {reply.address}".encode()).hexdigest()
    if _is_outdated(reply, meeting) or ReadMail.objects.filter(about=about, stamp__gte=reply.stamp).exists():
        return UNKNOWN
    asked = _asked(meeting, reply.address)
    if len(asked) != 1:
        return UNKNOWN
    try:
        answer_by_calendar(asked[0][0], party=asked[0][1], answer=reply.answer, note=reply.note)
    except (PermissionDenied, ValidationError):
        return UNKNOWN  # it is closed
    ReadMail.objects.create(key=key, outcome=ReadMail.Outcome.ANSWER, about=about, stamp=reply.stamp)
    return ReadMail.Outcome.ANSWER.value


def _meeting(uid: str) -> MeetingPage | None:
    try:
        return MeetingPage.objects.filter(translation_key=uid.removesuffix(UID_END)).first()
    except ValidationError:
        return None


def _is_outdated(reply: Reply, meeting: MeetingPage) -> bool:
    """The date has changed since the mail that it replies to."""
    entry = getattr(meeting, "calendar_entry", None)
    return entry is not None and reply.sequence < entry.sequence


def _asked(meeting: MeetingPage, address: str) -> list[Any]:
    """The invitations to it, each with an organisation that this address is written to for; or with the person whom it
    is, where it speaks for none."""
    found = []
    for invitation in invitations_to(meeting).filter(live=True):
        rows = invitation.invitees.filter(person=None).select_related("organisation")
        invited = {one.organisation_id: one.organisation for one in rows}
        for key, reached in recipients_of(invited.values()).items():
            if address in (one.lower() for one in reached.addresses):
                found.append((invitation, invited[key]))
    return found or _asked_alone(meeting, address)


def _asked_alone(meeting: MeetingPage, address: str) -> list[Any]:
    rows = Invitee.objects.filter(
        invitation__in=invitations_to(meeting).filter(live=True), person__email__iexact=address, organisation=None
    )
    return [(one.invitation, one.person) for one in rows.select_related("invitation", "person")]
