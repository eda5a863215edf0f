"""The PDF: paper, tags, archivable form, fonts."""

import io

import pytest
from pypdf import PdfReader

from forum.documents import font_in_use, fonts, model, render
from tests.forum.documents.readers import pages
from tests.forum.documents.samples import NOTULA, around


def reader(document):
    return PdfReader(io.BytesIO(render(document, "pdf")))


def standards(pdf):
    return pdf.trailer["/Root"]["/Metadata"].get_data().decode()


def embedded(pdf):
    return {str(font["/BaseFont"]).split("+")[-1] for page in pdf.pages for font in _fonts(page)}


def _fonts(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


@pytest.fixture
def without_bookman(monkeypatch):
    monkeypatch.setattr(fonts, "PREFERRED", ())
    fonts.chosen.cache_clear()
    yield
    fonts.chosen.cache_clear()


def test_paper_is_f4():
    box = reader(NOTULA).pages[0].mediabox
    assert [round(float(side) * 25.4 / 72) for side in (box.width, box.height)] == [215, 330]


def test_pdf_is_tagged_indonesian_accessible_and_archivable():
    pdf = reader(NOTULA)
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert "<pdfaid:part>2</pdfaid:part>" in standards(pdf)
    assert "<pdfuaid:part>1</pdfuaid:part>" in standards(pdf)
    assert pdf.metadata.title == "Notula Rapat Koordinasi"
    assert pdf.metadata.creation_date.date() == NOTULA.metadata.date


def test_characters_without_a_glyph_give_a_plain_tagged_pdf():
    pdf = reader(around(model.Paragraph("rahasia 漢字")))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" not in standards(pdf)


def test_font_is_the_one_that_is_said():
    assert any(font_in_use().replace(" ", "") in name.replace("-", "") for name in embedded(reader(NOTULA)))


def test_serif_of_the_wheel_stands_in_where_bookman_is_absent(without_bookman):
    assert font_in_use() == "Libertinus Serif"
    pdf = reader(NOTULA)
    assert all(name.startswith("LibertinusSerif") for name in embedded(pdf))
    assert "Selasa, 9 Mei 2017" in pdf.pages[0].extract_text()


@pytest.mark.parametrize("lines", range(46, 62, 3))
def test_signature_never_stands_alone_on_a_page(lines):
    filling = model.Numbered(tuple(model.Item(f"{n}.", "baris") for n in range(1, lines)))
    last = model.Labelled("KEEMPAT", (model.Item("", "Keputusan ini mulai berlaku."),))
    signed = model.Signatures(model.SignatureBlock("BUPATI,", "NAMA"))
    (page,) = (text for text in pages(render(around(filling, last, signed), "pdf")) if "NAMA" in text)
    assert "mulai berlaku" in page
    assert "BUPATI," in page
