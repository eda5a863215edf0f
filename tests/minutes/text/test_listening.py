"""Where something is heard: times as they are typed, and addresses that begin there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.text.listening import Moment, NoMomentError, address_at, clock_of, moments_in, seconds_of


@given(st.integers(0, 99 * 3600))
def test_time_is_read_as_it_is_written(seconds):
    assert seconds_of(clock_of(seconds)) == seconds


def test_lines_are_read_in_the_order_of_the_recording():
    assert moments_in("keputusan 2 1:05:00\n\n Acara 1 12:30\nacara 2.1 120:00") == [
        Moment("acara", "1", 750),
        Moment("keputusan", "2", 3900),
        Moment("acara", "2.1", 7200),
    ]


@pytest.mark.parametrize(
    "line", ["acara 12:30", "12:30", "acara 1 12:60", "keputusan 1 1:60:00", "acara 1 1230", "x 1 1:00"]
)
def test_line_that_says_no_time_is_named(line):
    with pytest.raises(NoMomentError, match=line):
        moments_in(f"acara 1 0:00\n{line}")


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("https://www.youtube.com/watch?v=abc&t=3", "https://www.youtube.com/watch?v=abc&t=750s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=750s"),
        ("https://arsip.contoh.id/rapat.MP3", "https://arsip.contoh.id/rapat.MP3#t=750"),
        ("https://arsip.contoh.id/rapat", "https://arsip.contoh.id/rapat"),
        ("https://bukanyoutube.com/watch?v=abc", "https://bukanyoutube.com/watch?v=abc"),
    ],
)
def test_address_begins_where_the_host_or_the_file_can(address, begins):
    assert address_at(address, 750) == begins
