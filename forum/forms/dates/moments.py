"""Reads a date, or a date and time, as people in Indonesia write it. What cannot be read for certain is refused.

The day comes first: `12/01/2027`, `12-1-27`, `12 Januari 2027`, `Sel, 12 Jan. 2027`; also ISO's `2027-01-12`. The time
is `09.00` or `09:00`, with or without `pukul` in front and the zone behind. A day of the week must be the right one.
"""

import calendar
import datetime
import re
from enum import StrEnum

LONGEST = 60
YEARS = range(1900, 2200)
CENTURY = 2000

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu ags agt agust aug",
            "september sep sept",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin monday sen mon",
            "selasa tuesday sel tue",
            "rabu wednesday rab wed",
            "kamis thursday kam thu",
            "jumat jum'at friday jum fri",
            "sabtu saturday sab sat",
            "minggu ahad sunday min mgg sun",
        )
    )
    for name in names.split()
}

_WEEKDAY = r"(?:(?P<weekday>[a-z']+)(?:[.,]\s*|\s+))?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
WRITINGS = [
    re.compile(_WEEKDAY + pattern, re.ASCII)
    for pattern in (
        rf"(?P<day>\d{{1,2}})\s*(?P<sign>[-/.])\s*(?P<month>\d{{1,2}})\s*(?P=sign)\s*{_YEAR}",
        rf"(?P<day>\d{{1,2}})[-/.\s]*(?P<month>[a-z]+)[-/.,\s]*{_YEAR}",
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
    )
]
TIMED = re.compile(
    r"(?P<date>.+?)(?:(?:,\s*|\s+)(?:(?:pukul|jam|pkl?\.?)\s*)?|t)"
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?(?:\s*(?P<zone>wib|wita|wit))?",
    re.ASCII,
)


class Reason(StrEnum):
    UNREADABLE = "unreadable"
    MONTH = "month"
    DAY = "day"
    YEAR = "year"
    WEEKDAY = "weekday"
    TIME = "time"
    ZONE = "zone"
    ORDER = "order"


class DateError(ValueError):
    """`day` is set if only the day of the week is wrong: the date that was written beside it."""

    def __init__(self, reason: Reason, day: datetime.date | None = None) -> None:
        super().__init__(reason)
        self.reason, self.day = reason, day


def parse_date(text: str) -> datetime.date:
    """Raises DateError."""
    return _date(_plain(text))


def parse_datetime(text: str, *, zone: str = "") -> datetime.datetime:
    """Without a zone of its own; a date alone begins its day. `zone` is the one that may be written behind, as "WIB".

    Raises DateError.
    """
    plain = _plain(text)
    found = TIMED.fullmatch(plain)
    if found is None:
        return datetime.datetime.combine(_date(plain), datetime.time())
    day = _date(found["date"])
    if found["zone"] not in (None, zone.lower()):
        raise DateError(Reason.ZONE)
    return datetime.datetime.combine(day, _time(found))


def has_hour(text: str) -> bool:
    """Whether an hour is written behind the day."""
    return TIMED.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    if len(text) > LONGEST:
        raise DateError(Reason.UNREADABLE)
    return " ".join(text.lower().replace("’", "'").split())


def _date(plain: str) -> datetime.date:
    found = next(filter(None, (writing.fullmatch(plain) for writing in WRITINGS)), None)
    if found is None:
        raise DateError(Reason.UNREADABLE)
    day = _day(_year(found["year"]), _month(found["month"]), int(found["day"]))
    _require_weekday(found["weekday"], day)
    return day


def _year(written: str) -> int:
    year = int(written) + (CENTURY if len(written) == 2 else 0)
    if year not in YEARS:
        raise DateError(Reason.YEAR)
    return year


def _month(written: str) -> int:
    if not written.isdecimal():
        month = MONTHS.get(written)
        if month is None:
            raise DateError(Reason.UNREADABLE)
        return month
    if not 1 <= int(written) <= 12:
        raise DateError(Reason.MONTH)
    return int(written)


def _day(year: int, month: int, day: int) -> datetime.date:
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise DateError(Reason.DAY)
    return datetime.date(year, month, day)


def _require_weekday(written: str | None, day: datetime.date) -> None:
    if written is None:
        return
    if written not in WEEKDAYS:
        raise DateError(Reason.UNREADABLE)
    if WEEKDAYS[written] != day.weekday():
        raise DateError(Reason.WEEKDAY, day)


def _time(found: re.Match[str]) -> datetime.time:
    try:
        return datetime.time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        raise DateError(Reason.TIME) from None
