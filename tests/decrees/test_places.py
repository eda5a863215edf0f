"""How a place in a decree is called, and what a passage is."""

import pytest

from decrees.passages import Passage, settle
from decrees.places import place_of, places
from decrees.text import find
from tests.factories import body
from tests.factories.blocks import annex, document, roster, row

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
    assert place_of(DOCUMENT, clause) == place


def test_annexes_are_told_apart_by_their_numbers():
    two = document(annex("SATU", id="one"), annex("DUA", roster(row("Ketua", "Sekda", id="r")), id="two"))
    assert places(two)["r"] == "Lampiran II nomor 1"


def test_passage_takes_its_context_from_the_clause():
    clause = find(DOCUMENT, "dik-1")
    assert settle(Passage(10, 13), clause) == Passage(10, 13, "Tim", "Membentuk ", " Open Government.")
    assert settle(Passage(0, 0, "Tim"), clause) == settle(Passage(10, 13), clause)
    assert settle(Passage(), clause) == Passage()
    assert settle(Passage(0, 5, "bukan"), clause) is None
    assert settle(Passage(500, 600), clause) is None
