"""Until when something is to be done, as people say it in a meeting: "paling lambat 30 Mei", "sebelum Selasa depan"."""

import calendar
import datetime
import re
from dataclasses import dataclass

from forum.forms.dates import DateError, parse_date
from forum.forms.dates.moments import MONTHS, WEEKDAYS

YEARS_AHEAD = 8  # a 29 February comes within these
LONGEST = 60

_BY = (
    r"(?:paling (?:lambat|telat|lama)|selambat-?lambatnya|tenggat(?: waktu)?|batas waktu(?:nya)?|sebelum"
    r"|sampai(?: dengan)?|s\.?/?d\.?|hingga|pada|by|due)"
)
_DAYS = r"(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)"
_MONTH = "|".join(sorted((re.escape(name) for name in MONTHS if len(name) > 2), key=len, reverse=True))
_DATE = (
    rf"(?:{_DAYS}[,.]?\s+)?(?:tanggal\s+)?(?:\d{{1,2}}\s*[-/.]\s*\d{{1,2}}\s*[-/.]\s*\d{{2,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|\d{{1,2}}[/-]\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTH})\b\.?(?:\s+\d{{4}})?)"
)
_SAID = (
    rf"(?:{_DATE}|hari ini|besok|lusa|(?:minggu|pekan|bulan) depan"
    rf"|akhir (?:bulan(?: ini| depan)?|(?:{_MONTH})\b(?:\s+\d{{4}})?)"
    rf"|{_DAYS}(?:\s+(?:(?:minggu|pekan)\s+)?(?:depan|ini))?)"
)
PHRASE = re.compile(
    rf"(?<!\w)[(,;]?\s*(?P<by>{_BY})\s+(?:pada\s+)?(?:hari\s+(?!ini))?(?:tanggal\s+|tgl\.?\s+)?(?P<said>{_SAID})(?!\w)\s*[).]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Due:
    """Where the phrase stands. `day` is None if it names no day: "Senin, 30 Mei" where that is a Tuesday."""

    start: int
    end: int
    said: str
    day: datetime.date | None


def due_in(text: str, today: datetime.date) -> Due | None:
    """The last such phrase; `today` is the day of the meeting. Without a year the next such day is meant."""
    found = list(PHRASE.finditer(text))
    if not found:
        return None
    last = found[-1]
    return Due(last.start(), last.end(), last["said"], day_of(last["said"], today))


def day_of(said: str, today: datetime.date) -> datetime.date | None:
    words = " ".join(said.casefold().replace("’", "'").replace("tanggal ", "").split())
    if words in ("hari ini", "besok", "lusa"):
        return today + datetime.timedelta(days=("hari ini", "besok", "lusa").index(words))
    if words in ("minggu depan", "pekan depan"):
        return today + datetime.timedelta(weeks=1)
    if words == "bulan depan":
        return _same_day_next_month(today)
    if words.startswith("akhir "):
        return _end_of(words.removeprefix("akhir "), today)
    return _date(words, today) if re.search(r"\d", words) else _weekday(words, today)


def _weekday(words: str, today: datetime.date) -> datetime.date:
    """The next one after today; "minggu depan" behind it: the one of the week that follows, which begins on Monday."""
    name, _space, when = words.partition(" ")
    sought = WEEKDAYS[name]
    if "minggu" in when or "pekan" in when:
        monday = today - datetime.timedelta(days=today.weekday())
        return monday + datetime.timedelta(days=sought, weeks=0 if when.endswith("ini") else 1)
    return today + datetime.timedelta(days=(sought - today.weekday() - 1) % 7 + 1)


def _same_day_next_month(today: datetime.date) -> datetime.date:
    year, month = (today.year, today.month + 1) if today.month < 12 else (today.year + 1, 1)
    return datetime.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _end_of(words: str, today: datetime.date) -> datetime.date | None:
    if words in ("bulan", "bulan ini", "bulan depan"):
        day = _same_day_next_month(today) if words == "bulan depan" else today
        return _last_of(day.year, day.month)
    name, _space, year = words.partition(" ")
    month = MONTHS[name]
    if year:
        return _last_of(int(year), month) if int(year) else None
    return _last_of(today.year + (month < today.month), month)


def _last_of(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _date(words: str, today: datetime.date) -> datetime.date | None:
    """With its year, or the next such day: never one before the meeting. A day of the week must be the right one."""
    if _has_year(words):
        return _read(words)
    weekday, bare = re.fullmatch(rf"({_DAYS})?[,.]?\s*(.*)", words).groups()  # type: ignore[union-attr]
    sign = re.search(r"\d([/-])\d", bare)
    years = (f"{bare}{sign[1] if sign else ' '}{today.year + ahead}" for ahead in range(YEARS_AHEAD + 1))
    day = next((day for day in map(_read, years) if day and day >= today), None)
    return None if day and weekday and WEEKDAYS[weekday] != day.weekday() else day


def _has_year(words: str) -> bool:
    return bool(re.search(r"\d{4}|\d\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d", words))


def _read(words: str) -> datetime.date | None:
    try:
        return parse_date(words)
    except DateError:
        return None
