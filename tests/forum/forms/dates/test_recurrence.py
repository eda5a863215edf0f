"""The days that follow from a rule: later each time, and each as the first one is."""

import datetime
import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from forum.forms.dates.recurrence import Rule, days_after, place_of

days = st.dates(datetime.date(2000, 1, 1), datetime.date(2199, 1, 1))
BY_WEEKDAY = {Rule.MONTHLY_BY_WEEKDAY: 1, Rule.QUARTERLY_BY_WEEKDAY: 3}


def months(day):
    return day.year * 12 + day.month


def test_the_second_tuesday_of_each_month():
    found = days_after(datetime.date(2027, 6, 8), Rule.MONTHLY_BY_WEEKDAY, 3)
    assert found == [datetime.date(2027, 7, 13), datetime.date(2027, 8, 10), datetime.date(2027, 9, 14)]


def test_a_month_without_the_day_has_its_last():
    found = days_after(datetime.date(2027, 1, 31), Rule.MONTHLY_BY_DATE, 3)
    assert found == [datetime.date(2027, 2, 28), datetime.date(2027, 3, 31), datetime.date(2027, 4, 30)]


@given(days, st.sampled_from(Rule), st.integers(1, 12))
@example(datetime.date(2027, 6, 29), Rule.MONTHLY_BY_WEEKDAY, 12)  # a fifth Tuesday
def test_there_are_as_many_as_asked_for_each_later(first, rule, count):
    found = [first, *days_after(first, rule, count)]
    assert len(found) == count + 1
    assert all(one < two for one, two in itertools.pairwise(found))


@given(days, st.sampled_from(sorted(BY_WEEKDAY)), st.integers(1, 12))
@example(datetime.date(2027, 6, 29), Rule.MONTHLY_BY_WEEKDAY, 12)
def test_by_weekday_each_is_in_the_same_place_of_its_month(first, rule, count):
    for number, day in enumerate(days_after(first, rule, count), 1):
        assert day.weekday() == first.weekday()
        assert months(day) == months(first) + number * BY_WEEKDAY[rule]
        is_last = (day + datetime.timedelta(days=7)).month != day.month
        assert is_last if place_of(first) == -1 else place_of(first) == (day.day - 1) // 7 + 1
