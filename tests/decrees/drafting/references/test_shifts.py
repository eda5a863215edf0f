"""References from one version to the next: they follow their clause, or it is said what they name now."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decrees.drafting.references import Guide
from decrees.drafting.references.renumbering import meanings, renumber
from decrees.drafting.references.shifts import Fate, References
from decrees.text import texts
from decrees.text.redline import compare, hunks
from tests.decrees.drafting.references.revisions import revisions
from tests.factories.blocks import annex, diktum, document, item, recital


def between(old, new):
    old, new = document(*old), document(*new)
    return References(old, new, compare(old, new))


def shifts(old, new):
    return [(one.clause_id, one.words, one.fate, one.now_id) for one in between(old, new).shifts]


def decree(order="ABCD", note="Tim melapor sebagaimana dimaksud dalam diktum KEDUA."):
    words = {"A": "Membentuk Tim Pengarah.", "B": "Bupati menerima laporan.", "C": "Biaya dari APBD.", "D": note}
    return [diktum(words.get(name, "Masa kerja tiga tahun."), id=name) for name in order]


def test_reference_whose_clause_went_names_the_next_one():
    assert shifts(decree(), decree("ACD")) == [("D", "diktum KEDUA", Fate.REPOINTED, "C")]


def test_reference_behind_which_no_clause_stands_dangles():
    note = "Sesuai diktum KEDUA."
    old = [diktum(note, id="A"), diktum("Bupati menerima laporan.", id="B")]
    assert shifts(old, old[:1]) == [("A", "diktum KEDUA", Fate.DANGLING, "")]


def annexes(*names, note):
    return [diktum(note, id="d"), *(annex(f"SUSUNAN TIM {name}", id=name) for name in names)]


def test_list_that_names_an_annex_twice_is_doubled_and_mutes_nothing():
    note = "Susunan tercantum dalam Lampiran I, Lampiran II, dan Lampiran III."
    old = annexes("PENGARAH", "PELAKSANA", "EVALUATOR", note=note)
    left = annexes("PENGARAH", "EVALUATOR", note=note)
    new = renumber(old, left)
    assert new[0]["value"]["text"] == "Susunan tercantum dalam Lampiran I, Lampiran II, dan Lampiran II."
    found = between(old, new)
    assert [(one.words, one.fate) for one in found.shifts] == [("Lampiran II", Fate.REPOINTED)]
    assert found.following == frozenset()
    # "III" of a list of two names nothing.
    assert [(one.words, one.fate) for one in between(old, left).shifts] == [
        ("Lampiran II", Fate.REPOINTED),
        ("Lampiran III", Fate.DANGLING),
    ]


def test_reference_that_then_names_what_stands_before_it_in_the_list_is_doubled():
    def draft(*names):
        note = recital("bahwa berdasarkan pertimbangan huruf a, huruf b, dan huruf c;", id="z")
        return [*(recital(f"bahwa {name} perlu diatur;", id=name) for name in names), note]

    old, new = draft("satu", "dua", "tiga"), draft("satu", "tiga")
    text = "bahwa berdasarkan pertimbangan huruf a, huruf b, dan huruf b;"
    new[-1]["value"] = text
    assert [one.fate for one in between(old, new).shifts] == [Fate.REPOINTED]
    swapped = copy.deepcopy(old)
    swapped[-1]["value"] = "bahwa berdasarkan pertimbangan huruf b, huruf b, dan huruf c;"
    # "huruf a" became "huruf b": other words, which everybody sees.
    assert shifts(old, swapped) == []


def test_reference_that_follows_is_no_shift():
    new = renumber(decree(), decree("AXBCD"))
    found = between(decree(), new)
    assert (found.shifts, len(found.following)) == ([], 1)


def test_refused_number_is_a_shift():
    """A clause was put in before, and the reference was left as it is."""
    assert shifts(decree(), decree("AXBCD")) == [("D", "diktum KEDUA", Fate.REPOINTED, "X")]


def test_letter_that_stands_for_another_point_is_a_shift():
    def draft(*names):
        points = [item(f"menyusun {name} setiap tahun;", id=name) for name in names]
        return [diktum("Tim bertugas:", *points, id="d"), diktum("Laporan diktum KESATU huruf b diumumkan.", id="e")]

    assert shifts(draft("rencana", "laporan", "usulan"), draft("rencana", "usulan")) == [
        ("e", "huruf b", Fate.REPOINTED, "usulan")
    ]


@pytest.mark.parametrize("words", ["Lampiran II Undang-Undang Nomor 12 Tahun 2011", "Pasal 5 huruf a"])
def test_clauses_of_other_laws_never_shift(words):
    note = f"Tim bekerja menurut {words}."
    assert shifts(decree(note=note), decree("XACD", note=note)) == []


@given(revisions())
def test_every_reference_keeps_its_meaning_or_is_told(pair):
    """Whether or not the new numbers were agreed to."""
    old, new = pair
    for left in (new, renumber(old, new)):
        found = between(old, left)
        told = {(one.clause_id, one.start) for one in found.shifts}
        before, after = Guide(document(*old)), Guide(document(*left))
        old_texts, quiet = dict(_texts(old)), found.following
        for clause_id, text in _texts(left):
            olds = list(before.references(clause_id, old_texts[clause_id])) if clause_id in old_texts else []
            news = list(after.references(clause_id, text)) if olds else []
            for was, now in zip(olds, news, strict=True) if olds else ():
                same = found.twins.get(was.target_id or "") == now.target_id
                assert was.target_id is None or same or (clause_id, now.start) in told or _seen(found, clause_id, quiet)


def _texts(blocks):
    return [(clause_id, text) for clause_id, _, text in texts(blocks)]


def _seen(found, clause_id, quiet):
    """The clause has a change of words that is not muted, or is itself new."""
    mine = [hunk for hunk in hunks(found.redline) if hunk.clause_id == clause_id]
    return any(hunk.id not in quiet for hunk in mine)


@given(revisions())
def test_no_number_is_muted_in_a_clause_with_a_shift(pair):
    old, new = pair
    found = between(old, renumber(old, new))
    shifted = {one.clause_id for one in found.shifts}
    assert not [h for h in hunks(found.redline) if h.clause_id in shifted and h.id in found.following]


# What is not decided yet


@given(revisions())
def test_deciding_later_gives_the_same_text(pair):
    old, new = pair
    assert renumber(new, new, meanings(old, new)) == renumber(old, new)


def test_meaning_is_kept_through_saves_that_nobody_decided():
    """Two clauses come in two saves; the number is asked about once, from KEDUA to KEEMPAT."""
    first = decree("AXBCD")
    second = decree("AXYBCD")
    meant = meanings(first, second, meanings(decree(), first))
    assert renumber(second, second, meant)[-1]["value"]["text"].endswith("diktum KEEMPAT.")


def test_letter_whose_diktum_waits_for_its_number_follows_its_point_all_the_same():
    def draft(*names, fresh=()):
        points = [item(f"menyusun {name} tahunan;", id=name) for name in names]
        task = diktum("Tim bertugas:", *points, id="d")
        return [*fresh, task, diktum("Laporan diktum KESATU huruf b diumumkan.", id="e")]

    fresh = [diktum("Ketentuan baru:", item("satu;", id="n1"), item("dua;", id="n2"), id="n")]
    old, first = draft("x", "y"), draft("x", "y", fresh=fresh)
    second = draft("w", "x", "y", fresh=fresh)
    meant = meanings(first, second, meanings(old, first))
    assert renumber(second, second, meant)[-1]["value"]["text"] == "Laporan diktum KEDUA huruf c diumumkan."


@given(revisions(), st.data())
def test_any_of_the_new_numbers_can_be_refused(pair, data):
    old, new = pair
    meant = meanings(old, new)
    refused = data.draw(st.sets(st.sampled_from(sorted(meant)))) if meant else set()
    left = renumber(new, new, {place: target for place, target in meant.items() if place not in refused})
    given_texts = {(clause, field): text for clause, field, text in texts(new)}
    for clause, field, text in texts(left):
        if all(place[:2] != (clause, field) or place in refused for place in meant):
            assert text == given_texts[clause, field]
