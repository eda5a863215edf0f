"""Rows of words from a CSV or XLSX file of any spreadsheet program, within limits; nothing is ever computed."""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook  # type: ignore[import-untyped]

from forum.models.typed import clean_line
from forum.models.typed.spreadsheets import csv_text, looks_like_formula

MAX_BYTES = 2 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 1000, 40, 500
BEFORE_HEADER = 10  # title lines that may stand above the names of the columns
EXCEL = b"PK\x03\x04"
DELIMITERS = (";", ",", "\t")
Rows = list[list[str]]


def read_file(content: bytes) -> Rows:
    """Raises ValidationError where it is neither, too large, or packed to burst."""
    if len(content) > MAX_BYTES:
        raise ValidationError(_("The file is larger than %d MB.") % (MAX_BYTES // 1024**2))
    rows = _read_xlsx(content) if content.startswith(EXCEL) else _read_csv(content)
    if len(rows) > MAX_ROWS + BEFORE_HEADER:
        raise ValidationError(_("The table has more than %d rows: divide it.") % MAX_ROWS)
    return rows


def write_csv(rows: Iterable[Iterable[str]]) -> str:
    """As Indonesian spreadsheets open it: semicolons, and a mark that says UTF-8. No cell is taken for a formula."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([csv_text(cell) for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def _cell(text: str) -> str:
    """One line; the apostrophe that kept a spreadsheet from computing goes, and so does the dash for 'nothing'."""
    plain = clean_line(text[: MAX_CELL + 1])
    if len(plain) > MAX_CELL:
        raise ValidationError(_("A cell holds more than %d characters.") % MAX_CELL)
    if plain.startswith("'") and looks_like_formula(plain[1:]):
        plain = plain[1:]
    return "" if plain in ("-", "–") else plain


# --- CSV


def _read_csv(content: bytes) -> Rows:
    text = _decoded(content)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False))
    except csv.Error as error:
        raise ValidationError(_("The file cannot be read as a table: %s.") % error) from error
    return [[_cell(cell) for cell in row[:MAX_COLUMNS]] for row in found[: MAX_ROWS + BEFORE_HEADER + 1]]


def _decoded(content: bytes) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(_("This is no table: bring a CSV or XLSX file."))


def _delimiter(text: str) -> str:
    """The one that stands most often in the first lines."""
    start = "\n".join(text.splitlines()[:BEFORE_HEADER])
    return max(DELIMITERS, key=start.count)


# --- XLSX


def _read_xlsx(content: bytes) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MAX_UNPACKED:
            raise ValidationError(_("Unpacked, the file is too large."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        last = MAX_ROWS + BEFORE_HEADER + 1
        found = book.worksheets[0].iter_rows(max_row=last, max_col=MAX_COLUMNS, values_only=True)
        return _without_end([[_cell(_words(value)) for value in row] for row in found])
    except ValidationError:
        raise
    except Exception as error:  # whatever the parts of a broken file raise
        raise ValidationError(_("The file cannot be read as a table: %s.") % type(error).__name__) from error


def _without_end(rows: Rows) -> Rows:
    """A sheet often says that it is longer than what is written on it."""
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float | datetime.time) else "="  # a formula over several cells
