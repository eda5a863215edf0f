"""An office's own DOCX as a template: its look is taken, its text is not, and nothing that runs, fetches or swells."""

import datetime
import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from forum.documents import Limits, render, with_template
from forum.documents.model import Column, Document, Letterhead, Metadata, Paragraph, SignatureBlock, Signatures, Table
from forum.documents.office import files
from forum.documents.office.own import Fault, TemplateError, cleaned
from forum.documents.office.template import OfficeTemplate
from tests.forum.documents.readers import W, paragraphs, part

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
HEADER = (
    f'<w:hdr xmlns:w="{W[1:-1]}" xmlns:r="{RELS}" xmlns:v="urn:v"><w:p><w:r><w:t>KOP DINAS</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>'
    '<w:r><w:pict><v:imagedata r:id="rId1"/></w:pict></w:r></w:p></w:hdr>'
)
WIRES = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
PICTURE = f'<Relationship Id="rId1" Type="{RELS}/image" Target="media/image1.png"/>'
ABOUT = Metadata("Notula", datetime.date(2017, 5, 9))
PAPER = Document(
    ABOUT,
    (
        Letterhead(("PEMERINTAH", "DINAS"), rule=True),
        Paragraph("Isi naskah"),
        Signatures(SignatureBlock("Pimpinan,", "BUDI"), SignatureBlock("Notulis,", "SRI")),
    ),
    running_head="RANCANGAN",
)


def office_file(**changes):
    """What an office uploads: a text of its own, a font, a header with a picture. `changes`: parts by name."""
    with zipfile.ZipFile(io.BytesIO(files.reference("docx", Document(ABOUT, ())))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        "<w:p/>", "<w:p><w:r><w:t>RAHASIA</w:t></w:r></w:p>"
    )
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("Bookman Old Style", "Arial")
    parts |= {"word/header2.xml": HEADER, "word/media/image1.png": PNG}
    parts["word/_rels/header2.xml.rels"] = WIRES.format(PICTURE)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | changes).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def template(*, has_letterhead=False):
    return OfficeTemplate("0" * 64, has_letterhead, cleaned(office_file()))


def test_names_that_other_programs_noted_in_the_page_do_not_spoil_the_paper():
    page = files.reference("docx", Document(ABOUT, ()))
    document = part(page, "word/document.xml").decode()
    noted = document.replace("<w:pgSz ", '<w:pgSz xmlns:tool="urn:tool" tool:Unid="8b06" ')
    assert noted != document
    own = OfficeTemplate("0" * 64, False, cleaned(office_file(**{"word/document.xml": noted})))
    content = with_template(Document(ABOUT, PAPER.blocks, template=own), Limits())
    assert "Isi naskah" in paragraphs(content, "docx")
    assert b"Unid" not in part(content, "word/document.xml")


@pytest.mark.parametrize(("margin", "width"), [(2268, 7370), (850, 10206)])
def test_tables_are_as_wide_as_the_text_of_the_offices_page(margin, width):
    """A4, with margins of its own."""
    document = part(files.reference("docx", Document(ABOUT, ())), "word/document.xml").decode()
    page = re.sub(r"<w:pgSz [^>]*>", '<w:pgSz w:w="11906" w:h="16838"/>', document)
    page = re.sub(
        r"<w:pgMar [^>]*>", f'<w:pgMar w:top="1701" w:bottom="1417" w:left="{margin}" w:right="{margin}"/>', page
    )
    own = OfficeTemplate("0" * 64, False, cleaned(office_file(**{"word/document.xml": page})))
    table = Table((Column("NO", 1), Column("URAIAN", 4)), (("1", "isi"),))
    content = with_template(Document(ABOUT, (table, *PAPER.blocks), template=own), Limits())
    tables = list(ET.fromstring(part(content, "word/document.xml")).iter(f"{W}tbl"))
    widths = [sum(int(column.get(f"{W}w")) for column in one.iter(f"{W}gridCol")) for one in tables]
    assert widths == [pytest.approx(width, abs=3)] * 2


def made(**options):
    return with_template(Document(ABOUT, PAPER.blocks, PAPER.running_head, template=template(**options)), Limits())


def test_paper_has_fonts_header_and_picture_of_the_office_and_not_its_text():
    paper = made()
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b"Arial" in parts["word/styles.xml"]
    headers = [content for name, content in parts.items() if name.startswith("word/header")]
    assert any(b"KOP DINAS" in one for one in headers)
    assert PNG in parts.values()
    assert "RAHASIA" not in "".join(content.decode("latin-1") for content in parts.values())


