"""Model to pandoc's document tree, for DOCX and ODT; looks come from named styles, table geometry from `TableSpec`."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch
from itertools import groupby
from string import ascii_lowercase

from forum.documents import model, widths
from forum.documents.model import Document, Item, Text
from forum.documents.pandoc.grids import NO_ATTR, TEXT_WIDTH, Cell, Grid, Node
from forum.documents.pandoc.types import to_json
from forum.documents.pandoc.types import types as p
from forum.models.typed.bullets import BULLET

COLON, NUMBER = 5.0, 9.0
SIGNATURE = 82.0


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
            made = made.widened() if document.landscape else made
            # Two tables without a paragraph between them become one table in Word.
            blocks += [_styled("Spacer", [])] if blocks and isinstance(blocks[-1], p.Table) else []
            tables.append(TableSpec(made.style, made.widths))
            blocks.append(made.node())
        else:
            blocks.append(made)
    tree = p.Pandoc(p.Meta(_meta(document.metadata)), [*blocks, _styled("Spacer", [])])
    return Paper(json.dumps(to_json(tree), sort_keys=True).encode(), tuple(tables))


def _meta(meta: model.Metadata) -> dict[str, Node]:
    values = {"pagetitle": meta.title, "lang": meta.language}
    return {key: p.MetaString(model.clean(value)) for key, value in values.items()}


# --- inlines and paragraphs ------------------------------------------------------------------------------------


def _inlines(text: Text) -> list[Node]:
    return [node for run in model.runs(text) for node in _run(run)]


def _run(run: model.Run) -> list[Node]:
    nodes: list[Node] = []
    for at, line in enumerate(run.text.split("\n")):
        nodes += [p.LineBreak()] if at else []
        nodes += [p.Str(line)] if line else []
    for wanted, wrap in (
        (run.bold, p.Strong),
        (run.italic, p.Emph),
        (run.underline, p.Underline),
        (run.strike, p.Strikeout),
    ):
        nodes = [wrap(nodes)] if wanted and nodes else nodes
    return nodes


def _styled(style: str, inlines: list[Node]) -> Node:
    return p.Div(("", [], [("custom-style", style)]), [p.Para(inlines)])


def _joined(lines: Iterable[model.Run]) -> list[Node]:
    """Several lines as the inlines of one paragraph."""
    inlines: list[Node] = []
    for at, line in enumerate(lines):
        inlines += [p.LineBreak()] if at else []
        inlines += [node for run in model.runs((line,)) for node in _run(run)]
    return inlines


def _lines(style: str, lines: Iterable[str]) -> list[Node]:
    inlines = _joined(model.Run(line) for line in lines)
    return [_styled(style, inlines)] if inlines else []


# --- tables ----------------------------------------------------------------------------------------------------


def _cell(style: str, text: Text, span: int = 1) -> Cell:
    return Cell([_styled(style, _inlines(text))], span)


def _label_rows(label: str, mark: str, items: tuple[Item, ...], first: str) -> Iterator[list[Cell]]:
    """`label : number text`; the style of the first row's cells opens the space above the label."""
    for at, item in enumerate(model.label_rows(items)):
        style = first if at == 0 else "Cell"
        head = [_cell(f"{style}Label", label if at == 0 else ""), _cell(f"{style}Label", mark if at == 0 else "")]
        if item.number:
            body = [_styled(f"{style}Text", _inlines(item.text)), *_list(item.items)]
            yield [*head, _cell(f"{style}Label", item.number), Cell(body)]
        else:
            yield [*head, _cell(f"{style}Text", item.text, span=2)]


def _columned(width: float, rows: list[list[Cell]]) -> Grid:
    return Grid("Layout", (width, COLON, NUMBER, TEXT_WIDTH - width - COLON - NUMBER), rows)


def _table(block: model.Table) -> Iterator[Node | Grid]:
    yield from _lines("Caption", [block.caption] if block.caption else [])
    total = sum(column.width for column in block.columns)
    widths = tuple(column.width / total * TEXT_WIDTH for column in block.columns)
    header = [_cell("GridHead", column.title) for column in block.columns]
    yield Grid("Grid", widths, [_data_row(row, block.columns) for row in block.rows], header)


def _data_row(row: tuple[Text, ...], columns: tuple[model.Column, ...]) -> list[Cell]:
    styles = ["GridCentered" if column.centered else "GridText" for column in columns]
    if len(row) == len(columns):
        return [_cell(style, text) for style, text in zip(styles, row, strict=True)]
    *cells, last = row
    rest = _cell("GridText", last, span=len(columns) - len(cells))
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
            yield [Cell(_lines(style, lines) or [_styled("Sign", [])]) for lines in texts]


# --- lists -----------------------------------------------------------------------------------------------------


def _list(items: tuple[Item, ...]) -> list[Node]:
    """Real, editable lists where their own numbering gives exactly our labels, else the labels as text."""
    return [node for group in _sequences(items) for node in _sequence(group)]


