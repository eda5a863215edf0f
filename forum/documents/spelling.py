"""Dates, hours and counts as a letter spells them."""

import datetime
from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forum.models import MeetingFacts, MeetingPage, Precision, ShownMeeting
from forum.models.meetings.vague import Days, days_from, vague_words

Meeting = MeetingPage | ShownMeeting | MeetingFacts
ONE_DAY = datetime.timedelta(days=1)


def full_date(day: datetime.date | datetime.datetime) -> str:
    """'Selasa, 9 Mei 2017'"""
    local = timezone.localtime(day) if isinstance(day, datetime.datetime) else day
    return date_format(local, "l, j F Y")


def when_of(meeting: Meeting) -> str:
    """'Selasa, 9 Mei 2017, 13.00–16.00 WIB'"""
    return f"{days_of(meeting)}, {hours_of(meeting)}"


def days_of(meeting: Meeting) -> str:
    """'Selasa, 9 Mei 2017', 'Selasa–Rabu, 9–10 Mei 2017', 'minggu kedua Mei 2017 (8–14 Mei 2017)'."""
    return ", ".join(filter(None, [weekdays_of(meeting), dates_of(meeting)]))


def weekdays_of(meeting: Meeting) -> str:
    """'Selasa', 'Selasa–Rabu', 'Selasa dan Kamis'; empty while the day is not known."""
    if meeting.precision not in (Precision.HOUR, Precision.DAY):
        return ""
    return _listed(_between(date_format(one.first, "l"), date_format(one.last, "l")) for one in runs(_dates(meeting)))


def dates_of(meeting: Meeting) -> str:
    """'9 Mei 2017', '9–10 Mei 2017', '9 dan 11 Mei 2017'; of what is not known, the words and the days meant."""
    if meeting.precision in (Precision.HOUR, Precision.DAY):
        return compact(_dates(meeting))
    words = vague_words(meeting.first_day, meeting.precision)
    if meeting.precision == Precision.MONTH:
        return words
    return f"{words} ({_run(days_from(meeting.first_day, meeting.precision))})"


def hours_of(meeting: Meeting) -> str:
    """'13.00 WIB s.d. selesai', '9.00–12.00 WIB'; of several days with other hours each, day by day."""
    if meeting.is_vague:
        return _("hour not known yet")
    sessions = meeting.sessions
    if len(sessions) == 1:
        return _hours(meeting.starts_at, meeting.ends_at, meeting.tz)
    spelled = [_hours(starts, ends, meeting.tz) for starts, ends in sessions]
    if len(set(spelled)) == 1:
        return _("%(hours)s each day") % {"hours": spelled[0]}
    days = (date_format(day, "l, j F") for day in _dates(meeting))
    return "; ".join(f"{day}: {hours}" for day, hours in zip(days, spelled, strict=True))


def span(begins: datetime.datetime, ends: datetime.datetime | None) -> str:
    """'Rabu, 9 Juni 2027, 09.00–11.00 WIB'"""
    return f"{full_date(begins)}, {_hours(begins, ends, timezone.get_current_timezone())}"


def _hours(begins: datetime.datetime, ends: datetime.datetime | None, tz: datetime.tzinfo) -> str:
    start = begins.astimezone(tz)
    begin, zone = date_format(start, "H.i"), start.tzname()
    if ends is None:
        return _("%(begin)s %(zone)s until finished") % {"begin": begin, "zone": zone}
    end = ends.astimezone(tz)
    if end.date() == start.date():
        return f"{begin}–{date_format(end, 'H.i')} {zone}"
    until = {"begin": begin, "zone": zone, "end": date_format(end, "l, j F Y, H.i")}
    return _("%(begin)s %(zone)s until %(end)s %(zone)s") % until


# --- several days


def _dates(meeting: Meeting) -> list[datetime.date]:
    return [one.starts_at.astimezone(meeting.tz).date() for one in meeting.sessions]


def runs(days: Iterable[datetime.date]) -> list[Days]:
    """Days that follow each other, together; in order."""
    found: list[Days] = []
    for day in sorted(set(days)):
        if found and day == found[-1].last + ONE_DAY:
            found[-1] = Days(found[-1].first, day)
        else:
            found.append(Days(day, day))
    return found


def compact(days: Iterable[datetime.date]) -> str:
    """'8–9 dan 12 Juni 2027', '30 Juni–1 Juli 2027'."""
    found = runs(days)
    months = {(day.year, day.month) for one in found for day in (one.first, one.last)}
    if len(months) > 1:
        return _listed(map(_run, found))
    inner = _listed(_between(str(one.first.day), str(one.last.day)) for one in found)
    return f"{inner} {date_format(found[0].first, 'F Y')}"


def _run(days: Days) -> str:
    first, last = days.first, days.last
    if first == last:
        return date_format(first, "j F Y")
    same_year = first.year == last.year
    short = "j" if same_year and first.month == last.month else "j F" if same_year else "j F Y"
    return f"{date_format(first, short)}–{date_format(last, 'j F Y')}"


def _between(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _listed(words: Iterable[str]) -> str:
    """'a', 'a dan b', 'a, b dan c'"""
    found: Sequence[str] = list(words)
    if len(found) < 2:
        return "".join(found)
    return _("%(all)s and %(last)s") % {"all": ", ".join(found[:-1]), "last": found[-1]}
