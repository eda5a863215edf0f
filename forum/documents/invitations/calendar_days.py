"""When a meeting is, as iCalendar says it: one event, over several days one that recurs."""

import datetime

from icalendar import Event

from forum.models import MeetingPage
from forum.models.meetings.vague import days_from
from forum.models.meetings.when import Session

ONE_DAY = datetime.timedelta(days=1)


def add_time(event: Event, meeting: MeetingPage) -> None:
    """What is not known to the hour stands over the days that are meant, and keeps none of them busy. Several days are
    one event (RFC 5546 wants one UID in a mail) that recurs; those with other hours are named by `other_days`.

    It recurs by a rule, less the days between: of a list of dates (RDATE) libical forgets the time zone, and ical.js
    the first day."""
    if meeting.is_vague:
        meant = days_from(meeting.first_day, meeting.precision)
        event.add("dtstart", meant.first)
        event.add("dtend", meant.last + ONE_DAY)
        event.add("transp", "TRANSPARENT")
        return
    first, *further = _days(meeting)
    event.add("dtstart", first.starts_at)
    if first.ends_at:
        event.add("dtend", first.ends_at)
    if further:
        _add_further(event, first.starts_at, [_usual(one, first) for one in further])


def _days(meeting: MeetingPage) -> list[Session]:
    """By the clock of its place; what is parted by a break is one day, which ends with its last part."""
    found: dict[datetime.date, Session] = {}
    for one in meeting.sessions:
        starts_at, ends_at = (at.astimezone(meeting.tz) if at else None for at in one)
        if starts_at:
            day = starts_at.date()
            found[day] = Session(found[day].starts_at if day in found else starts_at, ends_at)
    return list(found.values())


def _usual(day: Session, first: Session) -> datetime.datetime:
    """That day, at the hour of the first."""
    return datetime.datetime.combine(day.starts_at.date(), first.starts_at.timetz())


def _add_further(event: Event, first: datetime.datetime, further: list[datetime.datetime]) -> None:
    daily = [first + ONE_DAY * n for n in range((further[-1].date() - first.date()).days + 1)]
    event.add("rrule", {"freq": "daily", "count": len(daily)})
    if between := [at for at in daily[1:] if at not in further]:
        event.add("exdate", between)


def other_days(event: Event, meeting: MeetingPage) -> list[Event]:
    """Days whose hours are not those of the first, each in place of its recurrence."""
    first, *further = _days(meeting)
    return [_in_place(event, one, _usual(one, first)) for one in further if _differs(one, first)]


def _differs(day: Session, first: Session) -> bool:
    return day.starts_at != _usual(day, first) or _length(day) != _length(first)


def _length(session: Session) -> datetime.timedelta | None:
    return session.ends_at - session.starts_at if session.ends_at else None


def _in_place(event: Event, day: Session, usual: datetime.datetime) -> Event:
    other = Event()
    for name, value in event.items():
        if name not in ("RRULE", "EXDATE", "DTSTART", "DTEND"):
            other[name] = value
    other.add("recurrence-id", usual)
    other.add("dtstart", day.starts_at)
    if day.ends_at:
        other.add("dtend", day.ends_at)
    return other
