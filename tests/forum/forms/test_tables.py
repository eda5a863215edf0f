"""Tables of any spreadsheet are read within limits, and what is wrong is said row by row."""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from forum.forms.tables import KINDS, Organisations, State, Table, read_file, write_csv
from forum.forms.tables.files import MAX_BYTES, MAX_CELL, MAX_ROWS
from forum.forms.tables.upload import TableForm
from tests.factories import OrganisationFactory, SectorFactory

HEADER = "Nama;Unsur;Alamat"
ROW = "Kecamatan Kapas;Pemerintah;Jalan Raya – 1"


def xlsx(*rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def checked(content):
    with translation.override("id"):
        return Organisations(Table.of(read_file(content), Organisations.columns)).checked


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{ROW}\n".encode(),
        f"{HEADER}\n{ROW}\n".encode("utf-8-sig"),
        f"{HEADER}\r\n{ROW}\r\n".encode("cp1252"),
        f"{HEADER}\n{ROW}".replace(";", "\t").encode("utf-16"),
        f"{HEADER}\n{ROW}".replace(";", ",").encode(),
        f"sep=;\nDaftar kecamatan\n\n{HEADER}\n{ROW}".encode(),
        xlsx(["Daftar kecamatan"], HEADER.split(";"), ROW.split(";")),
    ],
)
def test_table_is_read_from_whatever_spreadsheet_wrote_it(content):
    ((_number, values),) = Table.of(read_file(content), Organisations.columns).rows
    assert values == {"name": "Kecamatan Kapas", "sector": "Pemerintah", "address": "Jalan Raya – 1"}


def test_days_numbers_and_marks_of_a_sheet_become_words():
    (read,) = read_file(xlsx([datetime.datetime(2027, 1, 12), 7.0, 1.5, True, None, "a", "-"]))
    assert read[:7] == ["2027-01-12", "7", "1.5", "ya", "", "a", ""]


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (45 * 1024**2))
    return out.getvalue()


def laughing():
    """A sheet of a few bytes whose words are made of words that are made of words."""
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    packed, out = zipfile.ZipFile(io.BytesIO(xlsx(["Nama"], ["x"]))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for part in packed.namelist():
            content = packed.read(part)
            if part.endswith(".xml"):
                marked = re.sub(rb"^(<\?xml[^>]*>)?", b"", content)
                content = f"<!DOCTYPE x [{names}]>".encode() + marked.replace(b">x<", b">&l11;<")
            changed.writestr(part, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        laughing(),
        bomb(),
        b"x" * (MAX_BYTES + 1),
        b"Nama\n" * (MAX_ROWS + 12),
        f"Nama\n{'x' * (MAX_CELL + 1)}".encode(),
        b"PK\x03\x04 no book",
        b"%PDF-1.7\n\x00\x81",
        b"\xff\xfe\x00",
    ],
    ids=["laughing", "bomb", "large", "long", "cell", "broken", "pdf", "half"],
)
def test_file_that_is_no_table_or_too_much_is_refused(content):
    with pytest.raises(ValidationError) as refused:
        read_file(content)
    assert "BadZipFile" not in str(refused.value)  # words for people


