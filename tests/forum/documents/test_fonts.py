import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from forum.documents import fonts, model, render
from tests.forum.documents.readers import paragraphs
from tests.forum.documents.samples import around

INDONESIA = "ꦗꦮ ᬩᬮᬶ ᮞᮥᮔ᮪ᮓ ᯅᯖᯂ᯲ ᨅᨔ"


def pdf_of(text):
    return PdfReader(io.BytesIO(render(around(model.Title(("Uji",)), model.Paragraph(text)), "pdf")))


def is_archivable(pdf):
    said = pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    return "<pdfaid:part>2</pdfaid:part>" in said and "<pdfuaid:part>1</pdfuaid:part>" in said


def embedded(pdf):
    fonts = pdf.pages[0]["/Resources"]["/Font"].values()
    return {str(font.get_object()["/BaseFont"]).split("+")[-1].removesuffix("-Identity-H") for font in fonts}


def test_typefaces_are_shipped_with_their_licences():
    assert [folder.name for folder in sorted(fonts.FOLDER.iterdir()) if any(folder.glob("*.?tf"))] == [
        "bonum",
        "dejavu",
        "noto",
    ]
    for folder in ("bonum", "dejavu", "noto"):
        assert list((fonts.FOLDER / folder).glob("*LICENSE.txt"))


def test_text_is_set_in_bookmans_twin():
    assert embedded(pdf_of("Selasa, 9 Mei 2017")) == {"TeXGyreBonum-Regular"}


def test_scripts_of_indonesia_and_symbols_have_letter_forms():
    assert fonts.without_form(f"{INDONESIA} • – ▪ ✓ → Ω Ж é ñ ā ²") == []
    pdf = pdf_of(INDONESIA)
    assert is_archivable(pdf)
    assert {"NotoSansJavanese-Regular", "NotoSansBalinese-Regular", "NotoSansBatak-Regular"} < embedded(pdf)


def test_what_no_typeface_has_is_named_once_in_the_order_of_the_text():
    assert fonts.without_form("漢字 dan 漢 👍🏽\ue000\nteks") == ["漢", "字", "👍", "\ue000"]


def test_lost_characters_are_marked_and_named_and_the_pdf_stays_archivable():
    pdf = pdf_of("rahasia 漢字 👍🏽")
    text = " ".join(pdf.pages[0].extract_text().split())
    assert "rahasia □□ □" in text
    assert "U+6F22, U+5B57, U+1F44D" in text
    assert is_archivable(pdf)


def test_nothing_is_said_where_nothing_is_lost():
    assert "Catatan" not in pdf_of("• utuh").pages[0].extract_text()


def test_office_files_keep_what_the_pdf_cannot_show():
    for format in ("docx", "odt"):
        assert paragraphs(render(around(model.Paragraph("漢字 👍🏽")), format), format)[0] == "漢字 👍🏽"


def test_invisible_characters_do_not_split_words_that_are_copied():
    assert "penyelenggaraan" in pdf_of("penye\u200blengga\u00adra\u2060an\ufeff").pages[0].extract_text()


@settings(max_examples=settings.default.max_examples * 15 // 100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.characters(exclude_categories=["M", "Cs"]), max_size=30).map(" ".join))
def test_every_text_gives_an_archivable_and_accessible_pdf(text):
    assert is_archivable(pdf_of(text))


@pytest.mark.parametrize(("text", "mm"), [("", 0), ("KESATU", 18), ("KEDUA PULUH TUJUH", 49)])
def test_width_is_that_of_the_printed_line(text, mm):
    assert round(fonts.width_mm(text)) == mm
