"""Reads from when until when something is, on one day, as people in Indonesia write it.

`9 Juni 2027, 09.00–11.00`, `Rabu, 9 Juni 2027 pukul 09.00 s.d. 11.00 WIB`; `09.00`, or `09.00 s.d. selesai`, where
nobody knows when it ends. The day and the first hour are read as in `moments`.
"""

import datetime
import re
from dataclasses import dataclass

from forum.forms.dates.moments import DateError, Reason, has_hour, parse_datetime

_HOUR = r"\d{1,2}[.:]\d{2}"
_ZONE = r"wib|wita|wit"
SPAN = re.compile(
    rf"(?P<start>.+?{_HOUR})(?:\s*(?P<first>{_ZONE}))?\s*(?:-|–|—|s\.?\s?/?d\.?|sampai|hingga)\s*"
    rf"(?:(?P<end>{_HOUR})(?:\s*(?P<zone>{_ZONE}))?|selesai)",
    re.ASCII,
)
LONGEST = 100


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Without a zone of its own. `ends` is None where it lasts until finished."""

    begins: datetime.datetime
    ends: datetime.datetime | None = None


def parse_span(text: str, *, zone: str = "") -> Span:
    """`zone` is the one that may be written behind the hours, as "WIB". Raises DateError."""
    plain = " ".join(text.lower().split())
    if len(plain) > LONGEST:
        raise DateError(Reason.UNREADABLE)
    found = SPAN.fullmatch(plain)
    if found is None:
        return Span(_moment(plain, zone))
    if any(written not in (None, zone.lower()) for written in (found["first"], found["zone"])):
        raise DateError(Reason.ZONE)
    begins = _moment(found["start"], zone)
    return Span(begins, _end(begins, found["end"]) if found["end"] else None)


def _moment(text: str, zone: str) -> datetime.datetime:
    """A day without an hour is no span."""
    moment = parse_datetime(text, zone=zone)
    if not has_hour(text):
        raise DateError(Reason.TIME)
    return moment


def _end(begins: datetime.datetime, written: str) -> datetime.datetime:
    hour, minute = re.split("[.:]", written)
    try:
        ends = datetime.datetime.combine(begins.date(), datetime.time(int(hour), int(minute)))
    except ValueError:
        raise DateError(Reason.TIME) from None
    if ends <= begins:
        raise DateError(Reason.ORDER)
    return ends
