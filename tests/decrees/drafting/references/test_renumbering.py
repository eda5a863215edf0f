import copy

import pytest
from hypothesis import given

from decrees.drafting.references import references
from decrees.drafting.references.renumbering import Broken, lost, renumber
from decrees.drafting.references.shifts import References
from decrees.text import texts
from decrees.text.redline import compare, hunks
from tests.decrees.drafting.references.revisions import revisions
from tests.factories.blocks import (
    annex,
    citation,
    diktum,
    document,
    heading,
    item,
    listing,
    raw_decrees,
    recital,
    roster,
    row,
)


def broken(old, new):
    return [one.reference for one in lost([old, new])]


def named(draft):
    """clause: words -> target."""
    clauses = {}
    for reference in references(draft):
        clauses.setdefault(reference.clause_id, []).append(reference)
    return clauses


def in_diktum(text, *more):
    """The references of one diktum, in a decree of three recitals, four diktum and three annexes."""
    draft = document(
        *(recital(f"bahwa {name};", id=f"m{name}") for name in "abc"),
        citation("Undang-Undang Nomor 14 Tahun 2008;", id="c1"),
        citation("Undang-Undang Nomor 23 Tahun 2014;", id="c2"),
        diktum("Membentuk Tim.", id="d1"),
        diktum("Tim bertugas:", item("menyusun;", id="p1"), item("melapor.", id="p2"), id="d2"),
        diktum(text, *more, id="d3"),
        *(annex(f"TIM {name}", listing(item("satu;", id=f"{name}1"), id=f"l{name}"), id=name) for name in "ABC"),
    )
    return [(text[r.start : r.end], r.target_id) for r in references(draft) if r.clause_id == "d3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sebagaimana dimaksud dalam diktum KEDUA", [("diktum KEDUA", "d2")]),
        ("sebagaimana dimaksud dalam Diktum Kedua", [("Diktum Kedua", "d2")]),
        ("Diktum KEDUA huruf b", [("Diktum KEDUA", "d2"), ("huruf b", "p2")]),
        ("huruf a diktum KEDUA", [("huruf a", "p1"), ("diktum KEDUA", "d2")]),
        ("diktum KESATU dan KEDUA", [("diktum KESATU", "d1"), ("KEDUA", "d2")]),
        ("diktum KESATU, KEDUA, dan KETIGA", [("diktum KESATU", "d1"), ("KEDUA", "d2"), ("KETIGA", "d3")]),
        ("diktum KEDUA BELAS", [("diktum KEDUA BELAS", None)]),
        ("diktum KEDUA huruf a, b, dan c", [("diktum KEDUA", "d2"), ("huruf a", "p1"), ("b", "p2"), ("c", None)]),
        ("tercantum dalam Lampiran II Keputusan Bupati ini", [("Lampiran II", "B")]),
        ("Lampiran I dan Lampiran III yang merupakan bagian", [("Lampiran I", "A"), ("Lampiran III", "C")]),
        ("Lampiran I, II, dan IV", [("Lampiran I", "A"), ("II", "B"), ("IV", None)]),
        ("Lampiran II huruf a", [("Lampiran II", "B"), ("huruf a", "B1")]),
        ("sebagaimana tercantum dalam Lampiran", [("Lampiran", None)]),
        ("konsiderans Menimbang huruf b", [("huruf b", "mb")]),
        ("Mengingat angka 2", [("angka 2", "c2")]),
        ("huruf a sampai dengan huruf c konsiderans", [("huruf a", "ma"), ("huruf c", "mc")]),
    ],
)
def test_reference_is_found_and_resolved(text, expected):
    assert in_diktum(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Pasal 5 ayat (1) huruf a",
        "Lampiran II Undang-Undang Nomor 12 Tahun 2011",
        "diktum KESATU Keputusan Bupati Nomor 188 Tahun 2016",
        "huruf besar dan huruf di atas",
        "angka 5 dan angka kemiskinan",
        "para pihak beserta lampirannya",
        "paling lambat tiga hari",
    ],
)
def test_clauses_of_other_laws_and_plain_words_are_no_references(text):
    assert in_diktum(text) == []


def test_letter_in_a_recital_names_a_recital():
    text = "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan Keputusan;"
    draft = document(recital("bahwa satu;", id="a"), recital("bahwa dua;", id="b"), recital(text, id="c"))
    assert [(text[r.start : r.end], r.target_id) for r in references(draft)] == [("huruf a", "a"), ("huruf b", "b")]


