"""Numbers and times of an agenda, and agendas that were typed line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.models.meetings.agenda.outline import MAIN, SUB, Line, places, total
from forum.models.meetings.agenda.typed import Typed, read_lines
from tests.cases import cases

LINES = st.lists(st.builds(Line, st.sampled_from([MAIN, SUB]), st.one_of(st.none(), st.integers(1, 300))), max_size=12)


def spelled(*lines):
    return [(one.number, one.begins, one.ends) for one in places([Line(*line) for line in lines])]


def test_items_are_numbered_and_begin_where_the_one_before_ends():
    found = spelled((MAIN, 10), (MAIN, None), (SUB, 20), (SUB, 15), (MAIN, 5))
    assert found == [("1", 0, 10), ("2", 10, 45), ("2.1", 10, 30), ("2.2", 30, 45), ("3", 45, 50)]


def test_what_is_longer_below_counts_and_what_has_no_length_leaves_the_rest_open():
    assert spelled((MAIN, 10), (SUB, 20), (MAIN, 5)) == [("1", 0, 20), ("1.1", 0, 20), ("2", 20, 25)]
    assert spelled((MAIN, 30), (SUB, None), (SUB, 5), (MAIN, 5)) == [
        ("1", 0, 30),
        ("1.1", 0, None),
        ("1.2", None, None),
        ("2", 30, 35),
    ]
    assert spelled((MAIN, 10), (MAIN, None), (MAIN, 5)) == [("1", 0, 10), ("2", 10, None), ("3", None, None)]


def test_an_agenda_without_lengths_has_no_times():
    assert spelled((MAIN, None), (SUB, None)) == [("1", None, None), ("1.1", None, None)]


@given(LINES)
def test_every_agenda_is_numbered_once_and_in_order(lines):
    found = places(lines)
    numbers = [tuple(map(int, one.number.split("."))) for one in found]
    assert numbers == sorted(set(numbers))
    assert len(found) == len(lines)
    assert all((one.level == SUB) == (len(number) == 2) for one, number in zip(found, numbers, strict=True))


@given(LINES)
def test_nothing_begins_before_what_stands_above_it_or_ends_after_all_of_it(lines):
    begins = [one.begins for one in places(lines) if one.begins is not None]
    assert begins == sorted(begins)
    assert all(one.ends <= total(lines) for one in places(lines) if one.ends is not None)


@given(LINES)
def test_where_every_item_has_a_length_all_of_them_have_times_that_fill_the_whole(lines):
    full = [Line(one.level, one.minutes or 1) for one in lines]
    found = places(full)
    assert all(one.begins is not None and one.ends is not None for one in found)
    assert max((one.ends for one in found), default=0) == total(full)


@pytest.mark.parametrize("case", cases("agenda_lines"), ids=lambda case: case["name"])
def test_lines_become_items(case):
    assert read_lines(case["text"]) == [Typed(*item) for item in case["items"]]


@given(st.text(max_size=200))
def test_whatever_is_typed_becomes_items_that_say_something_less_than_it(text):
    for one in read_lines(text):
        assert one.level in (MAIN, SUB)
        assert one.minutes is None or 0 < one.minutes <= 1440