def document():
    """A packed file that is no workbook, under a workbook's name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bomb(), "40 MB"),
        (b"x" * (MAX_BYTES + 1), "5 MB"),
        (b"Nama\n" * (MAX_ROWS + 12), "10,000 rows"),
        (f"Nama\nA\n{'x' * (MAX_CELL + 1)}".encode(), "Row 3: a cell holds more than 500"),
        (f'Nama\nA\n"{"x" * 200_000}'.encode(), "a cell holds more than 500"),
        (";".join(f"Kolom {n}" for n in range(200)).encode(), "Row 1: the table has more than 40 columns"),
        (xlsx([f"Kolom {n}" for n in range(200)]), "Row 1: the table has more than 40 columns"),
        (document(), "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        (xlsx(*[["x" * 490] * 40] * 600), "10,000,000 characters"),
    ],
    ids=["bomb", "large", "long", "cell", "quote", "wide", "wide-xlsx", "mislabelled", "old", "text"],
)
def test_limit_that_is_passed_is_said_in_clear_words(content, words):
    with translation.override("en"), pytest.raises(ValidationError, match=words):
        read_file(content)


def test_sheet_with_empty_columns_to_the_right_is_no_wide_one():
    assert [row[0] for row in read_file(xlsx(["Nama", *[None] * 100, ""], ["A"]))] == ["Nama", "A"]


def test_table_without_a_column_that_is_needed_names_it():
    with pytest.raises(ValidationError, match="Unsur"):
        Table.of(read_file(b"Nama;Alamat\nA;B"), Organisations.columns)
    with pytest.raises(ValidationError, match="Nama"):
        Table.of([], Organisations.columns)


@pytest.mark.django_db
def test_each_wrong_row_says_its_number_its_column_and_what_is_wrong():
    SectorFactory(slug="government", name="Pemerintah")
    bappeda = OrganisationFactory(name="Bappeda", short_name="Bapp")
    OrganisationFactory(name="Inspektorat")
    lines = [
        "Nama;Nama singkat;Unsur;Bagian dari;Surel;Anggota forum",
        ";X;Pemerintah;;;",
        "Dinas A;;Swasta;;;",
        "Dinas B;;Pemerintah;;bukan surel;",
        "Dinas C;;Pemerintah;Setda;;",
        "Dinas D;;Pemerintah;;;mungkin",
        "=1+1;;Pemerintah;;;",
        "Dinas E;;Pemerintah;;;ya",
        "Dinas E;;Pemerintah;;;ya",
        "Inspektorat;Bapp;Pemerintah;;;",
        f"{bappeda.name};Bapp;Pemerintah;Bapp;;",
    ]
    rows = checked("\n".join(lines).encode())
    told = {row.number: [title for title, _text in row.errors] for row in rows if row.state == State.BAD}
    assert told == {
        2: ["Nama"], 3: ["Unsur"], 4: ["Surel"], 5: ["Bagian dari"], 6: ["Anggota forum"], 7: ["Nama"], 9: ["Nama"],
        10: ["Nama singkat"], 11: ["Bagian dari"],
    }  # fmt: skip
    assert "baris 8" in rows[7].told


def test_no_cell_of_a_file_that_is_handed_back_is_taken_for_a_formula():
    signs = ["=HYPERLINK(1)", "+1", "@SUM(1)", "-2+3", "biasa"]
    assert write_csv([signs]) == "\ufeff'=HYPERLINK(1);'+1;'@SUM(1);'-2+3;biasa\r\n"
    assert read_file(write_csv([signs]).encode()) == [signs]


@pytest.mark.parametrize("kind", KINDS)
def test_file_to_fill_in_can_be_brought_back(kind):
    ((_number, values),) = Table.of(read_file(KINDS[kind].template().encode()), KINDS[kind].columns).rows
    assert values["name"]


@pytest.mark.parametrize(
    "sent",
    [
        "", "null", "0", '"x"', "{}", "[0]", "[[1]]", "[[1, 2]]", "[[null, {}]]", "[[1e999, {}]]", "[[NaN, {}]]",
        "[" * 100_000, '[[1, {"name": "\\ud800"}]]', '[[1, {"name": "\\u0000"}]]', '[[1, {"other": {}}]]',
        f"[[{'9' * 5000}, {{}}]]",
    ],
)  # fmt: skip
def test_rows_that_come_back_otherwise_than_they_were_sent_are_refused_in_words(sent):
    form = TableForm({"table": sent}, kind=Organisations)
    form.is_valid()
    assert list(form.errors) == ["table"]


def test_rows_that_come_back_as_they_were_sent_are_taken():
    form = TableForm({"table": '[[2, {"name": "Dinas"}]]'}, kind=Organisations)
    assert form.is_valid()
    assert form.cleaned_data["table"].rows == [(2, {"name": "Dinas"})]