def test_letter_in_a_point_or_an_item_names_its_neighbour():
    draft = document(
        diktum("Tim:", item("satu;", id="p1"), item("melaksanakan tugas pada huruf a.", id="p2"), id="d"),
        annex("TIM", listing(item("satu;", id="i1"), item("selain huruf a;", id="i2"))),
    )
    assert [(r.clause_id, r.target_id) for r in references(draft)] == [("p2", "p1"), ("i2", "i1")]


def test_letter_in_an_annex_paragraph_names_the_list_before():
    body = [
        listing(item("satu;", id="i1"), id="l1"),
        {"type": "paragraph", "id": "p", "value": "Tugas huruf a meliputi rapat."},
        listing(item("dua;", id="i2"), id="l2"),
    ]
    assert [r.target_id for r in references(document(annex("TIM", *body)))] == ["i1"]


def test_only_annex_is_named_without_a_number():
    draft = document(diktum("sebagaimana tercantum dalam Lampiran Keputusan Bupati ini.", id="d"), annex("TIM", id="A"))
    assert [(r.start, r.end, r.target_id) for r in references(draft)] == [(28, 36, "A")]


def test_reference_in_a_row_counts_from_its_text():
    draft = document(
        diktum("Membentuk Tim.", id="d"), annex("TIM", roster(row("Ketua", "Camat", "diktum KESATU", id="r")))
    )
    (reference,) = references(draft)
    assert (reference.clause_id, reference.target_id, reference.start) == ("r", "d", len("Ketua\tCamat\t"))


# Renumbering


def decree(order="ABCD", note="Tim melapor sebagaimana dimaksud dalam diktum KEDUA."):
    """Diktum A to D; D speaks of B."""
    words = {"A": "Membentuk Tim.", "B": "Tim bertugas menyusun.", "C": "Biaya dari APBD.", "D": note}
    return [diktum(words.get(name, "Ketentuan baru."), id=name) for name in order]


def text_of(blocks, clause_id="D"):
    return next(text for found, _, text in texts(blocks) if found == clause_id)


@pytest.mark.parametrize(
    ("order", "expected"),
    [("ABCD", "KEDUA"), ("AXBCD", "KETIGA"), ("BACD", "KESATU"), ("BCD", "KESATU"), ("ACDB", "KEEMPAT")],
)
def test_reference_follows_its_clause(order, expected):
    new = renumber(decree(), decree(order))
    assert text_of(new) == f"Tim melapor sebagaimana dimaksud dalam diktum {expected}."
    assert broken(decree(), decree(order)) == []


def test_reference_to_a_removed_clause_stays_and_is_reported():
    assert text_of(renumber(decree(), decree("ACD"))) == text_of(decree())
    assert broken(decree(), decree("ACD")) == [Broken("D", "diktum KEDUA", "B")]


def test_reference_typed_anew_stays_as_typed():
    new = decree("AXBCD", note="Tim melapor sebagaimana dimaksud dalam diktum KEEMPAT.")
    assert renumber(decree(), new) == new
    assert broken(decree(), new) == []
    new = decree("AXBCD", note="Tim melapor sebagaimana dimaksud dalam diktum KEDUA dan diktum KETIGA.")
    assert text_of(renumber(decree(), new)).endswith("diktum KETIGA dan diktum KETIGA.")


def test_new_clause_keeps_the_numbers_it_was_typed_with():
    new = [*decree("AXBCD"), diktum("Sesuai diktum KEDUA.", id="E")]
    assert text_of(renumber(decree(), new), "E") == "Sesuai diktum KEDUA."


def test_swapped_clauses_swap_their_references():
    note = "Tugas diktum KESATU dan diktum KEDUA, lalu diktum KEDUA saja."
    new = renumber(decree(note=note), decree("BACD", note=note))
    assert text_of(new) == "Tugas diktum KEDUA dan diktum KESATU, lalu diktum KESATU saja."


def test_reference_keeps_its_case_and_the_rest_of_the_text_its_shape():
    note = "Tim melapor,\n  lihat Diktum  Kedua ."
    assert text_of(renumber(decree(note=note), decree("AXBCD", note=note))) == "Tim melapor,\n  lihat Diktum  Ketiga ."


