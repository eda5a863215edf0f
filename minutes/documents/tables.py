"""A table of the discussion on paper, and the points of a decision below each other."""

import re
from collections.abc import Iterable

from forum.documents.fonts import width_mm
from forum.documents.model import Block, Column, Item, Labelled, Numbered, Paragraph, Table
from forum.documents.widths import BOLDER, SIDES
from minutes.models import Decision
from minutes.text.notes.lines import ORDINAL
from minutes.text.tables import Rows, read_table

WIDEST = 60.0  # what a cell may ask for before it breaks into lines
_POINT = re.compile(r"([ \u00a0]*)((?:[a-z]|\d{1,3})[.)]) (.*)")


def table_blocks(text: str) -> list[Block]:
    """A head without rows is a line."""
    rows = read_table(text)
    if len(rows) < 2:
        return [Paragraph("; ".join(filter(None, row))) for row in rows]
    head, *below = rows
    columns = (Column(title, width) for title, width in zip(head, _widths(rows), strict=True))
    return [Table(tuple(columns), tuple(map(tuple, below)))]


def _widths(rows: Rows) -> list[int]:
    """To each column what it has to say; that no word is broken the document sees to."""
    titles, *below = rows
    heads = [width_mm(title) * BOLDER for title in titles]
    wanted = [
        SIDES + min(WIDEST, max(head, *map(width_mm, cells)))
        for head, cells in zip(heads, zip(*below, strict=True), strict=True)
    ]
    return [round(10 * width) for width in wanted]


def decision_blocks(decisions: Iterable[Decision]) -> list[Block]:
    """Numbered; or, where each of them begins with its own KESATU, KEDUA, in the columns of a decree without a second
    number."""
    told = list(decisions)
    ordinals = [found for one in told if (found := ORDINAL.match(one.text))]
    if not told or len(ordinals) < len(told):
        items = tuple(decision_item(f"{one.number}.", one.text, _dissent(one)) for one in told)
        return [Numbered(items)] if items else []
    return [
        Labelled(found[0].rstrip(" :"), _below(one.text[found.end() :].strip(), _dissent(one)))
        for one, found in zip(told, ordinals, strict=True)
    ]


def _dissent(decision: Decision) -> str:
    return f"Pendapat berbeda: {decision.dissent}" if decision.dissent else ""


def _below(text: str, dissent: str) -> tuple[Item, ...]:
    own, points = own_and_points(text)
    return (Item("", own), *points, *([Item("", dissent)] if dissent else []))


def decision_item(number: str, text: str, dissent: str = "") -> Item:
    own, points = own_and_points(text)
    if not points:
        return Item(number, "\n".join(filter(None, [own, dissent])))
    return Item(number, own, (*points, *([Item("", dissent)] if dissent else [])))


def own_and_points(text: str) -> tuple[str, tuple[Item, ...]]:
    """Its first lines, and its points: "a. …", below one "   1) …". Any other line goes on with the words above it."""
    own: list[str] = []
    points: list[tuple[str, list[str], list[Item]]] = []
    for line in text.split("\n"):
        found = _POINT.fullmatch(line)
        if found and found[1] and points:
            points[-1][2].append(Item(found[2], found[3]))
        elif found and not found[1] and own:
            points.append((found[2], [found[3]], []))
        elif points:
            points[-1][1].append(line)
        else:
            own.append(line)
    return "\n".join(own), tuple(Item(mark, "\n".join(said), tuple(below)) for mark, said, below in points)