def test_draft_still_says_so_and_the_letterhead_stands_once():
    assert paragraphs(made(), "docx")[0] == "RANCANGAN"
    assert "PEMERINTAH" in paragraphs(made(), "docx")
    assert "PEMERINTAH" not in paragraphs(made(has_letterhead=True), "docx")


def test_styles_that_the_office_does_not_have_are_ours():
    bare = f'<w:styles xmlns:w="{W[1:-1]}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal">' + (
        '<w:name w:val="Normal"/></w:style></w:styles>'
    )
    kept = OfficeTemplate("0" * 64, has_letterhead=False, data=cleaned(office_file(**{"word/styles.xml": bare})))
    paper = with_template(Document(ABOUT, PAPER.blocks, template=kept), Limits())
    styles = ET.fromstring(part(paper, "word/styles.xml"))
    names = [one.get(f"{W}val") for one in styles.iter(f"{W}name")]
    assert {"Sign", "Layout", "Body"} <= set(names)
    assert names.count("Normal") == 1


def test_other_formats_keep_the_look_of_the_site():
    plain = Document(ABOUT, PAPER.blocks, PAPER.running_head)
    with_own = Document(ABOUT, PAPER.blocks, PAPER.running_head, template=template())
    assert render(with_own, "odt") == render(plain, "odt")
    assert render(with_own, "docx") != render(plain, "docx")
    assert repr(with_own) != repr(plain)
    assert len(repr(with_own)) < len(repr(plain)) + 200


def test_paper_is_made_whatever_has_become_of_the_template():
    broken = OfficeTemplate("0" * 64, has_letterhead=False, data=b"PK broken")
    plain = Document(ABOUT, PAPER.blocks, PAPER.running_head)
    assert render(Document(ABOUT, PAPER.blocks, PAPER.running_head, template=broken), "docx") == render(plain, "docx")


def bomb():
    return office_file(**{"word/filler.xml": " " * 21_000_000})


OUTSIDE = f'<Relationship Id="rId1" Type="{RELS}/image" Target="https://contoh.id/a.png" TargetMode="External"/>'
CHUNK = f'<Relationship Id="rId1" Type="{RELS}/aFChunk" Target="media/image1.png"/>'
UP = f'<Relationship Id="rId1" Type="{RELS}/image" Target="../../etc/passwd"/>'
ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]>'
TYPES = "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"
HOSTILE = {
    "no package": (lambda: b"%PDF-1.7", Fault.NO_DOCX),
    "cut off": (lambda: office_file()[:900], Fault.NO_DOCX),
    "no document": (lambda: office_file(**{"word/document.xml": "<x/>"}), Fault.NO_DOCX),
    "broken styles": (lambda: office_file(**{"word/styles.xml": "<w:styles"}), Fault.NO_DOCX),
    "other words": (lambda: office_file(**{"word/styles.xml": "<styles/>"}), Fault.NO_DOCX),
    "in UTF-16": (lambda: office_file(**{"word/styles.xml": "<a/>".encode("utf-16")}), Fault.NO_DOCX),
    "bomb": (bomb, Fault.TOO_LARGE),
    "macro": (lambda: office_file(**{"word/vbaProject.bin": b"x"}), Fault.MACROS),
    "macro by its type": (lambda: office_file(**{"[Content_Types].xml": TYPES}), Fault.MACROS),
    "embedded program": (lambda: office_file(**{"word/embeddings/oleObject1.bin": b"x"}), Fault.MACROS),
    "entities": (lambda: office_file(**{"word/header2.xml": ENTITY + HEADER}), Fault.OUTSIDE),
    "picture elsewhere": (lambda: office_file(**{"word/_rels/header2.xml.rels": WIRES.format(OUTSIDE)}), Fault.OUTSIDE),
    "chunk of another file": (
        lambda: office_file(**{"word/_rels/header2.xml.rels": WIRES.format(CHUNK)}),
        Fault.OUTSIDE,
    ),
    "file of the server": (lambda: office_file(**{"word/_rels/header2.xml.rels": WIRES.format(UP)}), Fault.OUTSIDE),
    "no picture": (lambda: office_file(**{"word/media/image1.png": b"<svg/>"}), Fault.PICTURE),
    "field that fetches": (
        lambda: office_file(**{"word/header2.xml": HEADER.replace("PAGE", 'INCLUDEPICTURE "https://x"')}),
        Fault.FIELDS,
    ),
    "field that runs": (
        lambda: office_file(**{"word/header2.xml": HEADER.replace("PAGE", "DDEAUTO cmd")}),
        Fault.FIELDS,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_the_reason(name):
    build, fault = HOSTILE[name]
    with pytest.raises(TemplateError) as refused:
        cleaned(build())
    assert refused.value.fault == fault
