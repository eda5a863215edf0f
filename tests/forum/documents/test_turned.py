"""Turned paper for wide tables, and words struck out, in all three formats."""

import datetime
import io

import pypdf
import pytest

from forum.documents import render
from forum.documents.model import Column, Document, KeyValue, KeyValues, Metadata, Run, Table
from tests.forum.documents.readers import W, body, part

STRUCK = (Run("lama", strike=True), Run("baru", underline=True))
BLOCKS = (
    KeyValues((KeyValue.of("Keadaan", "hari ini"),)),
    Table((Column("NO", 1), Column("URAIAN", 4)), (("1", STRUCK),)),
)


def turned(**fields):
    return Document(Metadata("Matriks", datetime.date(2017, 5, 9)), BLOCKS, landscape=True, **fields)


@pytest.fixture(scope="module")
def made():
    return {file_format: render(turned(), file_format) for file_format in ("docx", "odt", "pdf")}


def test_word_turns_the_paper_and_widens_its_tables(made):
    root = body(made["docx"], "docx")
    size = next(root.iter(f"{W}pgSz"))
    assert (size.get(f"{W}orient"), int(size.get(f"{W}w")) > int(size.get(f"{W}h"))) == ("landscape", True)
    widths = [sum(int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")) for table in root.iter(f"{W}tbl")]
    assert widths == [pytest.approx(290 / 25.4 * 1440, abs=3)] * 2
    assert [el.tag for el in root.iter(f"{W}strike")] == [f"{W}strike"]


def test_opendocument_turns_the_paper_and_strikes_out(made):
    assert 'style:print-orientation="landscape"' in part(made["odt"], "styles.xml").decode()
    assert "line-through" in part(made["odt"], "content.xml").decode()


def test_pdf_turns_the_paper(made):
    box = pypdf.PdfReader(io.BytesIO(made["pdf"])).pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (330, 215)


def test_upright_paper_stays_upright():
    document = Document(Metadata("Surat", datetime.date(2017, 5, 9)), BLOCKS)
    assert 'w:orient="landscape"' not in part(render(document, "docx"), "word/document.xml").decode()
    assert 'style:print-orientation="portrait"' in part(render(document, "odt"), "styles.xml").decode()
