"""Days not known to the hour: a day, a week or part of a month, a month. Between which days, and in words."""

import calendar
import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEEK = 7
PARTS = {1: (1, 10), 2: (11, 20), 3: (21, 31)}  # "awal", "pertengahan", "akhir"


class Precision(models.TextChoices):
    HOUR = "hour", gettext_lazy("to the hour")
    DAY = "day", gettext_lazy("the day, not the hour")
    WEEK = "week", gettext_lazy("a week of a month")
    PART = "part", gettext_lazy("the beginning, middle or end of a month")
    MONTH = "month", gettext_lazy("a month")


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last, both included."""

    first: datetime.date
    last: datetime.date


def week_of(year: int, month: int, number: int) -> Days:
    """Weeks are counted from the first of the month; the fifth has what is left. Raises ValueError without one."""
    first = datetime.date(year, month, WEEK * (number - 1) + 1)
    return Days(first, min(first + datetime.timedelta(days=WEEK - 1), month_of(year, month).last))


def part_of(year: int, month: int, number: int) -> Days:
    first, last = PARTS[number]
    return Days(datetime.date(year, month, first), datetime.date(year, month, min(last, _length(year, month))))


def month_of(year: int, month: int) -> Days:
    return Days(datetime.date(year, month, 1), datetime.date(year, month, _length(year, month)))


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def days_from(first: datetime.date, precision: str) -> Days:
    """Those that are meant, by the first of them."""
    if precision == Precision.WEEK:
        return week_of(first.year, first.month, _week(first))
    if precision == Precision.PART:
        return part_of(first.year, first.month, _part(first))
    if precision == Precision.MONTH:
        return month_of(first.year, first.month)
    return Days(first, first)


def vague_words(first: datetime.date, precision: str) -> str:
    """'minggu kedua Juni 2027', 'akhir Juni 2027', 'Juni 2027'."""
    month = {"month": date_format(first, "F Y")}
    if precision == Precision.WEEK:
        weeks = {
            1: _("first week of %(month)s"),
            2: _("second week of %(month)s"),
            3: _("third week of %(month)s"),
            4: _("fourth week of %(month)s"),
            5: _("fifth week of %(month)s"),
        }
        return weeks[_week(first)] % month
    if precision == Precision.PART:
        parts = {1: _("beginning of %(month)s"), 2: _("middle of %(month)s"), 3: _("end of %(month)s")}
        return parts[_part(first)] % month
    return month["month"] if precision == Precision.MONTH else date_format(first, "j F Y")


def _week(day: datetime.date) -> int:
    return (day.day - 1) // WEEK + 1


def _part(day: datetime.date) -> int:
    return next(number for number, (first, last) in PARTS.items() if first <= day.day <= last)
