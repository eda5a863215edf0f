"""The zip side of DOCX and ODT: reference files from our own XML, and what pandoc's writers cannot be told.

That is exact column widths, lines or none around tables, tab characters and fixed dates.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from forum.documents import model
from forum.documents.model import Metadata
from forum.documents.office import docx, odt, own
from forum.documents.office.packing import pack
from forum.documents.pandoc.writer import TableSpec

SOURCES = Path(__file__).with_name("reference")
ODT_TYPE = b"application/vnd.oasis.opendocument.text"

# Source file by name in the package; two have names that tools treat specially.
_DOCX = {
    "[Content_Types].xml": "docx/content_types.xml",
    "_rels/.rels": "docx/_rels/package.rels",
    **{f"word/{name}": f"docx/word/{name}" for name in (
        "document.xml", "styles.xml", "settings.xml", "fontTable.xml", "header1.xml", "header2.xml",
        "_rels/document.xml.rels",
    )},
}  # fmt: skip
_ODT = {name: f"odt/{name}" for name in ("content.xml", "styles.xml", "META-INF/manifest.xml")}

Finish = Callable[[dict[str, bytes], Metadata, tuple[TableSpec, ...]], None]
_FINISH: dict[str, Finish] = {"docx": docx.finish, "odt": odt.finish}


# F4, A4, and F4 turned; letters in tables with lines, in half points and points.
_UPRIGHT = {
    "docx_page": 'w:w="12189" w:h="18709"',
    "docx_margins": 'w:top="1701" w:right="1417" w:bottom="1417" w:left="1417"',
    "docx_grid": "24",
    "odt_page": 'fo:page-width="215mm" fo:page-height="330mm" style:print-orientation="portrait" fo:margin-top="15mm"'
    ' fo:margin-bottom="25mm" fo:margin-left="25mm" fo:margin-right="25mm"',
    "odt_grid": "12pt",
}
_A4 = {
    **_UPRIGHT,
    "docx_page": 'w:w="11906" w:h="16838"',
    "docx_margins": 'w:top="1701" w:right="1276" w:bottom="1417" w:left="1276"',
    "odt_page": 'fo:page-width="210mm" fo:page-height="297mm" style:print-orientation="portrait" fo:margin-top="15mm"'
    ' fo:margin-bottom="25mm" fo:margin-left="22.5mm" fo:margin-right="22.5mm"',
}
_TURNED = {
    "docx_page": 'w:w="18709" w:h="12189" w:orient="landscape"',
    "docx_margins": 'w:top="1417" w:right="1134" w:bottom="1134" w:left="1134"',
    "docx_grid": "17",
    "odt_page": 'fo:page-width="330mm" fo:page-height="215mm" style:print-orientation="landscape" fo:margin-top="10mm"'
    ' fo:margin-bottom="20mm" fo:margin-left="20mm" fo:margin-right="20mm"',
    "odt_grid": "8.5pt",
}


def reference(format: str, document: model.Document) -> bytes:
    """A file with our styles, paper and headers, for pandoc to copy them from; or the office's own."""
    if document.template is not None:
        return own.reference_from(document.template.data, (SOURCES / "docx/word/styles.xml").read_text("utf-8"))
    sources = _DOCX if format == "docx" else _ODT
    paper = _TURNED if document.landscape else _A4 if document.paper == "a4" else _UPRIGHT
    head = escape(" ".join(model.clean(document.running_head).split()))
    parts = {} if format == "docx" else {"mimetype": ODT_TYPE}
    for name, source in sources.items():
        text = (SOURCES / source).read_text(encoding="utf-8")
        parts[name] = Template(text).substitute(running_head=head, **paper).encode()
    return pack(parts)


def finish(content: bytes, format: str, metadata: Metadata, tables: tuple[TableSpec, ...]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    _FINISH[format](parts, metadata, tables)
    return pack(parts)
