"""The days on which something is held again: no Django."""

import datetime
from enum import StrEnum

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule, weekday

LAST, MOST_FULL_WEEKS = -1, 4
SATURDAY = 5


class Rule(StrEnum):
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY_BY_WEEKDAY = "monthly_by_weekday"
    MONTHLY_BY_DATE = "monthly_by_date"
    QUARTERLY_BY_WEEKDAY = "quarterly_by_weekday"


def days_after(first: datetime.date, rule: Rule, count: int) -> list[datetime.date]:
    """The next `count` of them. By weekday: as `first` is the second Tuesday of its month; a fifth is the last one.
    By date: where a month has no such day, on its last."""
    if rule in (Rule.WEEKLY, Rule.FORTNIGHTLY):
        weeks = 1 if rule == Rule.WEEKLY else 2
        return [first + datetime.timedelta(weeks=weeks * n) for n in range(1, count + 1)]
    if rule == Rule.MONTHLY_BY_DATE:
        return [first + relativedelta(months=n) for n in range(1, count + 1)]
    months = 1 if rule == Rule.MONTHLY_BY_WEEKDAY else 3
    on = weekday(first.weekday(), place_of(first))
    start = datetime.datetime.combine(first.replace(day=1), datetime.time())
    found = rrule(MONTHLY, dtstart=start, interval=months, byweekday=on, count=count + 1)
    return [moment.date() for moment in found if moment.date() > first][:count]


def place_of(day: datetime.date) -> int:
    """Which of the days of this name in its month: 1 to 4, or -1 for a fifth."""
    place = (day.day - 1) // 7 + 1
    return place if place <= MOST_FULL_WEEKS else LAST


def is_weekend(day: datetime.date) -> bool:
    return day.weekday() >= SATURDAY
