"""Days and hours are spelled as an Indonesian letter spells them, also those of several days and of other zones."""

import datetime
import itertools

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from forum.documents.spelling import compact, runs, when_of
from forum.models import MeetingPage

WIB = datetime.timezone(datetime.timedelta(hours=7))


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


def at(day, hour, month=6):
    return datetime.datetime(2027, month, day, hour, tzinfo=WIB)


def meeting(*sessions, **fields):
    days = [[starts.isoformat(), ends.isoformat()] for starts, ends in sessions]
    return MeetingPage(starts_at=sessions[0][0], ends_at=sessions[-1][1], days=days if days[1:] else [], **fields)


@pytest.mark.parametrize(
    ("sessions", "spelled"),
    [
        ([(at(8, 8), at(8, 15))], "Selasa, 8 Juni 2027, 08.00–15.00 WIB"),
        ([(at(8, 19), at(9, 2))], "Selasa, 8 Juni 2027, 19.00 WIB s.d. Rabu, 9 Juni 2027, 02.00 WIB"),
        ([(at(8, 8), at(8, 15)), (at(9, 8), at(9, 15))], "Selasa–Rabu, 8–9 Juni 2027, 08.00–15.00 WIB setiap hari"),
        (
            [(at(8, 8), at(8, 15)), (at(10, 8), at(10, 12))],
            "Selasa dan Kamis, 8 dan 10 Juni 2027, Selasa, 8 Juni: 08.00–15.00 WIB; Kamis, 10 Juni: 08.00–12.00 WIB",
        ),
    ],
)
def test_a_meeting_of_one_or_more_days(sessions, spelled):
    assert when_of(meeting(*sessions)) == spelled


def test_the_zone_is_that_of_the_meeting():
    east = meeting((at(8, 8), at(8, 15)), zone="Asia/Jayapura")
    assert when_of(east) == "Selasa, 8 Juni 2027, 10.00–17.00 WIT"
    assert when_of(meeting((at(8, 23), at(9, 1)), zone="Asia/Jayapura")) == "Rabu, 9 Juni 2027, 01.00–03.00 WIT"


@pytest.mark.parametrize(
    ("precision", "spelled"),
    [
        ("day", "Selasa, 8 Juni 2027, waktu menyusul"),
        ("week", "minggu kedua Juni 2027 (8–14 Juni 2027), waktu menyusul"),
        ("month", "Juni 2027, waktu menyusul"),
    ],
)
def test_what_is_not_known_is_said(precision, spelled):
    assert when_of(meeting((at(8, 0), at(15, 0)), precision=precision)) == spelled


def test_days_of_two_months_are_named_in_full():
    days = [datetime.date(2027, 6, 30), datetime.date(2027, 7, 1), datetime.date(2027, 7, 5)]
    assert compact(days) == "30 Juni–1 Juli 2027 dan 5 Juli 2027"
    assert compact([datetime.date(2027, 12, 31), datetime.date(2028, 1, 1)]) == "31 Desember 2027–1 Januari 2028"


@given(st.sets(st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31)), min_size=1))
def test_no_day_is_lost_or_added(days):
    found = runs(days)
    spread = [one.first + datetime.timedelta(days=n) for one in found for n in range((one.last - one.first).days + 1)]
    assert spread == sorted(days)
    assert all(one.last + datetime.timedelta(days=1) < two.first for one, two in itertools.pairwise(found))
