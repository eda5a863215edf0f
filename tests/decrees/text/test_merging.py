import pytest
from hypothesis import given
from hypothesis import strategies as st

from decrees.text.redline.merging import Conflict, Proposal, conflicts, merge, merge3
from tests.factories.blocks import texts

BASE = "Tim melapor kepada Bupati setiap tiga bulan."


def proposal(name, words, replacement, base=BASE):
    start = base.index(words)
    return Proposal(name, start, start + len(words), replacement)


PUBLIC = proposal("public", "kepada Bupati", "kepada Bupati dan masyarakat")
HALF_YEAR = proposal("half", "tiga", "enam")
MONTHLY = proposal("monthly", "setiap tiga bulan", "setiap bulan")


def test_proposals_on_other_words_are_all_applied():
    merged = merge(BASE, [HALF_YEAR, PUBLIC])
    assert merged.text == "Tim melapor kepada Bupati dan masyarakat setiap enam bulan."
    assert (merged.applied, merged.conflicts) == (("public", "half"), ())


def test_overlapping_proposals_conflict_and_are_not_applied():
    merged = merge(BASE, [HALF_YEAR, MONTHLY, PUBLIC])
    assert merged.text == "Tim melapor kepada Bupati dan masyarakat setiap tiga bulan."
    assert (merged.applied, merged.conflicts) == (("public",), (("monthly", "half"),))


def test_proposals_that_touch_conflict():
    one, two = proposal("1", "setiap ", "tiap "), proposal("2", "tiga", "enam")
    assert conflicts([two, one]) == [("1", "2")]


def test_two_insertions_at_one_place_conflict():
    assert conflicts([Proposal("1", 3, 3, " Pengarah"), Proposal("2", 3, 3, " Pelaksana")]) == [("1", "2")]


def test_the_same_proposal_twice_is_one_change():
    twice = [HALF_YEAR, proposal("again", "tiga", "enam")]
    merged = merge(BASE, twice)
    assert merged.text == BASE.replace("tiga", "enam")
    assert (merged.applied, merged.conflicts) == (("again", "half"), ())


def test_a_chain_of_overlaps_is_one_conflict():
    chain = [proposal("a", "melapor kepada", "x"), proposal("b", "kepada Bupati", "y"), proposal("c", "Bupati", "z")]
    assert conflicts(chain) == [("a", "b", "c")]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (5, 4), (0, 999)])
def test_proposal_outside_the_text_is_refused(start, end):
    with pytest.raises(ValueError, match="does not lie"):
        merge(BASE, [Proposal("1", start, end, "")])


@st.composite
def proposals(draw):
    base = draw(texts)
    edges = st.tuples(st.integers(0, len(base)), st.integers(0, len(base))).map(sorted)
    spans = draw(st.lists(edges, max_size=5))
    return base, [Proposal(str(n), *span, draw(texts)) for n, span in enumerate(spans)]


@given(proposals(), st.randoms(use_true_random=False))
def test_every_proposal_is_applied_or_in_conflict_in_any_order(case, random):
    base, given_ones = case
    merged = merge(base, given_ones)
    told = [*merged.applied, *(name for group in merged.conflicts for name in group)]
    assert sorted(told) == sorted(one.id for one in given_ones)
    shuffled = random.sample(given_ones, len(given_ones))
    assert merge(base, shuffled) == merged
    assert merge(base, [one for one in given_ones if one.id in merged.applied]).text == merged.text


# Three ways


def test_changes_of_both_sides_come_together():
    ours = "Tim Pengarah melapor kepada Bupati setiap tiga bulan."
    theirs = "Tim melapor kepada Bupati setiap enam bulan."
    assert merge3(BASE, ours, theirs) == ("Tim Pengarah melapor kepada Bupati setiap enam bulan.", [])


def test_different_words_at_one_place_are_a_conflict():
    text, found = merge3(BASE, BASE.replace("tiga", "enam"), BASE.replace("tiga", "dua"))
    assert text == "Tim melapor kepada Bupati setiap enam bulan."
    assert found == [Conflict(33, 37, "tiga", "enam", "dua")]
    assert text[33:37] == "enam"


def test_deletion_against_rewording_is_a_conflict():
    text, (conflict,) = merge3(BASE, BASE.replace(" setiap tiga bulan", ""), BASE.replace("tiga", "enam"))
    assert text == "Tim melapor kepada Bupati."
    assert (conflict.ours, conflict.theirs) == ("", " setiap enam bulan")


def test_phrases_written_anew_are_not_interleaved():
    base = "tim menyusun rencana kerja dan anggaran tahunan"
    ours = "tim menetapkan program dan biaya tahunan"
    theirs = "tim merumuskan kegiatan dan dana tahunan"
    text, (conflict,) = merge3(base, ours, theirs)
    assert text == ours
    assert conflict.theirs == "merumuskan kegiatan dan dana"


variants = st.tuples(texts, texts, texts)


@given(texts, texts)
def test_one_side_alone_is_that_side(base, new):
    assert merge3(base, new, base) == (new, [])
    assert merge3(base, base, new) == (new, [])
    assert merge3(base, new, new) == (new, [])


@given(variants)
def test_sides_are_equal_without_a_conflict(case):
    base, ours, theirs = case
    text, found = merge3(base, ours, theirs)
    swapped, found_swapped = merge3(base, theirs, ours)
    assert len(found) == len(found_swapped)
    assert [(c.base, c.ours, c.theirs) for c in found] == [(c.base, c.theirs, c.ours) for c in found_swapped]
    if not found:
        assert text == swapped


@given(variants)
def test_conflicts_stand_where_they_say(case):
    text, found = merge3(*case)
    assert all(text[conflict.start : conflict.end] == conflict.ours for conflict in found)


def resolved(text, found):
    """The text with theirs wherever there was a conflict."""
    for conflict in reversed(found):
        text = text[: conflict.start] + conflict.theirs + text[conflict.end :]
    return text


@given(variants)
def test_taking_theirs_is_merging_the_other_way_round(case):
    base, ours, theirs = case
    assert resolved(*merge3(base, ours, theirs)) == merge3(base, theirs, ours)[0]


@given(variants)
def test_no_word_of_either_side_is_lost(case):
    """A word that is in ours or theirs but not in the base is in the text or in a conflict."""
    base, ours, theirs = (text.split() for text in case)
    text, found = merge3(*case)
    told = " ".join([text, *(f"{one.base} {one.ours} {one.theirs}" for one in found)])
    assert all(word in told for word in {*ours, *theirs} - {*base})


@given(st.lists(st.sampled_from("abcdefgh"), min_size=4, max_size=12), st.randoms(use_true_random=False))
def test_edits_far_from_each_other_never_conflict(words, random):
    words = [f"{word}{n}" for n, word in enumerate(words)]
    one, other = random.sample(range(len(words)), 2)
    ours = " ".join("kita" if n == one else word for n, word in enumerate(words))
    theirs = " ".join("mereka" if n == other else word for n, word in enumerate(words))
    text, found = merge3(" ".join(words), ours, theirs)
    assert found == []
    assert text.split()[one] == "kita"
    assert text.split()[other] == "mereka"
