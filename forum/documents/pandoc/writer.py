"""Model to pandoc's document tree, for DOCX and ODT; looks come from named styles, table geometry from `TableSpec`."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch
from itertools import groupby

from forum.documents import model, widths
from forum.documents.model import Document, Item, Text
from forum.documents.pandoc.grids import NO_ATTR, TEXT_WIDTH, Cell, Grid, Node
from forum.documents.pandoc.inlines import inlines, joined, lines, styled
from forum.documents.pandoc.lists import list_of
from forum.documents.pandoc.types import to_json
from forum.documents.pandoc.types import types as p

COLON, NUMBER = 5.0, 9.0
SIGNATURE, ADDRESSEES = 82.0, 75.0


@dataclass(frozen=True, slots=True)
class TableSpec:
    """How a table looks, in document order: style "Layout" (no lines) or "Grid", and column widths in mm."""

    style: str
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    json: bytes
    tables: tuple[TableSpec, ...]


def write(document: Document) -> Paper:
    blocks: list[Node] = []
    tables: list[TableSpec] = []
    for made in _blocks(document):
        if isinstance(made, Grid):
            made = made.widened() if document.landscape and made.style != "Grid" else made
            # Two tables without a paragraph between them become one table in Word.
            blocks += [styled("Spacer", [])] if blocks and isinstance(blocks[-1], p.Table) else []
            tables.append(TableSpec(made.style, made.widths))
            blocks.append(made.node())
        else:
            blocks.append(made)
    tree = p.Pandoc(p.Meta(_meta(document.metadata)), [*blocks, styled("Spacer", [])])
    return Paper(json.dumps(to_json(tree), sort_keys=True).encode(), tuple(tables))


def _meta(meta: model.Metadata) -> dict[str, Node]:
    values = {"pagetitle": meta.title, "lang": meta.language}
    return {key: p.MetaString(model.clean(value)) for key, value in values.items()}


# --- tables ----------------------------------------------------------------------------------------------------


def _cell(style: str, text: Text, span: int = 1) -> Cell:
    return Cell([styled(style, inlines(text))], span)


def _label_rows(label: str, mark: str, items: tuple[Item, ...], first: str) -> Iterator[list[Cell]]:
    """`label : number text`; the style of the first row's cells opens the space above the label."""
    for at, item in enumerate(model.label_rows(items)):
        style = first if at == 0 else "Cell"
        head = [_cell(f"{style}Label", label if at == 0 else ""), _cell(f"{style}Label", mark if at == 0 else "")]
        if item.number:
            body = [styled(f"{style}Text", inlines(item.text)), *list_of(item.items)]
            yield [*head, _cell(f"{style}Label", item.number), Cell(body)]
        else:
            yield [*head, _cell(f"{style}Text", item.text, span=2)]


def _fact_rows(row: model.KeyValue, mark: str) -> Iterator[list[Cell]]:
    """As those of a label, but their texts are short names and days: to both margins they would have large gaps."""
    for at, item in enumerate(model.label_rows(row.items)):
        head = [_cell("CellLabel", row.key if at == 0 else ""), _cell("CellLabel", mark if at == 0 else "")]
        text = styled("FactText", inlines(item.text))
        numbered = [_cell("CellLabel", item.number), Cell([text, *list_of(item.items, "FactText")])]
        yield [*head, *(numbered if item.number else [Cell([text], 2)])]


def _columned(width: float, rows: list[list[Cell]]) -> Grid:
    return Grid("Layout", (width, COLON, NUMBER, TEXT_WIDTH - width - COLON - NUMBER), rows)


def _table(block: model.Table, *, landscape: bool) -> Iterator[Node | Grid]:
    yield from lines("Caption", [block.caption] if block.caption else [])
    size = "Small" if widths.is_small(block, landscape=landscape) else ""
    columns = tuple(widths.columns_mm(block, landscape=landscape))
    header = [_cell(f"GridHead{size}", column.title) for column in block.columns]
    yield Grid("Grid", columns, [_data_row(row, block.columns, size) for row in block.rows], header)


def _data_row(row: tuple[Text, ...], columns: tuple[model.Column, ...], size: str) -> list[Cell]:
    styles = [f"{'GridCentered' if column.centered else 'GridText'}{size}" for column in columns]
    if len(row) == len(columns):
        return [_cell(style, text) for style, text in zip(styles, row, strict=True)]
    *cells, last = row
    rest = _cell(f"GridText{size}", last, span=len(columns) - len(cells))
    return [*(_cell(style, text) for style, text in zip(styles, cells, strict=False)), rest]


