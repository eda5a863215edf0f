"""Answers that calendar programs send (RFC 5546, 3.2.3), as they stand in a mail. Who may answer is asked elsewhere."""

import datetime
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses

from django.utils import timezone
from icalendar import Calendar, Event

from forum.documents.invitations.calendar import UID_END
from forum.documents.invitations.replying import word_in
from forum.models import Rsvp

LARGEST = 100_000  # bytes of the calendar's part
LONGEST_NOTE = 300
TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
# TENTATIVE counts where organisations can say that they may come.
ANSWERS = {"ACCEPTED": "yes", "DECLINED": "no", "TENTATIVE": "maybe"}


@dataclass(frozen=True, slots=True)
class Reply:
    """`words` are those behind the plus of all addresses that it was sent to: one must be this person's own."""

    uid: str
    address: str
    answer: str
    sequence: int
    stamp: datetime.datetime
    note: str
    words: tuple[str, ...]


def reply_in(message: EmailMessage) -> Reply | None:
    """None: there is no answer in it that organisations can give."""
    for part in message.walk():
        if part.get_content_type() in ("text/calendar", "application/ics"):
            content = part.get_payload(decode=True) or b""
            found = _read(message, content) if isinstance(content, bytes) and len(content) <= LARGEST else None
            if found:
                return found
    return None


def _read(message: EmailMessage, content: bytes) -> Reply | None:
    """Of one meeting and one person."""
    try:
        calendar = Calendar.from_ical(content)
        events = [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]
        if str(calendar.get("METHOD", "")).upper() != "REPLY" or len(events) != 1:
            return None
        return _of(events[0], message)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None  # no calendar's file


def _of(event: Event, message: EmailMessage) -> Reply | None:
    attendees = event.get("ATTENDEE", [])
    attendee = attendees[0] if isinstance(attendees, list) and len(attendees) == 1 else attendees
    if isinstance(attendee, list):
        return None
    uid, answer = str(event.get("UID", "")), ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper(), "")
    if not uid.endswith(UID_END) or answer not in Rsvp.Answer.values:
        return None
    note = event.get("COMMENT", "")
    return Reply(
        uid=uid,
        address=_address(attendee),
        answer=answer,
        sequence=int(event.get("SEQUENCE", 0)),
        stamp=_stamp(event),
        note=str(note[0] if isinstance(note, list) else note)[:LONGEST_NOTE],
        words=_words(event, message),
    )


def _address(value: object) -> str:
    text = str(value).strip()
    return text[7:].lower() if text.lower().startswith("mailto:") else ""


def _stamp(event: Event) -> datetime.datetime:
    moment = event.decoded("DTSTAMP")
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _words(event: Event, message: EmailMessage) -> tuple[str, ...]:
    headers = [str(value) for name in TO for value in message.get_all(name, [])]
    addresses = [address for _name, address in getaddresses(headers)] + [_address(event.get("ORGANIZER", ""))]
    return tuple(dict.fromkeys(word for address in addresses if (word := word_in(address))))