def _sequences(items: tuple[Item, ...]) -> Iterator[list[Item]]:
    """Neighbours that are one list: bullets, or numbers until the first of them comes again, or texts without any."""
    group: list[Item] = []
    for item in items:
        begins = group and (
            _kind(item) != _kind(group[0]) or (_kind(item) is _LABEL and item.number == group[0].number)
        )
        if begins:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


_LABEL = "label"


def _kind(item: Item) -> str:
    return item.number if item.number in ("", BULLET) else _LABEL


def _sequence(items: list[Item]) -> list[Node]:
    numbering = _numbering([item.number for item in items])
    if numbering:
        return [p.OrderedList(numbering, [_list_item(item) for item in items])]
    if _kind(items[0]) == BULLET:
        return [p.BulletList([_list_item(item) for item in items])]
    return [node for item in items for node in _labelled_item(item)]


def _labelled_item(item: Item) -> list[Node]:
    number = f"{item.number} " if item.number else ""
    return _list_item(Item("", (model.Run(number), *model.runs(item.text)), item.items))


def _numbering(labels: list[str]) -> Node | None:
    first = labels[0][:-1] if labels else ""
    alphabetic = len(first) == 1 and first in ascii_lowercase
    if not alphabetic and not first.isdecimal():
        return None
    start = ascii_lowercase.index(first) + 1 if alphabetic else int(first)
    numbers = range(start, start + len(labels))
    plain = ascii_lowercase[start - 1 : start - 1 + len(labels)] if alphabetic else [str(number) for number in numbers]
    for end, delimiter in ((".", p.Period), (")", p.OneParen)):
        if labels == [f"{label}{end}" for label in plain]:
            return (start, (p.LowerAlpha if alphabetic else p.Decimal)(), delimiter())
    return None


def _list_item(item: Item) -> list[Node]:
    return [_styled("ListText", _inlines(item.text)), *_list(item.items)]


# --- blocks ----------------------------------------------------------------------------------------------------


def _blocks(document: Document) -> Iterator[Node | Grid]:
    """Neighbouring labelled parts share one table, so that their columns are one in Word too."""
    for kind, group in groupby(document.blocks, key=type):
        if kind is model.Labelled:
            made = [grid for block in group for grid in _block(block)]
            yield _columned(widths.label_mm(document), [row for grid in made for row in grid.rows])
        else:
            for block in group:
                yield from _block(block)


def _letterhead(block: model.Letterhead) -> Iterator[Node]:
    if block.emblem:
        source = f"data:{block.emblem.media_type};base64,{b64encode(block.emblem.data).decode()}"
        attr: Node = ("", [], [("height", f"{block.emblem.height_mm}mm")])
        yield _styled("Letterhead", [p.Image(attr, _inlines(block.emblem.alt), (source, ""))])
    named = "LetterheadName" if block.address else "LetterheadRule"
    yield from _lines("Letterhead", block.lines[:-1] if block.rule else block.lines)
    yield from _lines(named, block.lines[-1:] if block.rule else ())
    yield from _lines("AddressRule" if block.rule else "Address", block.address)


def _annex_header(block: model.AnnexHeader) -> Iterator[Node]:
    for line in block.lines:
        yield _styled("AnnexLine", _inlines(line))
    for key, value in block.fields:
        yield _styled("AnnexLine", [*_inlines(key), p.Str("\t: "), *_inlines(value)])
    for line in block.subject:
        yield _styled("AnnexLine", _inlines(line))


@singledispatch
def _block(block: model.Block) -> Iterator[Node | Grid]:
    raise TypeError(f"no way to write {type(block).__name__}")


_block.register(model.Letterhead)(_letterhead)
_block.register(model.Table)(_table)
_block.register(model.AnnexHeader)(_annex_header)


@_block.register
def _(block: model.Title) -> Iterator[Node]:
    yield p.Header(1, NO_ATTR, _joined(model.Run(line, bold=block.bold) for line in block.lines))


@_block.register
def _(block: model.Heading) -> Iterator[Node]:
    yield p.Header(2, NO_ATTR, _inlines(block.text))


@_block.register
def _(block: model.Centered) -> Iterator[Node]:
    yield _styled("Centered", _inlines(block.text))


@_block.register
def _(block: model.Paragraph) -> Iterator[Node]:
    yield _styled("BodyIndent" if block.indent else "Body", _inlines(block.text))


@_block.register
def _(block: model.Labelled) -> Iterator[Grid]:
    yield _columned(widths.LABEL, list(_label_rows(block.label, ":", block.items, "First")))


@_block.register
def _(block: model.Numbered) -> Iterator[Node]:
    yield from _list(block.items)


@_block.register
def _(block: model.KeyValues) -> Iterator[Grid]:
    rows = [cells for row in block.rows for cells in _label_rows(row.key, block.separator, row.items, "Cell")]
    yield _columned(widths.key_mm(block), rows)


@_block.register
def _(block: model.Signatures) -> Iterator[Node | Grid]:
    yield _styled("SignGap", [])
    rows = list(_signature_rows(block.left, block.right))
    yield Grid("Layout", (TEXT_WIDTH - SIGNATURE, SIGNATURE), rows)


@_block.register
def _(block: model.PageBreak) -> Iterator[Node]:
    yield _styled("PageBreak", [])
