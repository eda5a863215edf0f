"""Meetings for search engines: a schema.org Event as JSON-LD (a data block, which a strict CSP lets pass)."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from forum.models import MeetingPage, Organisation
from forum.models.meetings.vague import days_from
from forum.models.pages import absolute_url
from forum.models.typed import clean_line

STATUS = {
    MeetingPage.Status.TENTATIVE: "EventScheduled",
    MeetingPage.Status.SCHEDULED: "EventScheduled",
    MeetingPage.Status.POSTPONED: "EventPostponed",
    MeetingPage.Status.CANCELLED: "EventCancelled",
}
GOVERNMENT = "government"  # the sector whose organisations schema.org has a type for
# Nothing in the text may end the script element or begin a comment in it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def event_data(meeting: MeetingPage) -> SafeString:
    return data_block(_event(meeting))


def data_block(said: dict[str, Any]) -> SafeString:
    """As a script element that runs nothing. What is empty is not said."""
    told = {key: value for key, value in said.items() if value != ""}
    data = json.dumps(told, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308 – escaped above


def _event(meeting: MeetingPage) -> dict[str, Any]:
    organisers = [meeting.host, *(one for one in meeting.organisers.all() if one.pk != meeting.host_id)]
    team = [{"@type": "Organization", "name": clean_line(meeting.team.name)}] if meeting.team else []
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": clean_line(meeting.title),
        "description": clean_line(meeting.summary),
        "url": absolute_url(meeting) if meeting.pk else "",
        **_time(meeting),
        "eventStatus": f"https://schema.org/{STATUS[MeetingPage.Status(meeting.status)]}",
        "eventAttendanceMode": f"https://schema.org/{'Mixed' if meeting.online_url else 'Offline'}EventAttendanceMode",
        "location": _places(meeting),
        "organizer": [*map(_organisation, organisers), *team],
        "isAccessibleForFree": True,
        "inLanguage": "id",
    }


def _time(meeting: MeetingPage) -> dict[str, str]:
    """Days without hours for what is not known to the hour."""
    if meeting.is_vague:
        meant = days_from(meeting.first_day, meeting.precision)
        return {"startDate": meant.first.isoformat(), "endDate": meant.last.isoformat()}
    moments = {"startDate": meeting.starts_at, "endDate": meeting.ends_at}
    return {key: at.astimezone(meeting.tz).isoformat(timespec="minutes") if at else "" for key, at in moments.items()}


def _places(meeting: MeetingPage) -> list[dict[str, str]]:
    room, address = clean_line(meeting.room), clean_line(meeting.address)
    place = {"@type": "Place", "name": room, "address": address or room}
    # The page where those who take part find the link: the link itself is not for everybody.
    online = {"@type": "VirtualLocation", "url": absolute_url(meeting) if meeting.pk else ""}
    return [place, online] if meeting.online_url else [place]


def _organisation(organisation: Organisation) -> dict[str, str]:
    kind = "GovernmentOrganization" if organisation.sector.slug == GOVERNMENT else "Organization"
    named = {"@type": kind, "name": clean_line(organisation.name)}
    return {**named, "url": organisation.website} if organisation.website else named
