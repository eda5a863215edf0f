"""Whole per cents that are a hundred together."""

from hypothesis import example, given
from hypothesis import strategies as st

from minutes.text.shares import WHOLE, shares

COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=8)


@given(COUNTS)
@example([14, 2, 1, 2])
@example([1, 1, 1])
def test_they_sum_to_a_hundred_as_soon_as_anything_was_counted(counts):
    assert sum(shares(counts)) == (WHOLE if any(counts) else 0)


@given(COUNTS)
def test_each_is_less_than_one_away_from_what_it_is_exactly(counts):
    total = sum(counts)
    for count, share in zip(counts, shares(counts), strict=True):
        assert abs(share * total - count * WHOLE) < total or not total


@given(COUNTS)
def test_more_is_never_shown_as_less_and_nothing_as_nothing(counts):
    told = sorted(zip(counts, shares(counts), strict=True))
    assert [share for _count, share in told] == sorted(share for _count, share in told)
    assert all(share == 0 for count, share in told if not count)


@given(COUNTS, st.integers(1, 50))
def test_only_the_proportion_counts(counts, times):
    assert shares([count * times for count in counts]) == shares(counts)


def test_the_counts_behind_the_old_site_s_74_11_5_11():
    assert shares([14, 2, 1, 2]) == [74, 11, 5, 10]
