"""A table of the discussion on paper, and the points of a decision below each other."""

import re

from forum.documents.fonts import width_mm
from forum.documents.model import Block, Column, Item, Paragraph, Table
from forum.documents.widths import BOLDER, SIDES, TEXT
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
    """No word is broken where there is room for all; what is left goes to those that have more to say."""
    columns = list(zip(*rows, strict=True))
    least = [SIDES + 0.5 + max(_word(cell) for cell in cells) * BOLDER for cells in columns]
    wanted = [
        max(low, min(WIDEST, SIDES + 0.5 + max(map(width_mm, cells)) * BOLDER))
        for low, cells in zip(least, columns, strict=True)
    ]
    spare, asked = max(0.0, TEXT - sum(least)), sum(wanted) - sum(least)
    share = min(1.0, spare / asked) if asked else 0.0
    return [round(10 * (low + (more - low) * share)) for low, more in zip(least, wanted, strict=True)]


def _word(cell: str) -> float:
    return max(map(width_mm, cell.split()), default=0.0)


def decision_item(number: str, text: str, dissent: str = "") -> Item:
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
    if not points:
        return Item(number, "\n".join(filter(None, [text, dissent])))
    items = [Item(mark, "\n".join(said), tuple(below)) for mark, said, below in points]
    return Item(number, "\n".join(own), (*items, *([Item("", dissent)] if dissent else [])))
