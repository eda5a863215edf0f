"""A Word file brought as text: its words with the numbers of the program, and what is said about all else in it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from forum.documents.office.intake import Look, kinds, read_office_text
from forum.documents.sandbox import Limits
from tests.forum.documents.office.brought import BEGINS, MERGED, deleted, docx, inserted, odt, p, packed, run, table

FOOTNOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
COMMENTED = '<w:commentRangeStart w:id="1"/>{}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'


def shown(content):
    lines = read_office_text(content).lines
    return ["  " * (line.level - 1) + f"{line.mark} {line.text}".strip() for line in lines]


def refused(content, **how):
    with pytest.raises(ValidationError) as error, translation.override("en"):
        read_office_text(content, **how)
    return error.value.code


def told(content):
    with translation.override("en"):
        return read_office_text(content).left


def test_numbers_that_the_program_gives_by_itself_are_read_as_they_are_shown():
    body = [
        p("bahwa satu", num=1), p("di dalamnya", num=1, level=1), p("lebih dalam", num=1, level=2),
        p("bahwa dua", num=1), p("Undang-Undang", num=2), p("Peraturan", num=2),
    ]  # fmt: skip
    assert shown(docx("".join(body))) == [
        "a. bahwa satu", "  1) di dalamnya", "    • lebih dalam", "b. bahwa dua", "1. Undang-Undang", "2. Peraturan",
    ]  # fmt: skip


def test_numbers_in_words_are_counted():
    lines = read_office_text(docx(p("Membentuk Tim.", num=3) + p("Tim bertugas.", num=3))).lines
    assert [(line.mark, line.number) for line in lines] == [("", 1), ("", 2)]


def test_cells_stay_in_their_column_and_keep_their_paragraphs():
    rows = table(
        ("No", "Kedudukan", "Instansi"), ("1", f"{BEGINS}Anggota", "BI"), ("2", MERGED, p("KPI") + p("cabang"))
    )
    [found] = read_office_text(docx(rows)).lines
    assert found.look is Look.TABLE
    cells = [[" / ".join(line.text for line in cell) for cell in row] for row in found.rows]
    assert cells == [["No", "Kedudukan", "Instansi"], ["1", "Anggota", "BI"], ["2", "", "KPI / cabang"]]


def test_tracked_changes_come_in_as_accepted_and_are_told():
    content = docx(p("Biaya ", runs=deleted("dua") + inserted("tiga") + run(" juta.")))
    assert shown(content) == ["Biaya tiga juta."]
    assert told(content) == (
        "Words that were deleted with tracked changes are left out: “dua”",
        "Words that were inserted with tracked changes are taken as they are.",
    )


def test_comments_heads_and_feet_are_left_out_and_told_footnotes_stay_in_brackets():
    content = docx(
        p("Nilai", runs=FOOTNOTE) + p("", runs=COMMENTED.format(run("Dasar hukum"))),
        footnotes=f'<w:footnote w:id="2">{p("Per 2017.")}</w:footnote>',
        comments=f'<w:comment w:id="1" w:author="X">{p("Periksa lagi")}</w:comment>',
        header1=p("RAHASIA"),
        footer1=p("Halaman 1"),
    )
    assert shown(content) == ["Nilai (Per 2017.)", "Dasar hukum"]
    assert told(content) == (
        "1 comment at the edge is left out.",
        "The head and the foot of the pages are left out: “Halaman 1”; “RAHASIA”",
        "1 footnote stands in brackets behind its word.",
    )


def test_raised_numbers_stay_raised():
    assert shown(docx(p("luas 20 m", runs=run("2", look='<w:vertAlign w:val="superscript"/>')))) == ["luas 20 m²"]


def test_an_odt_is_read_alike():
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>dihapus</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
    )
    note = "<office:annotation><dc:creator>X</dc:creator><text:p>Periksa</text:p></office:annotation>"
    body = (
        f"{changes}<text:p>Menimbang{note}</text:p><text:list><text:list-item><text:p>bahwa satu</text:p>"
        "</text:list-item></text:list>"
    )
    content = odt(body, edges="<style:header><text:p>KOP SURAT</text:p></style:header>")
    assert [line.text for line in read_office_text(content).lines] == ["Menimbang", "bahwa satu"]
    assert told(content) == (
        "Words that were deleted with tracked changes are left out: “dihapus”",
        "1 comment at the edge is left out.",
        "The head and the foot of the pages are left out: “KOP SURAT”",
    )


def test_words_that_cannot_be_read_are_named():
    """A box in an old drawing, of which pandoc takes nothing."""
    boxed = (
        f"<w:r><w:object><w:unknown><w:txbxContent>{p('Di dalam kotak')}</w:txbxContent></w:unknown></w:object></w:r>"
    )
    sentences = told(docx(p("Di luar", runs=boxed)))
    assert any("Di dalam kotak" in one for one in sentences)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "content"),
        (b"Menimbang: bahwa", "content"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"{\\rtf1 Menimbang}", "content"),
        (b"PK\x03\x04 broken", "content"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "old"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"PK" + b"\0" * kinds.MOST_MB * 1024 * 1024, "size"),
        (packed({"xl/workbook.xml": "<x/>"}), "content"),
        (packed({"word/document.xml": "<x/>", "word/vbaProject.bin": b"x"}), "macros"),
        (packed({"word/document.xml": "<w:document"}), "failed"),
        (odt("<text:p>x</text:p>", manifest="<manifest:encryption-data/>"), "locked"),
        (docx(p("")), "empty"),
    ],
    ids=["none", "text", "pdf", "rtf", "damaged", "doc", "locked", "size", "xlsx", "macros", "xml", "odt", "empty"],
)  # fmt: skip
def test_whatever_else_is_brought_is_refused_with_what_can_be_done(content, code):
    assert refused(content) == code


def test_a_file_that_is_packed_small_and_large_once_unpacked_is_refused():
    bomb = packed({"word/document.xml": b"\0" * (kinds.UNPACKED_MB * 1024 * 1024 + 1)})
    assert len(bomb) < 1024 * 1024
    assert refused(bomb) == "unpacked"


def test_entities_are_not_followed():
    """Neither grown nor fetched."""
    document = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY s SYSTEM "file:///etc/passwd">]><w:document xmlns:w="'
        'http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a;&s;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    assert refused(packed({"word/document.xml": document})) == "failed"


def test_a_file_that_takes_too_long_is_given_up():
    assert refused(docx(p("x")), limits=Limits(seconds=0.001)) == "too_slow"
