"""Files as Word and LibreOffice write them, made by hand: each part says what it is there for."""

import io
import zipfile
from collections.abc import Iterable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEADING = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
_BESIDE = ("numbering", "styles", "footnotes", "comments", "header1", "footer1")
# numId 1: a. 1) •, 2: 1. 2. 3., 3: first, second in words, 4: another list a. b.
LEVELS = {
    1: [("lowerLetter", "%1."), ("decimal", "%2)"), ("bullet", "•")],
    2: [("decimal", "%1."), ("lowerLetter", "%2."), ("bullet", "•")],
    3: [("ordinalText", "%1")],
    4: [("lowerLetter", "%1.")],
}


def p(words: str, *, num: int = 0, level: int = 0, runs: str = "", style: str = "") -> str:
    """A paragraph; `num` and `level` give it a number that is typed nowhere. `runs` stands behind the words."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr>{run(words)}{runs}</w:p>"


def run(words: str, tag: str = "t", look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>' if words else ""


def deleted(words: str) -> str:
    return f'<w:del w:id="9" w:author="X">{run(words, "delText")}</w:del>'


def inserted(words: str) -> str:
    return f'<w:ins w:id="8" w:author="X">{run(words)}</w:ins>'


def table(*rows: Iterable[str]) -> str:
    """Cells are words, or paragraphs as `p` makes them; `merged` joins a cell to the one above."""
    made = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>"


MERGED, BEGINS = "\0merged", "\0begins"


def _cell(words: str) -> str:
    merge = '<w:vMerge w:val="restart"/>' if words.startswith(BEGINS) else "<w:vMerge/>" if words == MERGED else ""
    words = words.removeprefix(BEGINS).removeprefix(MERGED)
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{words if words.startswith('<w:') else p(words)}</w:tc>"


def docx(body: str, **parts: str) -> bytes:
    """`parts`: footnotes, comments, header1, footer1, as what stands within their root."""
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _related([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _related([(name.rstrip("1"), f"{name}.xml") for name in _BESIDE]),
        "word/document.xml": _root("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": _root("styles", _HEADING),
        "word/numbering.xml": _root("numbering", _numbering()),
        **{f"word/{name}.xml": _root(ROOTS.get(name, name), inner) for name, inner in parts.items()},
    }
    return packed(files)


ROOTS = {"header1": "hdr", "footer1": "ftr"}


def packed(files: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return made.getvalue()


def _root(name: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} xmlns:w="{W}" xmlns:r="{_OFFICE}">{inner}</w:{name}>'


def _related(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def _numbering() -> str:
    kinds = ""
    for num, levels in LEVELS.items():
        inner = "".join(_level(n, *one) for n, one in enumerate(levels))
        kinds += f'<w:abstractNum w:abstractNumId="{num}">{inner}</w:abstractNum>'
    return kinds + "".join(f'<w:num w:numId="{num}"><w:abstractNumId w:val="{num}"/></w:num>' for num in LEVELS)


def _level(n: int, style: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 * (n + 1)}"/></w:pPr></w:lvl>'
    )


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "style", "manifest"))
_SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt(body: str, *, edges: str = "", manifest: str = "") -> bytes:
    master = f'<style:master-page style:name="Standard">{edges}</style:master-page>'
    styles = f"<office:styles/><office:automatic-styles/><office:master-styles>{master}</office:master-styles>"
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_SPACES}>{text}</office:document-content>",
        "styles.xml": f"<office:document-styles {_SPACES}>{styles}</office:document-styles>",
        "META-INF/manifest.xml": f"<manifest:manifest {_SPACES}>{manifest}</manifest:manifest>",
    })  # fmt: skip
