"""How a place in a decree is called, and what a passage is."""

import pytest

from decrees.forms.paper import clause_choices
from decrees.reading.layout import lay_out
from decrees.text import find
from decrees.text.passages import TextQuoteSelector, resolve_selector
from decrees.text.place_names import cite_clause, cite_clauses, clauses_of, words_of
from tests.factories import body
from tests.factories.blocks import annex, document, heading, item, listing, roster, row

DOCUMENT = document(*body())


@pytest.mark.parametrize(
    ("clause", "place"),
    [
        ("rec-b", "Menimbang huruf b"),
        ("cit-1", "Mengingat angka 1"),
        ("dik-2", "diktum KEDUA"),
        ("poi-b", "diktum KEDUA huruf b"),
        ("dik-2.closing", "diktum KEDUA"),
        ("ann-1", "Lampiran"),
        ("row-2", "Lampiran nomor 2"),
        ("ite-a", "Lampiran huruf a"),
        ("gone", ""),
    ],
)
def test_place_is_named_as_lawyers_do(clause, place):
    assert cite_clause(DOCUMENT, clause) == place


def test_annexes_are_told_apart_by_their_numbers():
    two = document(annex("SATU", id="one"), annex("DUA", roster(row("Ketua", "Sekda", id="r")), id="two"))
    assert cite_clauses(two)["r"] == "Lampiran II nomor 1"


def two_tables(*captions, between=()):
    first = roster(row("Ketua", "Sekda", id="r"), caption=captions[0], id="t")
    second = roster(row("Ketua", "Inspektur", id="s"), caption=captions[1], id="u")
    return cite_clauses(document(annex("SUSUNAN", heading("Susunan", id="h"), first, *between, second, id="one")))


def test_rows_of_several_tables_are_told_apart_by_the_headings_of_the_tables():
    found = two_tables("Pengarah", "Kelompok Kerja")
    assert found["r"] == "Lampiran, Pengarah nomor 1"
    assert (found["u"], found["s"]) == ("Lampiran, Kelompok Kerja", "Lampiran, Kelompok Kerja nomor 1")


def test_table_without_a_heading_of_its_own_is_called_by_the_one_above_it():
    found = two_tables("", "", between=[heading("Kelompok Kerja", id="k")])
    assert (found["r"], found["s"]) == ("Lampiran, Susunan nomor 1", "Lampiran, Kelompok Kerja nomor 1")


@pytest.mark.parametrize("captions", [("", ""), ("Tim", "Tim")])
def test_tables_that_no_heading_tells_apart_are_counted(captions):
    found = two_tables(*captions)
    assert (found["r"], found["s"]) == ("Lampiran, tabel 1 nomor 1", "Lampiran, tabel 2 nomor 1")


def test_name_of_a_table_is_no_longer_than_a_label_may_be():
    assert len(two_tables("Kelompok " * 40, "Tim")["r"]) <= 120


def test_items_of_several_lists_are_told_apart_like_rows():
    lists = [listing(item("memberi arah;", id=f"i{n}"), id=f"l{n}") for n in (1, 2)]
    tasks = annex("TUGAS", heading("Ketua", id="h"), lists[0], heading("Anggota", id="k"), lists[1], id="one")
    assert cite_clauses(document(tasks))["i2"] == "Lampiran, Anggota huruf a"


def test_what_a_comment_can_stand_on_is_offered_with_words():
    offered = clauses_of(DOCUMENT)
    assert "lis-1" not in [clause for clause, _, _ in offered]
    assert all(words for _, _, words in offered)
    assert words_of(find(DOCUMENT, "ros-1")) == "Ketua – Sekretaris Daerah; Anggota – IDFoS – NGO"


def test_a_choice_of_clauses_has_words_for_a_table_without_a_heading():
    annexes = lay_out(DOCUMENT, [])[0]["annexes"]
    table = next(place for place in annexes[0].places if place.kind == "roster")
    assert clause_choices([(table, "Lampiran")]) == [
        ("ros-1", f"{table.number}. Lampiran: Ketua – Sekretaris Daerah; Anggota – IDFoS – NGO")
    ]


def test_passage_takes_its_context_from_the_clause():
    clause = find(DOCUMENT, "dik-1")
    assert resolve_selector(TextQuoteSelector(10, 13), clause) == TextQuoteSelector(
        10, 13, "Tim", "Membentuk ", " Open Government."
    )
    assert resolve_selector(TextQuoteSelector(0, 0, "Tim"), clause) == resolve_selector(
        TextQuoteSelector(10, 13), clause
    )
    assert resolve_selector(TextQuoteSelector(), clause) == TextQuoteSelector()
    assert resolve_selector(TextQuoteSelector(0, 5, "bukan"), clause) is None
    assert resolve_selector(TextQuoteSelector(500, 600), clause) is None
