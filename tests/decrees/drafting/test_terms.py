from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decrees.drafting.terms import find_variants
from decrees.text import find
from tests.factories.blocks import annex, diktum, document, raw_decrees, recital, roster, row

GLOSSARY = {
    "Tim Pengarah": ["Dewan Pengarah"],
    "Tim Evaluator": ["tim evaluasi", "tim evaluasi internal", "evaluator internal"],
}


def told(*texts, glossary=GLOSSARY):
    draft = document(*(recital(text, id=str(n)) for n, text in enumerate(texts)))
    return [(hint.clause_id, hint.found, hint.preferred) for hint in find_variants(draft, glossary)]


def test_variant_is_told_with_the_preferred_name():
    assert told("bahwa Dewan Pengarah bertugas;") == [("0", "Dewan Pengarah", "Tim Pengarah")]


def test_preferred_name_alone_is_fine():
    assert told("bahwa Tim Pengarah dan Tim Evaluator bertugas;") == []


def test_every_variant_is_told_when_both_are_used():
    assert told("bahwa Tim Pengarah;", "bahwa Dewan Pengarah dan dewan pengarah;") == [
        ("1", "Dewan Pengarah", "Tim Pengarah"),
        ("1", "dewan pengarah", "Tim Pengarah"),
    ]


def test_longest_name_wins():
    assert told("Tim Evaluasi Internal mengawasi.") == [("0", "Tim Evaluasi Internal", "Tim Evaluator")]


@pytest.mark.parametrize("text", ["Timbangan Dewan Pengarahan", "Sub-Dewan Pengarah", "Dewan Pengarah-pengarah"])
def test_parts_of_words_are_no_names(text):
    assert told(text) == []


def test_capitals_of_a_title_are_kept():
    draft = document(annex("SUSUNAN DEWAN PENGARAH", id="a"))
    assert [(hint.found, hint.preferred) for hint in find_variants(draft, GLOSSARY)] == [
        ("DEWAN PENGARAH", "TIM PENGARAH")
    ]
    assert find_variants(document(annex("SUSUNAN TIM PENGARAH"), diktum("Tim Pengarah bertugas.")), GLOSSARY) == []


def test_other_capitals_are_told_only_where_both_are_used():
    assert told("tim pengarah bertugas;") == []
    assert told("tim pengarah bertugas;", "Tim Pengarah melapor;") == [("0", "tim pengarah", "Tim Pengarah")]


def test_names_in_a_table_are_found():
    draft = document(annex("TIM", roster(row("Anggota", "Dewan Pengarah", id="r"))))
    (hint,) = find_variants(draft, GLOSSARY)
    assert find(draft, "r").text[hint.start : hint.end] == "Dewan Pengarah"


def test_empty_glossary_tells_nothing():
    assert told("bahwa Dewan Pengarah;", glossary={}) == []
    assert told("bahwa Dewan Pengarah;", glossary={"": [""]}) == []


names = st.sampled_from(["tim", "Tim Pengarah", "pengarah", "bahwa tim", "Bupati", "Undang-Undang"])


@given(raw_decrees, st.dictionaries(names, st.lists(names, max_size=3), max_size=3))
def test_hints_stand_where_they_say_and_never_overlap(blocks, glossary):
    draft = document(*blocks)
    known = [(hint.clause_id, hint.start, hint.end) for hint in find_variants(draft, glossary)]
    for hint in find_variants(draft, glossary):
        assert find(draft, hint.clause_id).text[hint.start : hint.end] == hint.found != hint.preferred
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(known))
