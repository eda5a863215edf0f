"""Last touches on an ODT that pandoc made: table geometry and lines, list indents, metadata."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from forum.documents import model
from forum.documents.model import Metadata
from forum.documents.pandoc.writer import TableSpec
from forum.models.typed.bullets import BULLET

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    **{prefix: f"{_OASIS}{name}:1.0" for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"), ("number", "datastyle"),
    )},
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}  # fmt: skip
LIST_STEP_MM = 9
CELLS = {
    "LayoutCell": {"fo:padding": "0mm", "fo:border": "none"},
    "GridCell": {
        "fo:padding": "1mm",
        "fo:padding-left": "2mm",
        "fo:padding-right": "2mm",
        "fo:border": "0.5pt solid #000000",
    },
    "GridHeadCell": {
        "fo:padding": "1mm",
        "fo:padding-left": "2mm",
        "fo:padding-right": "2mm",
        "fo:border": "0.5pt solid #000000",
        "style:vertical-align": "middle",
    },
}
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = XML + '<manifest:manifest xmlns:manifest="{uri}" manifest:version="1.3">{entries}</manifest:manifest>'
MEDIA_TYPES = {"": "application/vnd.oasis.opendocument.text", ".png": "image/png", ".jpg": "image/jpeg"}
ENTRY = '<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{type}"/>'
META = (
    XML + '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    ' office:version="1.3"><office:meta><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "<dc:identifier>{identifier}</dc:identifier>{keywords}<dc:language>{language}</dc:language>"
    "<meta:creation-date>{date}T00:00:00</meta:creation-date><dc:date>{date}T00:00:00</dc:date>"
    "</office:meta></office:document-meta>"
)


def finish(parts: dict[str, bytes], metadata: Metadata, tables: tuple[TableSpec, ...]) -> None:
    for prefix, uri in _PREFIXES.items():
        ET.register_namespace(prefix, uri)
    root = ET.fromstring(parts["content.xml"])  # noqa: S314 (pandoc's own output, which has no DTD)
    styles = next(root.iter(_q("office:automatic-styles")))
    _add_cell_styles(styles)
    named = {style.get(_q("style:name"), ""): style for style in styles}
    for table, spec in zip(root.iter(_q("table:table")), tables, strict=True):
        _lay_out(table, spec, named)
    _complete_levels(next(root.iter(_q("office:body"))), named)
    _keep_with_signature(next(root.iter(_q("office:text"))), styles)
    for level in (*styles.iter(_q("text:list-level-style-number")), *styles.iter(_q("text:list-level-style-bullet"))):
        _indent(level)
    parts["content.xml"] = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    parts["meta.xml"] = _meta(metadata)
    parts["META-INF/manifest.xml"] = _manifest(parts)


def _manifest(parts: dict[str, bytes]) -> bytes:
    """Written anew: LibreOffice refuses a package whose list it finds wanting."""
    paths = ["/", *sorted(name for name in parts if name != "mimetype" and not name.startswith("META-INF/"))]
    types = {path: MEDIA_TYPES.get(PurePosixPath(path).suffix, "text/xml") for path in paths}
    entries = "".join(ENTRY.format(path=quoteattr(path)[1:-1], type=kind) for path, kind in types.items())
    return MANIFEST.format(uri=f"{_OASIS}manifest:1.0", entries=entries).encode()


def _meta(metadata: Metadata) -> bytes:
    names = ("title", "author", "identifier", "language")
    values = {name: escape(model.clean(getattr(metadata, name))) for name in names}
    keywords = (f"<meta:keyword>{escape(model.clean(word))}</meta:keyword>" for word in metadata.keywords)
    values["keywords"] = "".join(keywords)
    return META.format(date=metadata.date.isoformat(), **values).encode()


def _q(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


def _add(parent: ET.Element, name: str, attributes: dict[str, str]) -> ET.Element:
    return ET.SubElement(parent, _q(name), {_q(key): value for key, value in attributes.items()})


def _add_cell_styles(styles: ET.Element) -> None:
    for name, properties in CELLS.items():
        style = _add(styles, "style:style", {"style:name": name, "style:family": "table-cell"})
        _add(style, "style:table-cell-properties", properties)
    row = _add(styles, "style:style", {"style:name": "WholeRow", "style:family": "table-row"})
    _add(row, "style:table-row-properties", {"fo:keep-together": "always"})


def _lay_out(table: ET.Element, spec: TableSpec, styles: dict[str, ET.Element]) -> None:
    of = _q("table:style-name")
    whole = {"style:width": f"{sum(spec.widths):.2f}mm", "table:align": "left"}
    if spec.style == "Layout" and len(spec.widths) == 2:
        whole["fo:keep-with-next"] = "always"  # several pairs of signatures stay together
    _style(styles, table.get(of, ""), "table", whole)
    for column, width in zip(table.iter(_q("table:table-column")), spec.widths, strict=True):
        _style(styles, column.get(of, ""), "table-column", {"style:column-width": f"{width:.2f}mm"})
    head = table.find(_q("table:table-header-rows"))
    in_head = set(head.iter(_q("table:table-cell"))) if head is not None else set()
    for cell in table.iter(_q("table:table-cell")):
        cell.set(of, f"{spec.style}{'Head' if cell in in_head else ''}Cell")
    if spec.style == "Grid" or len(spec.widths) == 2:
        for row in table.iter(_q("table:table-row")):
            row.set(of, "WholeRow")


def _style(styles: dict[str, ET.Element], name: str, family: str, properties: dict[str, str]) -> None:
    style = styles[name]
    style.clear()
    style.attrib.update({_q("style:name"): name, _q("style:family"): family})
    _add(style, f"style:{family}-properties", properties)


def _keep_with_signature(text: ET.Element, styles: ET.Element) -> None:
    """What stands before a signature goes to the next page with it, so that no page holds a signature alone."""
    for before, after in pairwise(list(text)):
        if after.get(_q("text:style-name")) == "SignGap":
            paragraphs = [] if before.tag == _q("table:table") else list(before.iter(_q("text:p")))
            for last in paragraphs[-1:]:
                last.set(_q("text:style-name"), _kept(last.get(_q("text:style-name"), ""), styles))
            if before.tag == _q("table:table"):
                _keep(before.get(_q("table:style-name"), ""), "table", styles)


def _kept(name: str, styles: ET.Element) -> str:
    """Another style with that of a paragraph as its parent, or a copy of one that was made for it alone."""
    kept = f"{name}Kept"
    own = next((style for style in styles if style.get(_q("style:name")) == name), None)
    if own is not None:
        styles.append(deepcopy(own))
        styles[-1].set(_q("style:name"), kept)
    elif all(style.get(_q("style:name")) != kept for style in styles):
        about = {"style:name": kept, "style:family": "paragraph", "style:parent-style-name": name}
        _add(styles, "style:style", about)
    _keep(kept, "paragraph", styles)
    return kept


def _keep(name: str, family: str, styles: ET.Element) -> None:
    style = next(style for style in styles if style.get(_q("style:name")) == name)
    properties = style.find(_q(f"style:{family}-properties"))
    if properties is None:
        properties = ET.Element(_q(f"style:{family}-properties"))
        style.insert(0, properties)
    properties.set(_q("fo:keep-with-next"), "always")


def _complete_levels(parent: ET.Element, styles: dict[str, ET.Element], depth: int = 0, style: str = "") -> None:
    """Pandoc counts levels anew inside a list of another kind; without its level, a list has no numbers."""
    for child in parent:
        if child.tag != _q("text:list"):
            _complete_levels(child, styles, depth, style)
            continue
        name, level = child.get(_q("text:style-name"), style), str(depth + 1)
        if not any(one.get(_q("text:level")) == level for one in styles[name]):
            added = deepcopy(styles[name][0])
            added.set(_q("text:level"), level)
            styles[name].append(added)
        _complete_levels(child, styles, depth + 1, name)


def _indent(level: ET.Element) -> None:
    """Numbers and bullets hang in a column as wide as the decree's own. One bullet for all levels, as in the PDF."""
    if _q("text:bullet-char") in level.attrib:
        level.set(_q("text:bullet-char"), BULLET)
        level.attrib.pop(_q("style:num-suffix"), None)
    left = f"{int(level.get(_q('text:level'), '1')) * LIST_STEP_MM}mm"
    for properties in level.iter(_q("style:list-level-properties")):
        properties.attrib.pop(_q("fo:text-align"), None)
    for alignment in level.iter(_q("style:list-level-label-alignment")):
        alignment.set(_q("text:list-tab-stop-position"), left)
        alignment.set(_q("fo:margin-left"), left)
        alignment.set(_q("fo:text-indent"), f"-{LIST_STEP_MM}mm")
