"""Saving compares few clauses, and finds what comparing every one with every other finds."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from decrees.drafting.clause_ids import match_clause_ids
from decrees.text import walk_blocks, with_ids
from tests.bench.long_drafts import long_draft, renewed, worded
from tests.decrees.drafting.clause_ids_in_full import match_in_full
from tests.factories.blocks import raw_decrees, recital

MANY = 600


class Counted:
    """The comparison itself, counting its calls."""

    calls = 0

    def __call__(self, one, other):
        self.calls += 1
        return LCSseq.similarity(one, other)


# --- the same as in full


@given(raw_decrees, raw_decrees, st.sets(st.integers(0, 30)))
def test_drafts_at_random_are_matched_as_in_full(old, new, kept):
    new = with_ids(new, {f"id{n}": f"new{n}" for n in range(200) if n not in kept})
    assert match_clause_ids(old, new) == match_in_full(old, new)


vocabulary = st.sampled_from([f"kata{n}" for n in range(40)] + ["bahwa", "dan", "tim", "perlu"] * 4)
sentences = st.lists(vocabulary, max_size=24)


@st.composite
def revisions(draw):
    """Clauses of some length, and what an editor makes of them: retyped, split, merged, doubled, in another order."""
    old = draw(st.lists(sentences, max_size=7))
    new = []
    for words in old:
        change = draw(st.sampled_from(["same", "word", "word", "cut", "split", "merge", "twice", "gone"]))
        at = draw(st.integers(0, len(words)))
        if change == "word":
            new.append([*words[:at], draw(vocabulary), *words[at + 1 :]])
        elif change == "cut":
            new.append(words[:at])
        elif change == "split":
            new += [words[:at], words[at:]]
        elif change == "merge" and new:
            new[-1] = new[-1] + words
        elif change != "gone":
            new += [words] * (2 if change == "twice" else 1)
    return old, draw(st.permutations(new)) if draw(st.booleans()) else new


def clauses(sentences, name):
    return [recital(" ".join(words), id=f"{name}{number}") for number, words in enumerate(sentences)]


@given(revisions())
def test_what_an_editor_makes_of_clauses_is_matched_as_in_full(revision):
    old, new = clauses(revision[0], "old"), clauses(revision[1], "new")
    assert match_clause_ids(old, new) == match_in_full(old, new)


# --- the budget


@pytest.fixture(scope="module", name="long_draft")
def _long_draft():
    return long_draft(random.Random(7))


def compared(old, new):
    counted = Counted()
    match_clause_ids(old, new, common=counted)
    return counted.calls


def test_the_long_draft_is_long(long_draft):
    assert len(list(walk_blocks(long_draft))) == MANY


def test_draft_that_only_has_other_words_is_not_searched(long_draft):
    assert compared(long_draft, worded(long_draft, lambda text: f"{text} segera")) == 0


def test_new_clause_among_all_the_old_ones_is_compared_with_none(long_draft):
    assert compared(long_draft, [recital("bahwa masyarakat berhak tahu;", id="new"), *long_draft]) == 0


def test_clause_that_is_pasted_anew_is_found_by_its_words_without_comparing(long_draft):
    assert compared(long_draft, [*long_draft[1:], renewed(long_draft[:1])[0]]) == 0


def test_clause_that_is_typed_anew_is_compared_with_the_one_that_went(long_draft):
    anew = worded(renewed(long_draft[:1]), lambda text: f"{text} segera")
    assert compared(long_draft, [*anew, *long_draft[1:]]) == 1


def test_text_that_is_pasted_anew_with_a_word_changed_in_each_clause_is_compared_a_few_times_for_each(long_draft):
    """In full these are two hundred thousand comparisons of recitals and points alone."""
    new = worded(renewed(long_draft), lambda text: f"{text} segera")
    assert compared(long_draft, new) < 5 * MANY
    kept = Counter(block["id"] for block in walk_blocks(match_clause_ids(long_draft, new)))
    assert kept == Counter(block["id"] for block in walk_blocks(long_draft))
