"""A table of a discussion: typed with bars or pasted with tabs, it holds the same cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.text.tables import read_table, table_text, table_words, with_bars

CELL = st.text("ab| ", max_size=4).map(lambda text: " ".join(text.split()))
ROW = st.lists(CELL, min_size=2, max_size=3).filter(lambda row: any(cell.strip("| ") for cell in row))


@pytest.mark.parametrize(
    "written",
    [
        "| Target | 2017 |\n| --- | --- |\n| Desa | 28 |",
        "Target | 2017\nDesa | 28",
        "Target\t2017\nDesa\t 28 \n\t\n",
    ],
)
def test_same_cells_however_it_was_written(written):
    assert read_table(written) == [["Target", "2017"], ["Desa", "28"]]


def test_short_rows_are_filled_and_an_empty_first_cell_stays():
    assert read_table("|  | 2017 | 2018 |\n| Desa | 28 |") == [["", "2017", "2018"], ["Desa", "28", ""]]


@given(st.lists(ROW, min_size=1, max_size=3))
def test_table_goes_through_the_editor_without_a_change(rows):
    stored = table_text(read_table(table_text(rows)))
    assert table_text(read_table(with_bars(read_table(stored)))) == stored
    assert table_words(stored).split() == " ".join(cell for row in rows for cell in row).split()
