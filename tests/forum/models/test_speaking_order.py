"""Whose turn it is: fair among groups, first come within one, and nobody waits for ever."""

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from forum.models.sitting.order import in_turns

GROUPS = st.sampled_from(["opd", "lsm", "akademisi", "public"])
WAITING = st.lists(GROUPS, max_size=25).map(lambda groups: list(enumerate(groups)))
SPOKEN = st.lists(GROUPS, max_size=10)


def group(place):
    return place[1]


def order(waiting, spoken=()):
    return in_turns(waiting, group, spoken)


def test_sectors_take_turns_and_the_one_that_waited_longest_begins():
    waiting = [(0, "opd"), (1, "opd"), (2, "opd"), (3, "lsm"), (4, "public")]
    assert [number for number, _ in order(waiting)] == [0, 3, 4, 1, 2]
    assert [number for number, _ in order(waiting, ["lsm", "opd"])] == [4, 3, 0, 1, 2]


@given(WAITING, SPOKEN)
def test_everybody_is_on_the_list_once_and_first_come_within_a_group(waiting, spoken):
    turns = order(waiting, spoken)
    assert sorted(turns) == waiting
    for name in {group(place) for place in waiting}:
        own = [place for place in turns if group(place) == name]
        assert own == sorted(own)


@given(WAITING, SPOKEN)
def test_no_group_speaks_twice_while_another_waits(waiting, spoken):
    turns = order(waiting, spoken)
    for place, (now, after) in enumerate(itertools.pairwise(turns)):
        if group(now) == group(after):
            assert {group(one) for one in turns[place + 1 :]} == {group(now)}


@given(WAITING, SPOKEN)
def test_nobody_waits_longer_than_their_place_in_the_group_times_the_groups(waiting, spoken):
    groups, place_in = len({group(place) for place in waiting}), Counter()
    found = {place: number for number, place in enumerate(order(waiting, spoken), start=1)}
    for place in waiting:
        place_in[group(place)] += 1
        assert found[place] <= place_in[group(place)] * groups


@given(WAITING, SPOKEN, GROUPS)
def test_whoever_comes_later_changes_the_order_of_nobody_before(waiting, spoken, newcomer):
    late = (len(waiting), newcomer)
    assert [place for place in order([*waiting, late], spoken) if place != late] == order(waiting, spoken)


@given(WAITING, SPOKEN)
def test_once_somebody_has_spoken_the_others_stand_in_the_same_order(waiting, spoken):
    turns = order(waiting, spoken)
    if turns:
        first, *rest = turns
        left = [place for place in waiting if place != first]
        assert order(left, [*spoken, group(first)]) == rest