def _signature_rows(left: model.SignatureBlock | None, right: model.SignatureBlock) -> Iterator[list[Cell]]:
    """Place and date, office, mark, and name, each on the line of the other signature's."""
    blocks = (left, right)
    marked = any(block and block.mark for block in blocks)
    parts: list[tuple[str, list[tuple[str, ...]]]] = [
        ("Sign", [block.before if block else () for block in blocks]),
        ("Sign", [(block.office,) if block else () for block in blocks]),
        ("SignMark", [(block.mark,) if block and block.mark else () for block in blocks]),
        ("SignNameMarked" if marked else "SignName", [(block.name,) if block else () for block in blocks]),
        ("Sign", [block.after if block else () for block in blocks]),
    ]
    for style, texts in parts:
        if any(texts):
            yield [Cell(lines(style, text) or [styled("Sign", [])]) for text in texts]


# --- blocks ----------------------------------------------------------------------------------------------------


def _blocks(document: Document) -> Iterator[Node | Grid]:
    """Neighbouring labelled parts share one table, so that their columns are one in Word too."""
    before: type = type(None)
    for kind, group in groupby(document.blocks, key=type):
        if kind is model.Labelled:
            made = [grid for block in group for grid in _block(block)]
            yield _columned(widths.label_mm(document), [row for grid in made for row in grid.rows])
        else:
            if before is model.Signatures and kind is not model.PageBreak:
                yield styled("AfterSign", [])
            for block in group:
                if isinstance(block, model.Table):
                    yield from _table(block, landscape=document.landscape)
                else:
                    yield from _block(block)
        before = kind


def _letterhead(block: model.Letterhead) -> Iterator[Node]:
    if block.emblem:
        source = f"data:{block.emblem.media_type};base64,{b64encode(block.emblem.data).decode()}"
        attr: Node = ("", [], [("height", f"{block.emblem.height_mm}mm")])
        yield styled("Letterhead", [p.Image(attr, inlines(block.emblem.alt), (source, ""))])
    named = "LetterheadName" if block.address else "LetterheadRule"
    yield from lines("Letterhead", block.lines[:-1] if block.rule else block.lines)
    yield from lines(named, block.lines[-1:] if block.rule else ())
    yield from lines("AddressRule" if block.rule else "Address", block.address)


def _annex_header(block: model.AnnexHeader) -> Iterator[Node]:
    for line in block.lines:
        yield styled("AnnexLine", inlines(line))
    for key, value in block.fields:
        yield styled("AnnexLine", [*inlines(key), p.Str("\t: "), *inlines(value)])
    for line in block.subject:
        yield styled("AnnexLine", inlines(line))


@singledispatch
def _block(block: model.Block) -> Iterator[Node | Grid]:
    raise TypeError(f"no way to write {type(block).__name__}")


_block.register(model.Letterhead)(_letterhead)
_block.register(model.AnnexHeader)(_annex_header)


@_block.register
def _(block: model.Title) -> Iterator[Node]:
    yield p.Header(1, NO_ATTR, joined(model.Run(line, bold=block.bold) for line in block.lines))


@_block.register
def _(block: model.Heading) -> Iterator[Node]:
    yield p.Header(2, NO_ATTR, inlines(block.text))


@_block.register
def _(block: model.Centered) -> Iterator[Node]:
    yield styled("Centered", inlines(block.text))


@_block.register
def _(block: model.Paragraph) -> Iterator[Node]:
    yield styled("BodyIndent" if block.indent else "Body", inlines(block.text))


@_block.register
def _(block: model.Labelled) -> Iterator[Grid]:
    yield _columned(widths.LABEL, list(_label_rows(block.label, ":", block.items, "First")))


@_block.register
def _(block: model.Numbered) -> Iterator[Node]:
    yield from list_of(block.items)


@_block.register
def _(block: model.KeyValues) -> Iterator[Grid]:
    rows = [cells for row in block.rows for cells in _fact_rows(row, block.separator)]
    yield _columned(widths.key_mm(block), rows)


@_block.register
def _(block: model.Signatures) -> Iterator[Node | Grid]:
    yield styled("SignGap", [])
    rows = list(_signature_rows(block.left, block.right))
    yield Grid("Layout", (TEXT_WIDTH - SIGNATURE, SIGNATURE), rows)


@_block.register
def _(block: model.LetterTop) -> Iterator[Grid]:
    terms = [styled("LetterTerm", [*inlines(key), p.Str("\t:\t"), *inlines(value)]) for key, value in block.terms]
    to = [_addressee(item, "Yth." if at == 0 else "") for at, item in enumerate(block.to)]
    at = [styled("LetterTo", inlines("di –")), styled("LetterPlace", inlines(block.at))] if block.at else []
    top = [Cell([styled("LetterTo", [])]), Cell([styled("LetterTo", inlines(block.place_and_date))])]
    below = [Cell(terms), Cell([styled("LetterTo", inlines("Kepada")), *to, *at])]
    yield Grid("Layout", (TEXT_WIDTH - ADDRESSEES, ADDRESSEES), [top, below])


def _addressee(item: Item, word: str) -> Node:
    number = [*inlines(item.number), p.Str("\t")] if item.number else []
    return styled("LetterTo", [*inlines(word), p.Str("\t"), *number, *inlines(item.text)])


@_block.register
def _(block: model.PageBreak) -> Iterator[Node]:
    yield styled("PageBreak", [])
