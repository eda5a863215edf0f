"""A table as a workbook with one sheet. Nothing in it is ever a formula."""

import io
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from forum.documents.model import clean
from forum.models.typed.spreadsheets import looks_like_formula

LONGEST = 32_000  # a cell of Excel holds 32,767 characters
WIDTH = 24


def workbook(title: str, rows: list[list[str]]) -> bytes:
    """The first row is its head."""
    book = Workbook()
    book.properties.title = clean(title)
    book.properties.creator = "Mufakat"
    sheet = book.active
    for number, row in enumerate(rows, start=1):
        for at, text in enumerate(row, start=1):
            _write(sheet.cell(number, at), text, head=number == 1)
    for at in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = WIDTH
    sheet.freeze_panes = "B2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(cell: Any, value: str, *, head: bool) -> None:
    """Words are words: what begins like a formula stays text, also when somebody edits the cell."""
    text = clean(value)[:LONGEST]
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = looks_like_formula(text)
    cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=head)
