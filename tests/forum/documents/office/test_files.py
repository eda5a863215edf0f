"""Word and LibreOffice files: paper, widths, lines, lists, metadata."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from forum.documents import model, render
from forum.documents.office import files
from tests.forum.documents.readers import TABLE, TEXT, W, body, pages, paragraphs, part, text_of
from tests.forum.documents.samples import NOTULA, Item, around

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBERED = model.Labelled("Menimbang", (Item("a.", "bahwa satu;"), Item("b.", "bahwa dua;")))


def styles_used(content, format):
    root = body(content, format)
    if format == "docx":
        return {node.get(f"{W}val") for node in root.iter(f"{W}pStyle")}
    return {node.get("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}style-name") for node in root.iter()} - {None}


def test_word_paper_is_f4_with_the_prescribed_margins():
    section = next(body(render(NOTULA, "docx"), "docx").iter(f"{W}sectPr"))
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert [round(int(size.get(f"{W}{k}")) * 25.4 / 1440) for k in "wh"] == [215, 330]
    assert [round(int(margins.get(f"{W}{k}")) * 2.54 / 1440, 1) for k in ("top", "right", "bottom", "left")] == [
        3,
        2.5,
        2.5,
        2.5,
    ]
    assert section.find(f"{W}titlePg") is not None


def test_opendocument_paper_is_f4():
    assert 'fo:page-width="215mm"' in part(render(NOTULA, "odt"), "styles.xml").decode()


def test_font_is_bookman():
    assert "Bookman Old Style" in part(render(NOTULA, "docx"), "word/styles.xml").decode()
    assert "Bookman Old Style" in part(render(NOTULA, "odt"), "styles.xml").decode()


def test_word_tables_have_the_widths_of_their_columns_and_lines_only_where_wanted():
    root = body(
        render(around(NUMBERED, model.Table((model.Column("A", 1), model.Column("B", 2)), (("x", "y"),))), "docx"),
        "docx",
    )
    tables = list(root.iter(f"{W}tbl"))
    assert [next(t.iter(f"{W}tblStyle")).get(f"{W}val") for t in tables] == ["Layout", "Grid"]
    widths = [[round(int(c.get(f"{W}w")) * 25.4 / 1440) for c in t.iter(f"{W}gridCol")] for t in tables]
    assert widths == [[37, 5, 9, 114], [55, 110]]
    cells = [[round(int(c.get(f"{W}w")) * 25.4 / 1440) for c in t.iter(f"{W}tcW")] for t in tables]
    assert cells == [[37, 5, 9, 114] * 2, [55, 110] * 2]


def test_opendocument_cells_have_lines_only_in_grids():
    content = render(around(NUMBERED, model.Table((model.Column("A"),), (("x",),))), "odt")
    cells = [c.get(f"{TABLE}style-name") for c in body(content, "odt").iter(f"{TABLE}table-cell")]
    assert cells == ["LayoutCell"] * 8 + ["GridHeadCell", "GridCell"]


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_neighbouring_tables_stay_apart_and_labelled_parts_are_one(format):
    tables = (model.Table((model.Column("A"),), (("x",),)),) * 2
    found = render(around(NUMBERED, model.Labelled("Mengingat", (Item("1.", "UU;"),)), *tables), format)
    tag = f"{W}tbl" if format == "docx" else f"{TABLE}table"
    assert len(list(body(found, format).iter(tag))) == 3
    assert "Spacer" in styles_used(found, format)


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_every_paragraph_style_is_ours(format):
    content = render(NOTULA, format)
    name = "word/styles.xml" if format == "docx" else "styles.xml"
    reference = part(files.reference(format, around()), name).decode()
    for style in styles_used(content, format):
        if not re.fullmatch(r"[PLT]\d+", style):  # the writer's automatic ones
            assert f'"{style}"' in reference, style


@pytest.mark.parametrize(
    ("labels", "real_list"),
    [
        (("1.", "2."), True),
        (("3.", "4."), True),
        (("a.", "b."), True),
        (("a)", "b)"), True),
        (("1.", "3."), False),
        (("i.", "ii."), False),
        (("A.1", "A.2"), False),
        (("", ""), False),
    ],
)
@pytest.mark.parametrize("format", ["docx", "odt"])
def test_list_keeps_the_callers_labels(format, labels, real_list):
    content = render(around(model.Numbered(tuple(Item(label, "teks") for label in labels))), format)
    texts = [text for text in paragraphs(content, format) if text.strip()]
    assert texts == (["teks"] * 2 if real_list else [f"{label} teks".strip() for label in labels])


def test_metadata_carries_the_documents_date_and_no_other():
    core = part(render(NOTULA, "docx"), "docProps/core.xml").decode()
    meta = part(render(NOTULA, "odt"), "meta.xml").decode()
    for text in (core, meta):
        assert text.count("2017-05-09T00:00:00") == 2
        assert "Notula Rapat Koordinasi" in text
        assert "005/12/412.213/2017" in text
    with zipfile.ZipFile(io.BytesIO(render(NOTULA, "docx"))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_opendocument_starts_with_its_uncompressed_type():
    with zipfile.ZipFile(io.BytesIO(render(NOTULA, "odt"))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        listed = archive.read("META-INF/manifest.xml").decode()
        for name in archive.namelist():
            assert name == "mimetype" or name.startswith("META-INF/") or f'full-path="{name}"' in listed


def test_annex_fields_are_aligned_by_a_tab():
    header = model.AnnexHeader(("LAMPIRAN I",), (("NOMOR", "1"), ("TANGGAL", "1 Juni 2017")))
    for format in ("docx", "odt"):
        texts = paragraphs(render(around(header), format), format)
        assert texts[:3] == ["LAMPIRAN\u00a0I", "NOMOR\t: 1", "TANGGAL\t: 1\u00a0Juni 2017"]


def test_word_keeps_the_last_row_with_the_signature():
    block = model.Signatures(model.SignatureBlock("BUPATI,", "NAMA"))
    root = body(render(around(NUMBERED, block), "docx"), "docx")
    first, last = list(next(root.iter(f"{W}tbl")).iter(f"{W}tr"))
    assert not list(first.iter(f"{W}keepNext"))
    assert len(list(last.iter(f"{W}keepNext"))) == len(list(last.iter(f"{W}p")))


PAIR = model.Signatures(model.SignatureBlock("KEDUA,", "B"), model.SignatureBlock("PERTAMA,", "A"))


def test_word_keeps_all_pairs_of_signatures_together():
    content = render(around(model.Paragraph("Demikian."), PAIR, PAIR), "docx")
    known = ET.fromstring(part(content, "word/styles.xml")).iter(f"{W}style")
    kept = {style.get(f"{W}styleId") for style in known if list(style.iter(f"{W}keepNext"))}
    closing, *signed, _end = list(body(content, "docx").iter(f"{W}p"))
    assert list(closing.iter(f"{W}keepNext"))
    assert {next(node.iter(f"{W}pStyle")).get(f"{W}val") for node in signed} <= kept


TWO = (Item("1.", "satu"), Item("2.", "Demikian."))


@pytest.mark.parametrize("before", [model.Paragraph("Demikian."), model.Numbered(TWO)])
def test_opendocument_keeps_all_pairs_of_signatures_with_what_stands_above_them(before):
    root = body(render(around(before, PAIR, PAIR), "odt"), "odt")
    own = [style for style in root.iter(f"{STYLE}style") if any("keep-with-next" in k for n in style for k in n.attrib)]
    kept = {style.get(f"{STYLE}name") for style in own}
    paragraphs_ = {text_of(node): node.get(f"{TEXT}style-name") for node in root.iter(f"{TEXT}p")}
    assert paragraphs_["Demikian."] in kept
    assert paragraphs_.get("satu") not in kept
    assert {table.get(f"{TABLE}style-name") for table in root.iter(f"{TABLE}table")} <= kept


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_facts_are_not_stretched_to_both_margins(format):
    """Short names and days would have large gaps between their words; what a decree orders is stretched."""
    texts = model.KeyValues((model.KeyValue("Acara", (Item("1.", "satu", (Item("a.", "dua"),)),)),))
    root = body(render(around(texts, NUMBERED), format), format)
    attribute, tag = (f"{W}val", f"{W}pStyle") if format == "docx" else (f"{TEXT}style-name", f"{TEXT}p")
    used = [node.get(attribute) for node in root.iter(tag)]
    reference = part(files.reference(format, around()), "word/styles.xml" if format == "docx" else "styles.xml")
    style = re.search(rb'<[\w:]+style [^>]*"FactText".*', reference)[0]
    assert b'"left"' in style or b'"start"' in style
    assert used.count("CellText") + used.count("FirstText") == 2
    assert "FactText" in used


@pytest.mark.parametrize("format", ["pdf", "docx", "odt"])
def test_table_whose_words_have_no_room_side_by_side_has_smaller_letters(format):
    words = ("Permohonan", "Pengendalian", "1.250.000.000", "Perencanaan", "Kesejahteraan", "212.400.000")
    wide = model.Table(tuple(map(model.Column, words)), (words,))
    content = render(around(wide), format)
    if format == "pdf":
        assert pages(content)[0].split()[-6:] == list(words)
    else:
        assert {"GridHeadSmall", "GridTextSmall"} <= styles_used(content, format)
    few = render(around(model.Table(tuple(map(model.Column, words[:3])), (words[:3],))), "docx")
    assert not {"GridHeadSmall", "GridTextSmall"} & styles_used(few, "docx")


@pytest.mark.parametrize("format", ["pdf", "docx", "odt"])
def test_emblem_is_embedded(format):
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "gold").save(picture, "PNG")
    head = model.Letterhead(("BUPATI",), emblem=model.Image(picture.getvalue(), "Lambang"))
    content = render(around(head), format)
    if format == "pdf":
        assert b"/Image" in content
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            pictures = [name for name in archive.namelist() if Path(name).suffix == ".png"]
            assert [archive.read(name) for name in pictures] == [picture.getvalue()]
