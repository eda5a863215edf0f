"""Reads when a meeting begins, as far as somebody knows it: to the hour, the day, or a part of a month.

`9 Juni 2027, 09.00`; `9 Juni 2027`; `minggu kedua Juni 2027`, `minggu ke-2 Juni 2027`; `awal`, `pertengahan` or
`akhir Juni 2027`; `Juni 2027`.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from forum.forms.dates.moments import MONTHS, YEARS, DateError, Reason, has_hour, parse_datetime

WEEKS = {
    word: number
    for number, words in enumerate(
        ("pertama ke-1 ke1 i first", "kedua ke-2 ke2 ii second", "ketiga ke-3 ke3 iii third",
         "keempat ke-4 ke4 iv fourth", "kelima ke-5 ke5 v fifth"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
PARTS = {"awal": 1, "beginning": 1, "pertengahan": 2, "tengah": 2, "middle": 2, "akhir": 3, "end": 3}
_MONTH = r"(?:bulan\s+|of\s+)?(?P<month>[a-z]+)\.?\s+(?P<year>\d{4})"
WRITINGS = (
    re.compile(rf"minggu\s+(?P<week>[a-z0-9-]+)\s+{_MONTH}", re.ASCII),
    re.compile(rf"(?P<week>[a-z]+)\s+week\s+{_MONTH}", re.ASCII),
    re.compile(rf"(?P<part>{'|'.join(PARTS)})\s+{_MONTH}", re.ASCII),
    re.compile(_MONTH, re.ASCII),
)
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Begin:
    """`at`, without a zone of its own, is the first moment of what is meant."""

    at: datetime.datetime
    precision: Literal["hour", "day", "week", "part", "month"]


def parse_begin(text: str, *, zone: str = "") -> Begin:
    """Raises DateError."""
    plain = " ".join(text.lower().split())
    if len(plain) > LONGEST:
        raise DateError(Reason.UNREADABLE)
    if found := next(filter(None, (writing.fullmatch(plain) for writing in WRITINGS)), None):
        return _vague(found.groupdict())
    at = parse_datetime(text, zone=zone)
    return Begin(at, "hour" if has_hour(text) else "day")


def _vague(found: dict[str, str | None]) -> Begin:
    month, year = MONTHS.get(found["month"] or ""), int(found["year"] or 0)
    if month is None:
        raise DateError(Reason.UNREADABLE)
    if year not in YEARS:
        raise DateError(Reason.YEAR)
    if written := found.get("week"):
        return _begin(year, month, 7 * (_known(WEEKS, written) - 1) + 1, "week")
    if written := found.get("part"):
        return _begin(year, month, 10 * (_known(PARTS, written) - 1) + 1, "part")
    return _begin(year, month, 1, "month")


def _known(numbers: dict[str, int], written: str) -> int:
    if written not in numbers:
        raise DateError(Reason.UNREADABLE)
    return numbers[written]


def _begin(year: int, month: int, day: int, precision: Literal["week", "part", "month"]) -> Begin:
    """There is a fifth week in February every four years only."""
    try:
        return Begin(datetime.datetime(year, month, day), precision)
    except ValueError:
        raise DateError(Reason.DAY) from None
