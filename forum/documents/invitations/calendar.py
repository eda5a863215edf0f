"""Meetings as iCalendar (RFC 5545).

What is downloaded or subscribed to (PUBLISH) names nobody. What is mailed (RFC 5546: REQUEST, or CANCEL) names the one
person whom the mail is for. The answer is given on the invitation's page; where a mailbox is read, whoever was invited,
for an organisation or alone, may also answer in a calendar program, which replies to an address of this person's own.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar, Event, Timezone, vCalAddress, vDatetime, vDuration, vText, vUri

from forum import clock
from forum.documents.invitations.calendar_days import add_time, other_days
from forum.documents.invitations.replying import reply_address
from forum.documents.spelling import when_of
from forum.models import InvitationPage, MeetingPage, Rsvp
from forum.models.meetings.agenda import points_of
from forum.models.pages import absolute_url
from forum.models.settings import ForumSettings
from forum.models.typed import clean_line, clean_lines


class Method(StrEnum):
    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"

    @property
    def mime_type(self) -> str:
        """The charset is added by whoever sends it."""
        return f"text/calendar; method={self.value}"


@dataclass(frozen=True, slots=True)
class Mailed:
    """A file for the calendar of whoever gets the mail."""

    content: bytes
    method: Method


STATUS = {
    MeetingPage.Status.TENTATIVE: "TENTATIVE",
    MeetingPage.Status.SCHEDULED: "CONFIRMED",
    MeetingPage.Status.POSTPONED: "TENTATIVE",
    MeetingPage.Status.CANCELLED: "CANCELLED",
}
UID_END = "@mufakat"
# For whoever is invited alone and may not open the invitation's page. Never the link itself: a calendar is handed on.
BEHIND_THE_LINK = gettext_lazy("the page behind your own link, in the mail of the invitation")
COMES = {"": "NEEDS-ACTION", Rsvp.Answer.NO.value: "DECLINED", Rsvp.Answer.MAYBE.value: "TENTATIVE"}


def of_meeting(meeting: MeetingPage, *, bring: Iterable[str] = ()) -> bytes:
    return _write(_events(_event(meeting, bring=bring, organiser=_organiser(meeting)), meeting))


def of_invitation(invitation: InvitationPage, *, alone: bool = False) -> bytes | None:
    """The meeting's event (same UID, so calendars keep one), with what to bring. None: the invitation has no hour.
    `alone`: for somebody who is invited alone, and opens no page that is not for everybody."""
    meeting = invitation.meeting
    if meeting is None:
        return None
    page = link_page_of(invitation) if alone else ""
    event = _event(meeting, bring=_bring(invitation), organiser=_organiser(meeting), link_page=page)
    return _write(_events(_alone(event, invitation) if alone else event, meeting))


def link_page_of(invitation: InvitationPage) -> str:
    """Where somebody who is invited alone finds the link for taking part online."""
    return absolute_url(invitation) if invitation.is_open else str(BEHIND_THE_LINK)


def _alone(event: Event, invitation: InvitationPage) -> Event:
    """Without the address of a page that asks who one is."""
    del event["URL"]
    if invitation.is_open:
        event.add("url", vUri(absolute_url(invitation)))
    return event


def mailed(
    invitation: InvitationPage,
    *,
    to: str,
    comes: str = "",
    recalled: bool = False,
    link_page: str = "",
    asks: bool = False,
    alone: bool = False,
) -> Mailed | None:
    """For one person's mail; `comes` is what was answered (`Rsvp.Answer`), `link_page` where this person finds the
    link for taking part online (else the invitation); `asks`: this person may answer by a calendar program; `alone`:
    and is invited alone. None: the invitation has no hour."""
    meeting = invitation.meeting
    if meeting is None:
        return None
    off = recalled or meeting.is_called_off
    page = link_page_of(invitation) if alone else link_page or absolute_url(invitation)
    event = _event(meeting, bring=_bring(invitation), organiser=_organiser(meeting), link_page=page)
    event = _alone(event, invitation) if alone else event
    event["DTSTAMP"] = vDatetime(clock.now().astimezone(datetime.UTC))  # of this object, as RFC 5546 wants it
    reply_to = reply_address(uid_of(meeting), to) if asks else ""
    event.add("attendee", _attendee(to, comes, asks=bool(reply_to)))
    if reply_to:
        event["ORGANIZER"] = _organiser(meeting, instead=reply_to)
    if off:
        event["STATUS"] = vText("CANCELLED")
    method = Method.CANCEL if off else Method.REQUEST
    return Mailed(_write(_events(event, meeting), method=method), method)


def _bring(invitation: InvitationPage) -> list[str]:
    return invitation.to_bring


def _attendee(address: str, comes: str, *, asks: bool) -> vCalAddress:
    attendee = vCalAddress(clean_line(f"mailto:{address}"))
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText(COMES.get(comes, "ACCEPTED"))
    attendee.params["RSVP"] = vText("TRUE" if asks else "FALSE")
    return attendee


def of_meetings(meetings: QuerySet[MeetingPage], *, name: str) -> bytes:
    """The calendar to subscribe to."""
    ready = meetings.select_related("host", "chair", "calendar_entry").prefetch_related("agenda_items__organisation")
    fallback = _fallback_address()
    each = ((_event(meeting, bring=(), organiser=_organiser(meeting, fallback)), meeting) for meeting in ready)
    return _write([one for event, meeting in each for one in _events(event, meeting)], name=name)


def _events(event: Event, meeting: MeetingPage) -> list[Event]:
    return [event, *other_days(event, meeting)]


def _write(events: list[Event], *, name: str = "", method: Method = Method.PUBLISH) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Mufakat//Forum//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", vDuration(datetime.timedelta(hours=12)), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    for zone in calendar.get_missing_tzids():
        calendar.subcomponents.insert(0, _time_zone(zone))
    return bytes(calendar.to_ical())


@cache
def _time_zone(name: str) -> Timezone:
    """All its changes of a century are walked through: once in a process, not for each letter."""
    return Timezone.from_tzid(name)


def _event(meeting: MeetingPage, *, bring: Iterable[str], organiser: vCalAddress, link_page: str = "") -> Event:
    entry = getattr(meeting, "calendar_entry", None)
    event = Event()
    event.add("uid", uid_of(meeting))
    event.add("sequence", entry.sequence if entry else 0)
    published = entry.published_at if entry else meeting.last_published_at or meeting.starts_at
    event.add("dtstamp", published)
    event.add("last-modified", published)
    add_time(event, meeting)
    # Calendars have no 'postponed' and hide 'tentative': an unusual state is said in the title too.
    state = f"{meeting.get_status_display().upper()}: " if meeting.is_unusual else ""
    event.add("summary", clean_line(f"{state}{meeting.title}"))
    event.add("status", _status(meeting))
    event.add("location", vText(clean_line(", ".join(part for part in (meeting.room, meeting.address) if part))))
    event.add("description", _description(meeting, bring, link_page or absolute_url(meeting)))
    event.add("url", vUri(absolute_url(meeting)))
    event.add("organizer", organiser)
    return event


def _status(meeting: MeetingPage) -> str:
    if meeting.is_called_off:
        return "CANCELLED"
    return "TENTATIVE" if meeting.is_vague else STATUS[MeetingPage.Status(meeting.status)]


def _description(meeting: MeetingPage, bring: Iterable[str], link_page: str) -> str:
    """In the language of the installation: a calendar has no reader's language. The link for taking part online is in
    no file: a calendar is handed on."""
    is_online = bool(meeting.online_url)
    points = points_of(list(meeting.agenda_items.all()), meeting.starts_at)
    with translation.override(settings.LANGUAGE_CODE):
        blocks = [
            f"{_('Time')}: {when_of(meeting)}",
            f"{_('Place')}: {meeting.hints}" if meeting.hints else "",
            f"{_('Accessibility')}: {', '.join(meeting.service_labels)}" if meeting.service_labels else "",
            meeting.summary,
            _lines(_("Agenda"), [f"{point.label} {point.words}" for point in points]),
            _numbered(_("What to bring"), list(bring)),
            _("Online: who takes part finds the link shortly before the start at %s") % link_page if is_online else "",
        ]
    return clean_lines("\n\n".join(block for block in blocks if block))


def _numbered(heading: str, lines: list[str]) -> str:
    return _lines(heading, [f"{number}. {line}" for number, line in enumerate(lines, 1)])


def _lines(heading: str, lines: list[str]) -> str:
    return "\n".join([f"{heading}:", *lines]) if lines else ""


def uid_of(meeting: MeetingPage) -> str:
    return f"{meeting.translation_key}{UID_END}"


def _organiser(meeting: MeetingPage, fallback: str = "", *, instead: str = "") -> vCalAddress:
    """RFC 5546 wants one: the host's office, or else the forum's own address."""
    address = vCalAddress(clean_line(f"mailto:{instead or meeting.host.email or fallback or _fallback_address()}"))
    address.params["CN"] = vText(clean_line(meeting.host.name))
    return address


def _fallback_address() -> str:
    contact = ForumSettings.objects.exclude(contact_email="").values_list("contact_email", flat=True).first()
    return contact or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
