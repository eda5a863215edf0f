"""The PDF: paper, tags, archivable form, fonts."""

import io

import pytest
from pypdf import PdfReader

from forum.documents import model, render
from tests.forum.documents.readers import pages
from tests.forum.documents.samples import NOTULA, around


def reader(document):
    return PdfReader(io.BytesIO(render(document, "pdf")))


def standards(pdf):
    return pdf.trailer["/Root"]["/Metadata"].get_data().decode()


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


def test_pdf_that_cannot_be_archivable_says_so():
    """Its first heading is none of the first level, which PDF/UA refuses."""
    pdf = reader(around(model.Heading("Peserta")))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" not in standards(pdf)
    assert "tidak memenuhi PDF/A-2b dan PDF/UA-1" in pdf.pages[0].extract_text()


@pytest.mark.parametrize("title", ["", "\x00"])
def test_document_without_a_title_is_accessible_all_the_same(title):
    assert "pdfuaid:part" in standards(reader(around(model.Title((title,)), model.Paragraph("isi"), title=title)))


@pytest.mark.parametrize("lines", range(46, 62, 3))
def test_signature_never_stands_alone_on_a_page(lines):
    filling = model.Numbered(tuple(model.Item(f"{n}.", "baris") for n in range(1, lines)))
    last = model.Labelled("KEEMPAT", (model.Item("", "Keputusan ini mulai berlaku."),))
    signed = model.Signatures(model.SignatureBlock("BUPATI,", "NAMA"))
    (page,) = (text for text in pages(render(around(filling, last, signed), "pdf")) if "NAMA" in text)
    assert "mulai berlaku" in page
    assert "BUPATI," in page
