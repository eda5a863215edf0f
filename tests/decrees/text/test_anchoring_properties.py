"""What holds for any two texts and any anchors."""

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from decrees.text.anchoring import AnchorState, map_words, reanchor
from tests.bench.anchoring.mutations import Mutator, spans, truth

WORDS = ["forum", "ketua", "the", "of", "7", "dan", "Straße", "l'État", "é", "e\u0301", "𝒜", "会", "KEDUA", "(1)", "a."]
words = st.sampled_from(WORDS)
blocks = st.lists(st.tuples(words, st.sampled_from([" ", " ", ", ", "\n", ". "])), max_size=14).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
texts = st.lists(blocks, max_size=8).map("\n\n".join) | st.text(max_size=60)
clauses = st.lists(st.tuples(st.sampled_from("abcdef"), blocks), max_size=6)
sources = texts | clauses


def whole(source):
    return source if isinstance(source, str) else "\n\n".join(text for _, text in source)


@st.composite
def anchored(draw, source=sources):
    """A source and spans in it, in no order."""
    old = draw(source)
    place = st.integers(0, len(whole(old)))
    return old, [tuple(sorted(pair)) for pair in draw(st.lists(st.tuples(place, place), max_size=8))]


@given(anchored())
@example(("", [(0, 0)]))
@example((" \n\n ", [(0, 4), (2, 2)]))
def test_nothing_moves_when_nothing_changes(case):
    old, anchors = case
    placed = reanchor(old, old, anchors)
    assert [(p.state, p.start, p.end, p.score) for p in placed] == [(AnchorState.KEPT, a, b, 1.0) for a, b in anchors]


@given(sources)
def test_map_of_a_text_to_itself_is_the_identity(old):
    same = map_words(old, old)
    assert list(same.to_new) == list(range(len(same.to_new)))


@given(sources, sources)
def test_map_is_injective_and_its_inverse_is_the_way_back(old, new):
    there, back = map_words(old, new), map_words(new, old)
    mapped = [at for at in there.to_new if at != -1]
    assert len(mapped) == len(set(mapped))
    assert all(there.to_old[at] == n for n, at in enumerate(there.to_new) if at != -1)
    assert (list(back.to_new), list(back.to_old)) == (list(there.to_old), list(there.to_new))


@given(sources, sources)
def test_words_are_mapped_to_equal_words_only(old, new):
    there = map_words(old, new)
    assert all(there.old.line[n] == there.new.line[at] for n, at in enumerate(there.to_new) if at != -1)


@given(anchored(), sources)
def test_placements_are_spans_of_the_new_text_in_the_order_of_anchors(case, new):
    old, anchors = case
    placed = reanchor(old, new, anchors)
    assert placed == [reanchor(old, new, [anchor])[0] for anchor in anchors]
    for p in placed:
        assert 0 <= p.start <= p.end <= len(whole(new))
        assert 0 <= p.score <= 1
        assert (p.stood_at is None) == (p.state != AnchorState.ORPHANED)
        assert (p.score == 1) >= (p.state in (AnchorState.KEPT, AnchorState.MOVED))


LAW = [
    "The forum consists of the steering team, the working groups and the secretariat, as laid down in annex 1.",
    "The steering team sets the direction of the policy and decides on the proposals of the working groups.",
    "The working group on peat prepares maps of the protected areas and updates them every two years.",
    "The working group on seed lists the certified varieties and publishes the list at the end of each season.",
    "(4) Smallholders are represented by persons whom their associations name for a term of three years.",
    "Companies that belong to one group count as a single member when votes are taken by show of hands.",
    "The secretariat keeps the record of decisions; it is public unless the steering team rules otherwise.",
    "Costs are borne by the regional budget and by other lawful sources that do not bind the forum.",
    "This decree takes effect on the day of its signature and is published in the regional gazette.",
    "Objections are answered in writing within 14 days, with reasons, by the office that drafted the clause.",
]
OTHERS = ["Buses run on weekdays only, from the old harbour to the hill above the town hall.", "Rain is expected late."]


@given(blocks, st.lists(st.tuples(st.integers(0, 800), st.integers(0, 200)), max_size=8))
def test_text_put_in_front_shifts_all_placements(front, starts):
    law = "\n\n".join(LAW)
    anchors = [(start, start + length) for start, length in starts]
    shift = len(front) + 2
    placed = reanchor(law, f"{front}\n\n{law}", anchors)
    assert [(p.state, p.start, p.end) for p in placed] == [(AnchorState.KEPT, a + shift, b + shift) for a, b in anchors]


@pytest.mark.parametrize("seed", range(60))
def test_known_fate_of_every_passage_is_told_right(seed):
    """Blocks deleted, moved, renumbered, reworded, split, merged, given near-twins: no comment lands elsewhere."""
    mutation = Mutator("\n\n".join(LAW), OTHERS, seed, rate=0.3).run()
    anchors = list(spans(random.Random(seed), mutation.old, 40))
    where = mutation.fate()
    for anchor, placed in zip(anchors, reanchor(mutation.old, mutation.new, anchors), strict=True):
        fate = truth(mutation, where, *anchor)
        if fate == ("gone",):
            assert placed.state == AnchorState.ORPHANED
        elif fate and fate[0] == "whole":
            assert (placed.start, placed.end) == fate[1:]
