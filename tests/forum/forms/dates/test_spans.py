"""From when until when something is, read as people write it in Indonesia, or refused."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.forms.dates import DateError, Reason
from forum.forms.dates.fields import SpansField, span_in_words
from forum.forms.dates.spans import Span, parse_span

NINE, ELEVEN = datetime.datetime(2027, 6, 9, 9), datetime.datetime(2027, 6, 9, 11)


@pytest.mark.parametrize(
    "typed",
    [
        "9 Juni 2027, 09.00–11.00", "9/6/2027 9.00-11.00", "Rabu, 9 Juni 2027 pukul 09.00 s.d. 11.00 WIB",
        "9 Jun 27 09:00 sd 11:00", "9 Juni 2027, 09.00 WIB s/d 11.00 WIB", "2027-06-09 09.00 sampai 11.00",
        "09.06.2027 jam 09.00 — 11.00",
    ],
)  # fmt: skip
def test_day_and_hours_are_read_in_every_writing(typed):
    assert parse_span(typed, zone="WIB") == Span(NINE, ELEVEN)


@pytest.mark.parametrize("typed", ["9 Juni 2027, 09.00", "9 Juni 2027 pukul 09.00 s.d. selesai", "9-6-2027 09.00 WIB"])
def test_what_has_no_end_lasts_until_finished(typed):
    assert parse_span(typed, zone="WIB") == Span(NINE)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("9 Juni 2027", Reason.TIME),
        ("9 Juni 2027, 09.00–25.00", Reason.TIME),
        ("9 Juni 2027, 11.00–09.00", Reason.ORDER),
        ("9 Juni 2027, 09.00–11.00 WITA", Reason.ZONE),
        ("9 Juni 2027, 09.00 WIT s.d. 11.00", Reason.ZONE),
        ("Senin, 9 Juni 2027, 09.00–11.00", Reason.WEEKDAY),
        ("31 Juni 2027, 09.00–11.00", Reason.DAY),
        ("besok pagi", Reason.UNREADABLE),
        ("9 Juni 2027, 09.00–11.00–13.00", Reason.UNREADABLE),
        ("9" * 1000, Reason.UNREADABLE),
        ("", Reason.UNREADABLE),
    ],
)
def test_what_is_no_span_is_refused_with_the_reason(typed, reason):
    with pytest.raises(DateError) as refused:
        parse_span(typed, zone="WIB")
    assert refused.value.reason == reason


days = st.datetimes(datetime.datetime(1970, 1, 1), datetime.datetime(2199, 12, 30)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@given(days, st.integers(0, 1439))
def test_what_the_form_shows_it_reads_again(begins, minutes):
    zone = datetime.timezone(datetime.timedelta(hours=7), "WIB")
    last = datetime.datetime.combine(begins.date(), datetime.time(23, 59))
    ends = min(begins + datetime.timedelta(minutes=minutes), last) if minutes else None
    if ends == begins:
        ends = None
    words = span_in_words(begins.replace(tzinfo=zone), ends and ends.replace(tzinfo=zone))
    assert parse_span(words, zone="WIB") == Span(begins, ends)


def test_lines_come_back_in_order_and_none_twice():
    field = SpansField(least=2, most=3)
    found = field.clean("10 Juni 2027, 09.00\n\n9 Juni 2027, 09.00–11.00")
    assert [begins.day for begins, _ends in found] == [9, 10]
    for typed in ("9 Juni 2027, 09.00", "9 Juni 2027, 09.00\n9/6/2027 09.00", "1/6/27 9.00\n" * 4):
        with pytest.raises(Exception, match=r"baris|line"):
            field.clean(typed)
