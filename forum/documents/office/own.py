"""An office's own DOCX as a template: of it are taken styles, page, headers and footers with their pictures; no text.

What could run, fetch or swell is refused where it is uploaded. What is kept is a package that we wrote ourselves.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum
from posixpath import basename
from xml.etree import ElementTree as ET

from forum.documents.office.docx import W
from forum.documents.office.packing import pack

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = R + "/"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 5_000_000, 20_000_000, 500
MOST_KEPT = 2_000_000
THEME = "word/theme/theme1.xml"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME", "TITLE", "AUTHOR", "STYLEREF"}
_SWITCHES = {"MERGEFORMAT", "CHARFORMAT", "ARABIC", "ROMAN", "YYYY", "MMM", "MMMM", "DDD", "DDDD"}
_LIVE = re.compile(r"vbaProject|vbaData|activeX|embeddings/|\.(?:bin|exe|js|vbs|dotm|docm)$", re.IGNORECASE)
_STYLE = re.compile(r"<w:style .*?</w:style>", re.DOTALL)
_PARTS = {"header": "header+xml", "footer": "footer+xml"}


class Fault(StrEnum):
    NO_DOCX = "no_docx"
    TOO_LARGE = "too_large"
    MACROS = "macros"
    OUTSIDE = "outside"
    FIELDS = "fields"
    PICTURE = "picture"


class TemplateError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def cleaned(upload: bytes) -> bytes:
    """The package that is kept. Raises TemplateError."""
    try:
        parts = _unpacked(upload)
        made = _rewritten(parts)
    except (KeyError, ET.ParseError, UnicodeDecodeError, StopIteration) as error:
        raise TemplateError(Fault.NO_DOCX) from error
    kept = pack(made)
    if len(kept) > MOST_KEPT:
        raise TemplateError(Fault.TOO_LARGE)
    return kept


def _unpacked(upload: bytes) -> dict[str, bytes]:
    """Sizes are those in the list of contents; what unpacks to more than it says is no package."""
    try:
        with zipfile.ZipFile(io.BytesIO(upload)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > MOST_UNPACKED:
                raise TemplateError(Fault.TOO_LARGE)
            if any(_LIVE.search(one.filename) for one in entries):
                raise TemplateError(Fault.MACROS)
            return {one.filename: archive.read(one) for one in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        raise TemplateError(Fault.NO_DOCX) from error


def _rewritten(parts: dict[str, bytes]) -> dict[str, bytes]:
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        raise TemplateError(Fault.MACROS)
    if not _parsed(parts["word/styles.xml"]).tag == f"{{{W}}}styles" or b"</w:styles>" not in parts["word/styles.xml"]:
        raise TemplateError(Fault.NO_DOCX)
    section = _section(parts["word/document.xml"])
    made = {"word/styles.xml": parts["word/styles.xml"]}
    relations = _relations(parts.get("word/_rels/document.xml.rels", b""))
    wired: list[tuple[str, str, str]] = []
    for reference in [one for one in section if one.get(f"{{{R}}}id")]:
        key = reference.get(f"{{{R}}}id", "")
        kind, target = relations[key]
        if kind not in _PARTS:
            raise TemplateError(Fault.OUTSIDE)
        wired.append((key, kind, target))
        made |= _frame(parts, target)
    if THEME in parts:
        _parsed(parts[THEME])
        made[THEME] = parts[THEME]
        wired.append(("rIdTheme", "theme", THEME.removeprefix("word/")))
    made["word/document.xml"] = _document(section)
    made["word/_rels/document.xml.rels"] = _wiring([("rIdStyles", "styles", "styles.xml"), *wired])
    made["_rels/.rels"] = _wiring([("rId1", "officeDocument", "word/document.xml")])
    made["[Content_Types].xml"] = _types(wired)
    return made


def _parsed(xml: bytes) -> ET.Element:
    """Without declarations of its own: they could swell or fetch."""
    text = xml.decode("utf-8-sig")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise TemplateError(Fault.OUTSIDE)
    return ET.fromstring(text.encode())  # noqa: S314 (no declarations, and of a limited size)


def _section(document: bytes) -> ET.Element:
    """Page and margins of the last section, with its headers and footers."""
    body = _parsed(document).find(f"{{{W}}}body")
    if body is None:
        raise TemplateError(Fault.NO_DOCX)
    sections = body.findall(f"{{{W}}}sectPr")
    return _of_word_alone(sections[-1]) if sections else ET.Element(f"{{{W}}}sectPr")


def _of_word_alone(section: ET.Element) -> ET.Element:
    """Without what other programs noted in it under names of their own: the paper does not know those names."""
    for parent in section.iter():
        for name in [name for name in parent.attrib if not name.startswith((f"{{{W}}}", f"{{{R}}}"))]:
            del parent.attrib[name]
        for child in [child for child in parent if not child.tag.startswith(f"{{{W}}}")]:
            parent.remove(child)
    return section


def _relations(rels: bytes) -> dict[str, tuple[str, str]]:
    """Kind and target of what is inside the package, by key."""
    if not rels:
        return {}
    inside = (one for one in _parsed(rels) if one.get("TargetMode") != "External")
    return {one.get("Id", ""): (one.get("Type", "").removeprefix(_KINDS), one.get("Target", "")) for one in inside}


def _frame(parts: dict[str, bytes], target: str) -> dict[str, bytes]:
    """A header or footer with its pictures. Its bytes stay: Word minds every prefix that it declares."""
    if target != basename(target):
        raise TemplateError(Fault.OUTSIDE)
    root = _parsed(parts[f"word/{target}"])
    _require_plain_fields(root)
    rels = parts.get(f"word/_rels/{target}.rels", b"")
    relations = _relations(rels)
    named = {value for one in root.iter() for name, value in one.attrib.items() if name.startswith(f"{{{R}}}")}
    if not named <= set(relations):
        raise TemplateError(Fault.OUTSIDE)  # it points out of the package, or nowhere
    made = {f"word/{target}": parts[f"word/{target}"]}
    used = [(key, *relations[key]) for key in sorted(named)]
    for _key, kind, name in used:
        if kind != "image" or not name.startswith("media/") or name != f"media/{basename(name)}":
            raise TemplateError(Fault.OUTSIDE)
        made[f"word/{name}"] = _picture(parts[f"word/{name}"])
    return {**made, f"word/_rels/{target}.rels": _wiring(used)} if used else made


def _require_plain_fields(root: ET.Element) -> None:
    """Page numbers, dates and the like; nothing that brings in another file or starts a program."""
    typed = "".join(one.text or "" for one in root.iter(f"{{{W}}}instrText"))
    simple = [one.get(f"{{{W}}}instr", "") for one in root.iter(f"{{{W}}}fldSimple")]
    words = {word for text in (typed, *simple) for word in re.findall(r"[A-Z]{3,}", text.upper())}
    if not words <= _FIELDS | _SWITCHES:
        raise TemplateError(Fault.FIELDS)


def _picture(content: bytes) -> bytes:
    if not content.startswith(_PICTURES):
        raise TemplateError(Fault.PICTURE)
    return content


def _document(section: ET.Element) -> bytes:
    ET.register_namespace("w", W)
    ET.register_namespace("r", R)
    document = ET.Element(f"{{{W}}}document")
    body = ET.SubElement(document, f"{{{W}}}body")
    ET.SubElement(body, f"{{{W}}}p")
    body.append(section)
    return ET.tostring(document, encoding="UTF-8", xml_declaration=True)


def _wiring(relations: list[tuple[str, str, str]]) -> bytes:
    root = ET.Element("Relationships", {"xmlns": _RELS})
    for key, kind, target in dict.fromkeys(relations):
        ET.SubElement(root, "Relationship", {"Id": key, "Type": _KINDS + kind, "Target": target})
    return ET.tostring(root, encoding="UTF-8", xml_declaration=True)


def _types(wired: list[tuple[str, str, str]]) -> bytes:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    root = ET.Element("Types", {"xmlns": "http://schemas.openxmlformats.org/package/2006/content-types"})
    kinds = {"xml": "application/xml", "rels": "application/vnd.openxmlformats-package.relationships+xml"}
    kinds |= {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg"}
    for extension, kind in kinds.items():
        ET.SubElement(root, "Default", {"Extension": extension, "ContentType": kind})
    parts = {"document.xml": word + "document.main+xml", "styles.xml": word + "styles+xml"}
    parts |= {target: word + _PARTS[kind] for _key, kind, target in wired if kind in _PARTS}
    parts |= {
        target: "application/vnd.openxmlformats-officedocument.theme+xml"
        for _k, kind, target in wired
        if kind == "theme"
    }
    for target, kind in parts.items():
        ET.SubElement(root, "Override", {"PartName": f"/word/{target}", "ContentType": kind})
    return ET.tostring(root, encoding="UTF-8", xml_declaration=True)


def reference_from(template: bytes, ours: str) -> bytes:
    """The template for pandoc, with those of our styles that it does not have: its fonts and headings stay its own."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts["word/styles.xml"].decode("utf-8-sig")
    known = {one.get(f"{{{W}}}styleId", "").casefold() for one in _parsed(styles.encode()).iter(f"{{{W}}}style")}
    known |= {one.get(f"{{{W}}}val", "").casefold() for one in _parsed(styles.encode()).iter(f"{{{W}}}name")}
    missing = [one for one in _STYLE.findall(ours) if not _names(one) & known]
    parts["word/styles.xml"] = styles.replace("</w:styles>", "".join(missing) + "</w:styles>").encode()
    return pack(parts)


def _names(style: str) -> set[str]:
    found = re.findall(r'w:styleId="([^"]+)"|w:name w:val="([^"]+)"', style)
    return {name.casefold() for names in found for name in names if name}
