"""Rows of words from a CSV or XLSX file of any spreadsheet program, within limits; nothing is ever computed."""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from openpyxl import load_workbook  # type: ignore[import-untyped]

from forum.models.typed import clean_line
from forum.models.typed.spreadsheets import csv_text, looks_like_formula

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 10_000, 40, 500
AT_ONCE = 1_000  # rows that are looked at while one waits; more in the background
MAX_TEXT = 10_000_000  # characters of all cells: a packed file may name one long text in each of them
LOOKED_AT = 400  # columns in which something is looked for at all
BEFORE_HEADER = 10  # title lines that may stand above the names of the columns
PACKED, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORKBOOK = "xl/workbook.xml"
DELIMITERS = (";", ",", "\t")
Rows = list[list[str]]


def read_file(content: bytes) -> Rows:
    """Raises ValidationError where it is neither, too large, or packed to burst."""
    if len(content) > MAX_BYTES:
        raise too_large()
    if content.startswith(OLD_EXCEL):
        raise ValidationError(_("This is an old Excel file, or one with a password: save it as XLSX or CSV, without."))
    rows = _read_xlsx(content) if content.startswith(PACKED) else _read_csv(content)
    if len(rows) > MAX_ROWS + BEFORE_HEADER:
        raise too_long()
    return rows


def too_long() -> ValidationError:
    return ValidationError(_("The table has more than %s rows: divide it.") % _number(MAX_ROWS))


def too_large() -> ValidationError:
    return ValidationError(_("The file is larger than %d MB.") % (MAX_BYTES // 1024**2))


def write_csv(rows: Iterable[Iterable[str]]) -> str:
    """As Indonesian spreadsheets open it: semicolons, and a mark that says UTF-8. No cell is taken for a formula."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([csv_text(cell) for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)


def _within_limits(rows: Iterable[list[str]]) -> Rows:
    """As many as may be, and one more. Raises ValidationError with the number of the row that is too much."""
    kept: Rows = []
    left = MAX_TEXT
    for number, row in enumerate(rows, start=1):
        if any(row[MAX_COLUMNS:]):
            text = _("Row %(row)s: the table has more than %(n)d columns. Take out those that are not needed.")
            raise ValidationError(text % {"row": _number(number), "n": MAX_COLUMNS})
        kept.append([_cell(cell, number) for cell in row[:MAX_COLUMNS]])
        left -= sum(map(len, kept[-1]))
        if left < 0:
            text = _("The cells hold more than %s characters together: divide the table.")
            raise ValidationError(text % _number(MAX_TEXT))
        if len(kept) > MAX_ROWS + BEFORE_HEADER:
            break
    return kept


def _cell(text: str, row: int) -> str:
    """One line; the apostrophe that kept a spreadsheet from computing goes, and so does the dash for 'nothing'."""
    plain = clean_line(text[: MAX_CELL + 1])
    if len(plain) > MAX_CELL:
        told = _("Row %(row)s: a cell holds more than %(n)d characters. Perhaps a quotation mark is not closed.")
        raise ValidationError(told % {"row": _number(row), "n": MAX_CELL})
    if plain.startswith("'") and looks_like_formula(plain[1:]):
        plain = plain[1:]
    return "" if plain in ("-", "–") else plain


# --- CSV


def _read_csv(content: bytes) -> Rows:
    text = _decoded(content)
    found = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        return _within_limits(found)
    except csv.Error as error:
        text = _("Row %(row)s: a cell holds more than %(n)d characters. Perhaps a quotation mark is not closed.")
        raise ValidationError(text % {"row": _number(found.line_num), "n": MAX_CELL}) from error


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
            is_book = WORKBOOK in packed.namelist()
        if unpacked > MAX_UNPACKED:
            raise ValidationError(_("Unpacked, the file is larger than %d MB.") % (MAX_UNPACKED // 1024**2))
        if not is_book:
            raise _no_workbook()
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        return _without_end(_within_limits(_rows_of(book.worksheets[0])))
    except ValidationError:
        raise
    except zipfile.BadZipFile as error:
        raise _no_workbook() from error
    except Exception as error:  # whatever the parts of a broken file raise
        raise ValidationError(_("The file cannot be read as a table: %s.") % type(error).__name__) from error


def _no_workbook() -> ValidationError:
    return ValidationError(_("This is no Excel workbook, whatever its name says: bring a CSV or XLSX file."))


def _rows_of(sheet: Any) -> Iterator[list[str]]:
    last = MAX_ROWS + BEFORE_HEADER + 1
    for row in sheet.iter_rows(max_row=last, max_col=LOOKED_AT, values_only=True):
        yield [_words(value) for value in row]


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
