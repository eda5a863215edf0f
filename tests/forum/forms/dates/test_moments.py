"""What people write is read as the day they mean, or refused; no day is ever guessed."""

import contextlib
import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forum.forms.dates import DateError, Reason, parse_date, parse_datetime

TWELFTH = datetime.date(2027, 1, 12)
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
SHORT = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des"]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jum’at", "Sabtu", "Minggu"]
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "12/01/2027", "12-1-2027", "12.01.2027", "12/1/27", "12 / 01 / 2027", "2027-01-12",
        "12 Januari 2027", " 12  januari 2027 ", "12 Jan 2027", "12 Jan. 2027", "12-JAN-2027", "12 January 2027",
        "Selasa, 12 Januari 2027", "selasa 12/01/2027", "Sel. 12 Jan 27", "Tuesday, 12 January 2027",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_writing(typed):
    assert parse_date(typed) == TWELFTH


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("1 Pebruari 2027", 2), ("1 Mei 2027", 5), ("1 Agt 2027", 8), ("1 Ags 2027", 8), ("1 Agu 2027", 8),
        ("1 Okt 2027", 10), ("1 Nopember 2027", 11), ("1 Des 2027", 12), ("1 December 2027", 12),
    ],
)  # fmt: skip
def test_months_are_read_by_their_older_and_shorter_names(typed, month):
    assert parse_date(typed) == datetime.date(2027, month, 1)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("besok", Reason.UNREADABLE),
        ("", Reason.UNREADABLE),
        ("12 Januari", Reason.UNREADABLE),
        ("12 Janvier 2027", Reason.UNREADABLE),
        ("12/01-2027", Reason.UNREADABLE),
        ("12/01/202", Reason.UNREADABLE),
        ("12/01/2027 besok", Reason.UNREADABLE),
        ("Hari 12 Januari 2027", Reason.UNREADABLE),
        ("١٢/٠١/٢٠٢٧", Reason.UNREADABLE),
        ("1" * 100_000, Reason.UNREADABLE),
        ("01/25/2027", Reason.MONTH),
        ("2027-13-01", Reason.MONTH),
        ("31 Februari 2027", Reason.DAY),
        ("29-02-2027", Reason.DAY),
        ("0/1/2027", Reason.DAY),
        ("12 Januari 0227", Reason.YEAR),
        ("Senin, 12 Januari 2027", Reason.WEEKDAY),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(typed, reason):
    with pytest.raises(DateError) as refused:
        parse_date(typed)
    assert refused.value.reason == reason


def test_a_wrong_day_of_the_week_names_the_date_beside_it():
    with pytest.raises(DateError) as refused:
        parse_date("Senin, 12 Januari 2027")
    assert refused.value.day == TWELFTH


@pytest.mark.parametrize(
    "typed",
    [
        "12/01/2027 09.00", "12/01/2027 9:00", "12-01-2027, 09.00", "12 Januari 2027 pukul 09.00 WIB",
        "Selasa, 12 Januari 2027, pk. 09.00", "12 Jan 27 jam 9.00", "2027-01-12T09:00", "2027-01-12 09:00:00",
    ],
)  # fmt: skip
def test_a_time_is_read_in_every_writing(typed):
    assert parse_datetime(typed, zone="WIB") == datetime.datetime(2027, 1, 12, 9)


def test_a_date_without_a_time_begins_its_day():
    assert parse_datetime("12 Januari 2027") == datetime.datetime(2027, 1, 12)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("besok 09.00", Reason.UNREADABLE),
        ("09.00", Reason.UNREADABLE),
        ("12/01/2027 9", Reason.UNREADABLE),
        ("12/01/2027 24.00", Reason.TIME),
        ("12/01/2027 09.60", Reason.TIME),
        ("12/01/2027 09.00 WITA", Reason.ZONE),
        ("Senin, 12 Januari 2027 09.00", Reason.WEEKDAY),
    ],
)
def test_what_is_no_time_is_refused_with_the_reason(typed, reason):
    with pytest.raises(DateError) as refused:
        parse_datetime(typed, zone="WIB")
    assert refused.value.reason == reason


@given(days)
@example(datetime.date(2028, 2, 29))
def test_every_day_written_out_is_read_as_itself(day):
    month = MONTHS[day.month - 1]
    written = [
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} {month} {day.year}",
        f"{DAYS[day.weekday()]}, {day.day} {month} {day.year}",
        f"{DAYS[day.weekday()][:3]} {day.day} {SHORT[day.month - 1]} {day.year}",
        day.isoformat(),
    ]
    assert {parse_date(one) for one in written} == {day}


@given(days, st.times())
def test_every_time_written_out_is_read_as_itself(day, time):
    expected = datetime.datetime.combine(day, time.replace(second=0, microsecond=0))
    written = [f"{day:%d-%m-%Y} {time:%H.%M}", f"{day.day} {MONTHS[day.month - 1]} {day.year} pukul {time:%H:%M} WIB"]
    assert {parse_datetime(one, zone="WIB") for one in written} == {expected}


@given(st.text() | st.from_regex(r"[a-z]{0,7},? ?[0-9]{1,2}[-/. ][0-9a-z]{1,9}[-/. ][0-9]{1,4} ?[0-9.:]{0,5}"))
def test_whatever_is_typed_is_read_or_refused(typed):
    for parse in (parse_date, parse_datetime):
        with contextlib.suppress(DateError):
            assert 1900 <= parse(typed).year < 2200
