"""Last touches on a DOCX that pandoc made: table geometry, rows that stay whole, tabs, metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from forum.documents import model
from forum.documents.model import Metadata
from forum.documents.pandoc.writer import TableSpec
from forum.models.typed.bullets import BULLET

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PREFIXES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
TWIPS_PER_MM = 1440 / 25.4
LIST_STEP_MM = 9
CORE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "<dc:identifier>{identifier}</dc:identifier><cp:keywords>{keywords}</cp:keywords><dc:language>{language}</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:modified></cp:coreProperties>'
)


def finish(parts: dict[str, bytes], metadata: Metadata, tables: tuple[TableSpec, ...]) -> None:
    for prefix, uri in _PREFIXES.items():
        ET.register_namespace(prefix, uri)
    body = ET.fromstring(parts["word/document.xml"])  # noqa: S314 (pandoc's own output, which has no DTD)
    room = _room_mm(body)
    for table, spec in zip(body.iter(_w("tbl")), tables, strict=True):
        _lay_out(table, _fitted(spec, room))
    for run in body.iter(_w("r")):
        _split_tabs(run)
    _keep_with_signature(next(body.iter(_w("body"))))
    parts["word/document.xml"] = _serialised(body)
    parts["word/numbering.xml"] = _renumbered(parts["word/numbering.xml"])
    parts["docProps/core.xml"] = _core(metadata)


def _core(metadata: Metadata) -> bytes:
    names = ("title", "author", "identifier", "language")
    values = {name: escape(model.clean(getattr(metadata, name))) for name in names}
    values["keywords"] = escape(model.clean(", ".join(metadata.keywords)))
    return CORE.format(date=metadata.date.isoformat(), **values).encode()


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _serialised(root: ET.Element) -> bytes:
    return ET.tostring(root, encoding="UTF-8", xml_declaration=True)


def _twips(mm: float) -> str:
    return str(round(mm * TWIPS_PER_MM))


def _room_mm(body: ET.Element) -> float:
    """Between the margins of the paper, which may be an office's own; 0 where it does not tell."""
    size, margins = next(body.iter(_w("pgSz")), None), next(body.iter(_w("pgMar")), None)
    if size is None or margins is None:
        return 0
    sides = sum(abs(float(margins.get(_w(name), 0))) for name in ("left", "right", "gutter"))
    return (float(size.get(_w("w"), 0)) - sides) / TWIPS_PER_MM


def _fitted(spec: TableSpec, room: float) -> TableSpec:
    """As wide as the text beside it."""
    total = sum(spec.widths)
    if room <= 0 or abs(room - total) < 1:
        return spec
    return replace(spec, widths=tuple(width * room / total for width in spec.widths))


def _lay_out(table: ET.Element, spec: TableSpec) -> None:
    properties = _child(table, "tblPr")
    _set(properties, "tblW", type="dxa", w=_twips(sum(spec.widths)))
    for column, width in zip(table.iter(_w("gridCol")), spec.widths, strict=True):
        column.set(_w("w"), _twips(width))
    whole = spec.style == "Grid" or len(spec.widths) == 2
    for row in table.iter(_w("tr")):
        _lay_out_row(row, spec.widths, whole=whole)


def _lay_out_row(row: ET.Element, widths: tuple[float, ...], *, whole: bool) -> None:
    """Word trusts the cells' own widths more than the grid; `whole` rows do not break across pages."""
    at = 0
    for cell in row.findall(_w("tc")):
        properties = _child(cell, "tcPr")
        span = next((int(s.get(_w("val"), "1")) for s in properties.iter(_w("gridSpan"))), 1)
        properties.insert(0, ET.Element(_w("tcW"), {_w("w"): _twips(sum(widths[at : at + span])), _w("type"): "dxa"}))
        at += span
        if row.find(f"{_w('trPr')}/{_w('tblHeader')}") is not None:
            properties.append(ET.Element(_w("vAlign"), {_w("val"): "center"}))
    if whole:
        _child(row, "trPr").insert(0, ET.Element(_w("cantSplit")))


def _keep_with_signature(body: ET.Element) -> None:
    """What stands before a signature goes to the next page with it, so that no page holds a signature alone."""
    for before, after in pairwise(list(body)):
        style = next((s.get(_w("val")) for s in after.findall(f"{_w('pPr')}/{_w('pStyle')}")), "")
        if style == "SignGap":
            last = before.findall(_w("tr"))[-1] if before.tag == _w("tbl") else before
            for paragraph in [last] if last.tag == _w("p") else list(last.iter(_w("p"))):
                properties = _child(paragraph, "pPr")
                properties.insert(len(properties.findall(_w("pStyle"))), ET.Element(_w("keepNext")))


def _child(parent: ET.Element, name: str) -> ET.Element:
    found = parent.find(_w(name))
    if found is None:
        found = ET.Element(_w(name))
        parent.insert(0, found)
    return found


def _set(parent: ET.Element, name: str, **attributes: str) -> None:
    element = _child(parent, name)
    for key, value in attributes.items():
        element.set(_w(key), value)


def _split_tabs(run: ET.Element) -> None:
    """Only annex headers and letters have tabs: a tab is an element of its own in Word."""
    for text in run.findall(_w("t")):
        if "\t" in (text.text or ""):
            at = list(run).index(text)
            run.remove(text)
            for offset, piece in enumerate(_pieces(text.text or "")):
                run.insert(at + offset, piece)


def _pieces(text: str) -> Iterator[ET.Element]:
    for at, part in enumerate(text.split("\t")):
        if at:
            yield ET.Element(_w("tab"))
        element = ET.Element(_w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        element.text = part
        yield element


def _renumbered(numbering: bytes) -> bytes:
    """List numbers and bullets hang in a column as wide as the decree's own."""
    root = ET.fromstring(numbering)  # noqa: S314
    for level in root.iter(_w("lvl")):
        _write_bullet(level)
        depth = int(level.get(_w("ilvl"), "0"))
        left = _twips((depth + 1) * LIST_STEP_MM)
        for tab in level.iter(_w("tab")):
            tab.set(_w("pos"), left)
        for indent in level.iter(_w("ind")):
            indent.set(_w("left"), left)
            indent.set(_w("hanging"), _twips(LIST_STEP_MM))
    return _serialised(root)


def _write_bullet(level: ET.Element) -> None:
    """Pandoc's bullets are places in the Symbol font, which other programs show as nothing; ours are characters."""
    text, looks = level.find(_w("lvlText")), level.find(_w("rPr"))
    if looks is not None and looks.find(_w("rFonts")) is not None and text is not None:
        text.set(_w("val"), BULLET)
        level.remove(looks)
