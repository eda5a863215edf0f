"""The register as a workbook: one sheet with a comment per row, one with the sums. Nothing in it is ever a formula."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils import timezone, translation
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from decrees.models import Comment
from decrees.register import Row
from decrees.register.files import extract as told
from decrees.register.files.extract import Extract
from decrees.register.words import told_dispositions
from forum.documents.model import clean
from forum.models.typed.spreadsheets import looks_like_formula

LONGEST = 32_000  # a cell of Excel holds 32,767 characters
COLUMNS: tuple[tuple[str, int], ...] = (
    ("No.", 6), ("Nomor komentar", 10), ("Putaran", 9), ("Versi", 7), ("Tanggal", 14), ("Diterima di atas kertas", 14),
    ("Pengusul", 26), ("Unsur", 16), ("Jabatan", 28), ("Sikap organisasi (resmi)", 12), ("Dibaca oleh", 16),
    ("Bagian (saat ditanggapi)", 24), ("Bagian (versi terbaru)", 24), ("Rumusan rancangan", 36), ("Tanggapan", 48),
    ("Usul rumusan", 36), ("Menyangkut", 12), ("Dukungan", 18), ("Balasan", 9), ("Jawaban", 18), ("Alasan", 44),
    ("Dijawab oleh", 28), ("Tanggal jawaban", 14), ("Dijawab bersama", 16), ("Yang berubah", 44),
    ("Sikap pengusul", 22), ("Alasan sikap", 32), ("Riwayat jawaban", 44), ("Perjalanan tanggapan", 48), ("Alamat", 40),
)  # fmt: skip
HEAD = PatternFill("solid", fgColor="E7E4F4")
LINE = Side(style="thin", color="999999")


def workbook(extract: Extract) -> bytes:
    """Always in Indonesian: it is an office's paper, whoever downloads it."""
    with translation.override("id"):
        book = Workbook()
        _register(book.active, extract)
        _summary(book.create_sheet("Ringkasan"), extract)
    book.properties.title = clean(f"Matriks tanggapan: {extract.title}")
    book.properties.creator = "Mufakat"
    book.properties.created = book.properties.modified = timezone.make_naive(extract.at)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _register(sheet: Any, extract: Extract) -> None:
    sheet.title = "Matriks tanggapan"
    numbers = {round_.pk: number for number, round_ in enumerate(extract.register.rounds, start=1)}
    _line(sheet, 1, [title for title, _width in COLUMNS], head=True)
    for at, row in enumerate(extract.rows, start=1):
        _line(sheet, at + 1, _cells(at, row, numbers))
    for at, (_title, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(extract.rows) + 1}"
    _for_paper(sheet)


def _proposed(comment: Comment) -> str:
    if (wanted := comment.wanted) and comment.gap is None:
        place = wanted.label or comment.clause_label
        return f"(pindah ke setelah {place})" if wanted.label else f"(butir baru setelah {place}) {comment.proposed}"
    words = "(dihapus)" if comment.proposed == "" else comment.proposed or ""
    return f"{words} (bersama No. {comment.together_with_id})" if comment.together_with_id else words


def _cells(at: int, row: Row, numbers: dict[int, int]) -> list[Any]:
    comment, answer, reaction = row.comment, row.answer, row.reaction
    said = [
        at, comment.pk, numbers.get(comment.round_id, ""), comment.version.number,
        timezone.localdate(comment.created_at), comment.received_on,
        comment.organisation.name, str(comment.organisation.sector), comment.office,
        "ya" if comment.is_position else "", told.seen_by(comment), "; ".join(comment.places_made),
        f"tidak ada lagi (semula {row.place})" if row.lost else row.place, "\n".join(comment.quotes), comment.text,
        _proposed(comment),
        comment.get_tag_display() if comment.tag else "",
        ", ".join(one.label for one in row.supporters), row.replies,
    ]  # fmt: skip
    answered = [
        told.disposition(row), answer.reason if answer else "", told.office_of_answer(row),
        timezone.localdate(answer.answered_at) if answer else None, told.together(row), "\n".join(told.changes(row)),
        told.stance(row), reaction.reason if reaction else "", "\n".join(told.history(row)), told.story(row),
        told.comment_url(comment),
    ]  # fmt: skip
    return [*said, *answered]


def _line(sheet: Any, number: int, values: Iterable[Any], *, head: bool = False) -> None:
    for at, value in enumerate(values, start=1):
        _write(sheet.cell(number, at), value)
        sheet.cell(number, at).alignment = Alignment(wrap_text=True, vertical="center" if head else "top")
        sheet.cell(number, at).border = Border(bottom=LINE)
        if head:
            sheet.cell(number, at).font, sheet.cell(number, at).fill = Font(bold=True), HEAD


def _write(cell: Any, value: Any) -> None:
    """Words are words: what begins like a formula stays text, also when somebody edits the cell."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = clean(value)
    cell.value = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    cell.data_type = "s"
    cell.quotePrefix = looks_like_formula(text)


def _for_paper(sheet: Any) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _summary(sheet: Any, extract: Extract) -> None:
    for number, (label, value) in enumerate(_facts(extract), start=1):
        _line(sheet, number, [label, value], head=False)
        sheet.cell(number, 1).font = Font(bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 36, 60


def _facts(extract: Extract) -> list[tuple[str, Any]]:
    sums = extract.sums
    return [
        ("Rancangan", extract.title),
        ("Keadaan pada", f"{told.day(extract.at)} (peristiwa nomor {extract.seq}, sidik {extract.digest})"),
        ("Menurut yang dapat dibaca", told.READERS[extract.reader]),
        *((str(label), str(word)) for label, word in extract.chosen),
        ("Alamat", extract.url),
        *((("Perhatian", told.warning(extract)),) if sums.restricted else ()),
        ("Tanggapan", sums.comments),
        ("Organisasi", sums.organisations),
        ("Dijawab", sums.answered),
        *((str(label), n) for _value, label, n in told_dispositions(sums)),
        ("Belum dijawab", sums.unanswered),
        ("Keberatan yang dipertahankan", sums.objections),
        ("Diterima, perubahan belum ditunjuk", sums.unshown),
    ]
