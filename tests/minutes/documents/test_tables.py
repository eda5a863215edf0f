"""Columns are as wide as their words need, and points of a decision stand below each other."""

from forum.documents.fonts import width_mm
from forum.documents.model import Item, Paragraph, Table
from forum.documents.widths import rooms_mm
from minutes.documents.tables import decision_item, table_blocks


def test_no_word_of_a_table_is_broken_while_there_is_room():
    (table,) = table_blocks(
        "Sasaran\tSatuan\tTarget 2024\nAnggaran yang diserap oleh semua perangkat daerah\tRp\t1.250.000.000"
    )
    assert isinstance(table, Table)
    for n, room in enumerate(rooms_mm(table, landscape=False)):
        cells = [table.columns[n].title, *(str(row[n]) for row in table.rows)]
        assert max(width_mm(word) for cell in cells for word in cell.split()) <= room


def test_one_row_is_a_line():
    assert table_blocks("dihitamkan") == [Paragraph("dihitamkan")]


def test_points_of_a_decision_are_items_of_it():
    text = "Membentuk tim\nbertiga\na. ketua\n\u00a0\u00a0\u00a01) wakil\nb. anggota\ntiga orang"
    assert decision_item("1.", text, "Pendapat berbeda: BI") == Item(
        "1.",
        "Membentuk tim\nbertiga",
        (
            Item("a.", "ketua", (Item("1)", "wakil"),)),
            Item("b.", "anggota\ntiga orang"),
            Item("", "Pendapat berbeda: BI"),
        ),
    )
    assert decision_item("2.", "a. bukan butir") == Item("2.", "a. bukan butir")
