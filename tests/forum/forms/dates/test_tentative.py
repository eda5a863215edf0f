"""When a meeting begins is read as far as somebody knows it, and never further."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from forum.forms.dates import Begin, DateError, Reason, parse_begin
from forum.models.meetings.vague import Precision, days_from, vague_words


def begin(day, precision, hour=0):
    return Begin(datetime.datetime(2027, 6, day, hour), precision)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9 Juni 2027, 09.00", begin(9, "hour", 9)),
        ("9 Juni 2027 pukul 09.00 WIB", begin(9, "hour", 9)),
        ("9 Juni 2027", begin(9, "day")),
        ("Rabu, 9/6/2027", begin(9, "day")),
        ("09.06.27", begin(9, "day")),
        ("minggu kedua Juni 2027", begin(8, "week")),
        ("Minggu ke-2 bulan Juni 2027", begin(8, "week")),
        ("minggu II Jun 2027", begin(8, "week")),
        ("second week of June 2027", begin(8, "week")),
        ("minggu kelima Juni 2027", begin(29, "week")),
        ("awal Juni 2027", begin(1, "part")),
        ("pertengahan Juni 2027", begin(11, "part")),
        ("akhir bulan Juni 2027", begin(21, "part")),
        ("Juni 2027", begin(1, "month")),
    ],
)
def test_it_is_read_as_far_as_it_is_known(typed, meant):
    assert parse_begin(typed, zone="WIB") == meant


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("minggu depan", Reason.UNREADABLE),
        ("minggu keenam Juni 2027", Reason.UNREADABLE),
        ("minggu kelima Februari 2027", Reason.DAY),
        ("Juni", Reason.UNREADABLE),
        ("Juno 2027", Reason.UNREADABLE),
        ("Juni 0027", Reason.YEAR),
        ("secepatnya", Reason.UNREADABLE),
        ("9 Juni 2027, 09.00 WITA", Reason.ZONE),
    ],
)
def test_what_nobody_can_know_is_refused(typed, reason):
    with pytest.raises(DateError) as refused:
        parse_begin(typed, zone="WIB")
    assert refused.value.reason == reason


days = st.dates(datetime.date(1950, 1, 1), datetime.date(2199, 12, 31))


@given(days, st.sampled_from(["day", "week", "part", "month"]), st.sampled_from(["id", "en"]))
def test_what_the_form_shows_it_reads_again(day, precision, language):
    first = days_from(day, precision).first
    with translation.override(language):
        words = vague_words(first, precision)
    assert parse_begin(words) == Begin(datetime.datetime.combine(first, datetime.time()), precision)


@given(days, st.sampled_from(Precision.values))
def test_the_days_that_are_meant_lie_in_one_month_and_hold_the_day(day, precision):
    meant = days_from(day, precision)
    assert meant.first <= day <= meant.last
    assert (meant.first.year, meant.first.month) == (meant.last.year, meant.last.month)
