"""Dates, hours and counts as a letter spells them."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forum.models import MeetingFacts, MeetingPage, ShownMeeting


def full_date(day: datetime.date | datetime.datetime) -> str:
    """'Selasa, 9 Mei 2017'"""
    local = timezone.localtime(day) if isinstance(day, datetime.datetime) else day
    return date_format(local, "l, j F Y")


def hours_of(meeting: MeetingPage | ShownMeeting | MeetingFacts) -> str:
    """'13.00 WIB s.d. selesai', '9.00–12.00 WIB'; a meeting of several days says when it ends."""
    return _hours(meeting.starts_at, meeting.ends_at)


def span(begins: datetime.datetime, ends: datetime.datetime | None) -> str:
    """'Rabu, 9 Juni 2027, 09.00–11.00 WIB'"""
    return f"{full_date(begins)}, {_hours(begins, ends)}"


def _hours(begins: datetime.datetime, ends: datetime.datetime | None) -> str:
    start = timezone.localtime(begins)
    begin, zone = date_format(start, "H.i"), start.tzname()
    if ends is None:
        return _("%(begin)s %(zone)s until finished") % {"begin": begin, "zone": zone}
    end = timezone.localtime(ends)
    if end.date() == start.date():
        return f"{begin}–{date_format(end, 'H.i')} {zone}"
    until = {"begin": begin, "zone": zone, "end": date_format(end, "l, j F Y, H.i")}
    return _("%(begin)s %(zone)s until %(end)s %(zone)s") % until