def test_letters_follow_their_points():
    def draft(*names):
        points = [item(f"tugas {name} dilaksanakan;", id=name) for name in names]
        return [diktum("Tim:", *points, id="d"), diktum("Laporan Diktum KESATU huruf b, dan c.", id="e")]

    new = renumber(draft("x", "y", "z"), draft("y", "n", "x", "z"))
    assert text_of(new, "e") == "Laporan Diktum KESATU huruf a, dan d."


def test_letter_whose_point_left_the_diktum_is_reported():
    def draft(where):
        points = {"d": [item("tugas x;", id="x")], "e": []}
        points[where].append(item("tugas y;", id="y"))
        made = [diktum(f"Tim {name}:", *points[name], id=name) for name in "de"]
        return [*made, diktum("Laporan diktum KESATU huruf b.", id="f")]

    assert renumber(draft("d"), draft("e")) == draft("e")
    assert broken(draft("d"), draft("e")) == [Broken("f", "huruf b", "y")]


def test_annexes_gain_and_lose_their_number():
    def draft(*names):
        note = diktum("Susunan tercantum dalam Lampiran yang tidak terpisahkan.", id="d")
        return [note, *(annex(f"TIM {name}", id=name) for name in names)]

    new = renumber(draft("A"), draft("N", "A"))
    assert text_of(new, "d") == "Susunan tercantum dalam Lampiran II yang tidak terpisahkan."
    assert text_of(renumber(new, draft("N", "A")[1:] + new[:1]), "d").count("Lampiran II") == 1
    back = [new[0], annex("TIM A", id="A")]
    assert renumber(new, back) == draft("A")


def test_references_in_cells_follow_too():
    def draft(*names):
        made = [diktum(f"Ketentuan {name}.", id=name) for name in names]
        return [*made, annex("TIM", heading("Susunan"), roster(row("Ketua", "Camat", "diktum KESATU", id="r")))]

    new = renumber(draft("A"), draft("B", "A"))
    assert ("r", "note", "diktum KEDUA") in list(texts(new))


# In the redline


def followed(old, new):
    old, new = document(*old), document(*new)
    redline = compare(old, new)
    quiet = References(old, new, redline).following
    return [(hunk.old, hunk.new, hunk.id in quiet) for hunk in hunks(redline) if hunk.old and hunk.new]


def test_number_that_only_follows_its_clause_is_told_from_a_change():
    assert followed(decree(), renumber(decree(), decree("AXBCD"))) == [("KEDUA", "KETIGA", True)]
    other = decree(note="Tim melapor sebagaimana dimaksud dalam diktum KETIGA.")
    assert followed(decree(), other) == [("KEDUA", "KETIGA", False)]


def test_number_that_follows_is_told_beside_a_change_of_words():
    def note(number, when):
        return f"Laporan sebagaimana dimaksud dalam diktum {number} disampaikan kepada Bupati setiap {when} bulan."

    new = decree("AXBCD", note=note("KETIGA", "enam"))
    assert followed(decree(note=note("KEDUA", "tiga")), new) == [("KEDUA", "KETIGA", True), ("tiga", "enam", False)]


# Properties


@given(revisions())
def test_renumbered_references_name_what_they_named(pair):
    old, new = pair
    before, after = named(document(*old)), named(document(*renumber(old, new)))
    reported = {(one.clause_id, one.target_id) for one in broken(old, new)}
    for clause_id, ones in after.items():
        meant = [one.target_id for one in before.get(clause_id, [])]
        for was, now in zip(meant, [one.target_id for one in ones], strict=True):
            assert was is None or now == was or (clause_id, was) in reported


@given(revisions())
def test_renumbering_again_changes_nothing(pair):
    old, new = pair
    once = renumber(old, new)
    assert renumber(old, once) == once


@given(revisions())
def test_renumbering_keeps_ids_and_what_it_was_given(pair):
    old, new = pair
    given_blocks = copy.deepcopy(new)
    ids = [(clause_id, name) for clause_id, name, _ in texts(renumber(old, new))]
    assert ids == [(clause_id, name) for clause_id, name, _ in texts(new)]
    assert new == given_blocks


@given(raw_decrees)
def test_nothing_is_renumbered_without_a_revision(blocks):
    assert renumber(blocks, blocks) == blocks
    assert broken(blocks, blocks) == []


@given(revisions())
def test_only_hunks_within_references_follow(pair):
    old, new = document(*pair[0]), document(*renumber(*pair))
    redline = compare(old, new)
    quiet = References(old, new, redline).following
    assert quiet <= {hunk.id for hunk in hunks(redline) if not hunk.moves}
