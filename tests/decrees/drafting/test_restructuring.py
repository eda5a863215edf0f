"""A clause put in behind another one, and one moved: nothing else changes, whatever the text."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decrees.drafting.restructuring import RefusedError, insert_after, move_after, standing_before
from decrees.text.fields import walk_blocks
from tests.factories.decrees import BODY, body


def ids(blocks):
    return [block["id"] for block in walk_blocks(blocks) if "id" in block]


def words(blocks, clause):
    return next(block["value"] for block in walk_blocks(blocks) if block.get("id") == clause)


CLAUSES = ["rec-a", "rec-b", "cit-1", "dik-1", "dik-2", "poi-a", "poi-b", "hea-1", "row-1", "row-2", "ite-a"]
one = st.sampled_from(CLAUSES)


@given(after=one)
def test_a_new_clause_stands_right_behind_and_everything_else_is_as_it_was(after):
    before = copy.deepcopy(BODY)
    blocks = insert_after(BODY, after, "Kata-kata baru.", "new")
    assert before == BODY
    assert standing_before(blocks, "new") == after
    assert [each for each in ids(blocks) if each != "new"] == ids(BODY)
    for clause in CLAUSES[5:]:
        assert words(blocks, clause) == words(BODY, clause)


@given(clause=one, after=one)
def test_a_moved_clause_stands_right_behind_with_all_that_is_in_it_or_it_is_refused(clause, after):
    alike = {"ite": "poi"}
    if alike.get(clause[:3], clause[:3]) != alike.get(after[:3], after[:3]):
        with pytest.raises(RefusedError):
            move_after(BODY, clause, after)
        return
    if after in (clause, standing_before(BODY, clause)):
        with pytest.raises(RefusedError, match=r"within|there"):
            move_after(BODY, clause, after)
        return
    blocks = move_after(BODY, clause, after)
    assert standing_before(blocks, clause) == after
    assert sorted(ids(blocks)) == sorted(ids(BODY))
    assert words(blocks, clause) == words(BODY, clause)
    inside = {clause, *ids([{"id": "", "value": words(BODY, clause)}])}
    assert [each for each in ids(blocks) if each not in inside] == [each for each in ids(BODY) if each not in inside]


@given(clause=one, after=one)
def test_a_moved_clause_goes_back_to_where_it_was(clause, after):
    was = standing_before(BODY, clause)
    try:
        moved = move_after(BODY, clause, after)
        assert not was or move_after(moved, clause, was) == body()
    except RefusedError:
        return


def test_a_new_diktum_is_empty_but_for_its_words_and_a_new_row_has_its_cells():
    blocks = insert_after(BODY, "dik-2", "Ketentuan baru.", "new")
    assert words(blocks, "new") == {"text": "Ketentuan baru.", "points": [], "closing": ""}
    row = words(insert_after(BODY, "row-1", "Anggota\tKPI", "new"), "new")
    assert (row["position"], row["office"], row["note"]) == ("Anggota", "KPI", "")


@pytest.mark.parametrize(
    ("clause", "after", "reason"),
    [
        ("dik-1", "rec-a", "other_kind"),
        ("poi-a", "row-1", "other_kind"),
        ("dik-2", "poi-a", "within"),
        ("dik-1", "dik-1", "within"),
        ("dik-2", "dik-1", "there"),
        ("dik-9", "dik-1", "gone"),
        ("dik-1", "dik-9", "gone"),
        ("ann-1", "dik-1", "no_list"),
        ("dik-2.closing", "dik-1", "no_list"),
    ],
)
def test_what_cannot_be_moved_there_is_refused_with_its_reason(clause, after, reason):
    with pytest.raises(RefusedError) as refused:
        move_after(BODY, clause, after)
    assert refused.value.reason == reason


@pytest.mark.parametrize(("after", "reason"), [("nowhere", "gone"), ("ros-1", "no_list"), ("ann-1", "no_list")])
def test_what_cannot_stand_behind_it_is_refused_with_its_reason(after, reason):
    with pytest.raises(RefusedError) as refused:
        insert_after(BODY, after, "Kata.", "new")
    assert refused.value.reason == reason
    with pytest.raises(RefusedError) as refused:
        insert_after(BODY, "row-1", "a\tb\tc\td", "new")
    assert refused.value.reason == "cells"
