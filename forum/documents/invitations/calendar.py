"""Meetings as iCalendar (RFC 5545, method PUBLISH): one event, or the whole calendar. No attendee is ever named."""

import datetime
from collections.abc import Iterable
from email.utils import parseaddr

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vDuration, vText, vUri

from forum.documents.spelling import hours_of
from forum.models import InvitationPage, MeetingPage
from forum.models.pages import absolute_url
from forum.models.settings import ForumSettings
from forum.models.typed import clean_line, clean_lines

MIME_TYPE = "text/calendar; method=PUBLISH"  # the charset is added by whoever sends it
STATUS = {
    MeetingPage.Status.TENTATIVE: "TENTATIVE",
    MeetingPage.Status.SCHEDULED: "CONFIRMED",
    MeetingPage.Status.POSTPONED: "TENTATIVE",
    MeetingPage.Status.CANCELLED: "CANCELLED",
}


def of_meeting(meeting: MeetingPage, *, bring: Iterable[str] = ()) -> bytes:
    return _write([_event(meeting, bring=bring, organiser=_organiser(meeting))])


def of_invitation(invitation: InvitationPage) -> bytes | None:
    """The meeting's event (same UID, so calendars keep one), with what to bring. None: the invitation has no hour."""
    meeting = invitation.meeting
    if meeting is None:
        return None
    return of_meeting(meeting, bring=[item.text for item in invitation.bring_items.all()])


def of_meetings(meetings: QuerySet[MeetingPage], *, name: str) -> bytes:
    """The calendar to subscribe to."""
    ready = meetings.select_related("host", "chair", "calendar_entry").prefetch_related("agenda_items")
    fallback = _fallback_address()
    calendar = [_event(meeting, bring=(), organiser=_organiser(meeting, fallback)) for meeting in ready]
    return _write(calendar, name=name)


def facts_of(meeting: MeetingPage) -> list[str]:
    """What a calendar must be told of when it changes: time, place, status."""
    when = [meeting.starts_at, meeting.ends_at]
    return [
        *(moment.astimezone(datetime.UTC).isoformat() if moment else "" for moment in when),
        meeting.room,
        meeting.address,
        meeting.online_url,
        meeting.status,
    ]


def _write(events: list[Event], *, name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Mufakat//Forum//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", vDuration(datetime.timedelta(hours=12)), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(meeting: MeetingPage, *, bring: Iterable[str], organiser: vCalAddress) -> Event:
    entry = getattr(meeting, "calendar_entry", None)
    event = Event()
    event.add("uid", f"{meeting.translation_key}@mufakat")
    event.add("sequence", entry.sequence if entry else 0)
    event.add("dtstamp", entry.changed_at if entry else meeting.last_published_at or meeting.starts_at)
    event.add("dtstart", timezone.localtime(meeting.starts_at))
    if meeting.ends_at:
        event.add("dtend", timezone.localtime(meeting.ends_at))
    # Calendars have no 'postponed' and hide 'tentative': an unusual state is said in the title too.
    state = f"{meeting.get_status_display().upper()}: " if meeting.is_unusual else ""
    event.add("summary", clean_line(f"{state}{meeting.title}"))
    event.add("status", STATUS[MeetingPage.Status(meeting.status)])
    event.add("location", vText(clean_line(", ".join(part for part in (meeting.room, meeting.address) if part))))
    event.add("description", _description(meeting, bring))
    event.add("url", vUri(absolute_url(meeting)))
    event.add("organizer", organiser)
    return event


def _description(meeting: MeetingPage, bring: Iterable[str]) -> str:
    """In the language of the installation: a calendar has no reader's language."""
    with translation.override(settings.LANGUAGE_CODE):
        blocks = [
            f"{_('Time')}: {hours_of(meeting)}",
            meeting.summary,
            _numbered(_("Agenda"), [item.text for item in meeting.agenda_items.all()]),
            _numbered(_("What to bring"), list(bring)),
            f"{_('Link for taking part online')}: {meeting.online_url}" if meeting.online_url else "",
        ]
    return clean_lines("\n\n".join(block for block in blocks if block))


def _numbered(heading: str, lines: list[str]) -> str:
    if not lines:
        return ""
    return "\n".join([f"{heading}:", *(f"{number}. {line}" for number, line in enumerate(lines, 1))])


def _organiser(meeting: MeetingPage, fallback: str = "") -> vCalAddress:
    """RFC 5546 wants one: the host's office, or else the forum's own address."""
    address = vCalAddress(clean_line(f"mailto:{meeting.host.email or fallback or _fallback_address()}"))
    address.params["CN"] = vText(clean_line(meeting.host.name))
    return address


def _fallback_address() -> str:
    contact = ForumSettings.objects.exclude(contact_email="").values_list("contact_email", flat=True).first()
    return contact or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
