import copy

from hypothesis import given
from hypothesis import strategies as st

from decrees.drafting.clause_ids import match_clause_ids
from decrees.text import texts, with_ids
from tests.factories.blocks import annex, diktum, item, listing, raw_decrees, recital, roster, row

LONG = "bahwa warga berhak atas informasi publik yang benar, mudah dan cepat;"
OTHER = "bahwa Bupati perlu membentuk tim kerja lintas perangkat daerah;"


def ids(blocks):
    return [clause_id for clause_id, _, _ in texts(blocks)]


def kept(old, new):
    return ids(match_clause_ids(old, new))


def test_pasted_clause_gets_its_id_back():
    assert kept([recital(LONG, id="1")], [recital(LONG, id="2")]) == ["1"]


def test_clause_retyped_with_a_word_changed_gets_its_id_back():
    new = LONG.replace("cepat", "murah")
    assert kept([recital(LONG, id="1"), recital(OTHER, id="2")], [recital(new, id="3"), recital(OTHER, id="2")]) == [
        "1",
        "2",
    ]


def test_other_words_are_another_clause():
    assert kept([recital(LONG, id="1")], [recital(OTHER, id="2")]) == ["2"]


def test_split_clause_lives_on_in_its_greater_part():
    old = [recital(f"{LONG} {OTHER} demi pelayanan;", id="1")]
    assert kept(old, [recital(LONG, id="2"), recital(f"{OTHER} demi pelayanan;", id="3")]) == ["1", "3"]


def test_split_clause_that_kept_its_id_gives_it_to_no_other():
    old = [recital(f"{LONG} {OTHER}", id="1")]
    new = [recital(LONG, id="1"), recital(OTHER, id="2")]
    assert kept(old, new) == ["1", "2"]


def test_merged_clauses_live_on_under_the_id_of_the_greater():
    old = [recital(OTHER, id="1"), recital(LONG, id="2")]
    assert kept(old, [recital(f"{OTHER} {LONG}", id="3")]) == ["2"]


def test_two_equally_close_clauses_are_not_certain():
    old = [recital(LONG.replace("warga", name), id=name) for name in ("pemuda", "petani")]
    assert kept(old, [recital(LONG, id="new")]) == ["new"]


def test_short_texts_are_certain_only_word_for_word():
    old = [annex("TIM", listing(item("rapat;", id="1"), item("lapor;", id="2"), id="l"), id="a")]
    new = [annex("TIM", listing(item("rapat;", id="3"), item("arsip;", id="4"), id="l"), id="a")]
    assert kept(old, new) == ["a", "1", "4"]


def test_diktum_pasted_anew_brings_its_points_along():
    old = [diktum("Tim bertugas:", item("menyusun rencana aksi;", id="p"), closing="Segera.", id="d")]
    new = with_ids(old, {"d": "e", "p": "q"})
    assert match_clause_ids(old, new) == old


def test_rows_are_known_by_their_cells():
    old = [annex("TIM", roster(row("Ketua", "Sekretaris Daerah", id="1"), row("Anggota", "Inspektur", id="2")), id="a")]
    new = with_ids(old, {"1": "x", "2": "y"})
    assert match_clause_ids(old, new) == old


def test_citation_does_not_become_a_recital():
    assert kept([recital(LONG, id="1")], [{"type": "citation", "id": "2", "value": LONG}]) == ["2"]


def _all_ids(value):
    if isinstance(value, dict):
        found = [value["id"]] if "id" in value else []
        return found + [one for inner in value.values() for one in _all_ids(inner)]
    return [one for inner in value for one in _all_ids(inner)] if isinstance(value, list) else []


@given(raw_decrees, raw_decrees, st.sets(st.integers(0, 30)))
def test_no_id_is_used_twice_and_known_ids_stay(old, new, renewed):
    new = with_ids(new, {f"id{n}": f"new{n}" for n in range(200) if n in renewed or n > 20})
    before, after = _all_ids(new), _all_ids(match_clause_ids(old, new))
    known = set(_all_ids(old))
    assert len(after) == len(set(after)) == len(before)
    assert all(a == b for a, b in zip(before, after, strict=True) if a in known)
    assert all(b == a or b in known for a, b in zip(before, after, strict=True))


@given(raw_decrees)
def test_words_are_never_touched(blocks):
    renewed = with_ids(blocks, {one: f"new {one}" for one in _all_ids(blocks)})
    given_blocks = copy.deepcopy(renewed)
    kept_blocks = match_clause_ids(blocks, renewed)
    assert [text for *_, text in texts(kept_blocks)] == [text for *_, text in texts(renewed)]
    assert renewed == given_blocks
    assert match_clause_ids(blocks, kept_blocks) == kept_blocks
