"""Tables in pandoc's document tree: cells, and rows with the widths of their columns in mm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from forum.documents.pandoc.types import types as p

TEXT_WIDTH, TURNED_WIDTH = 165.0, 290.0

Node = Any  # pandoc's classes are made at run time and have no static types
NO_ATTR: Node = ("", [], [])


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: list[Node]
    span: int = 1

    def node(self) -> Node:
        return p.Cell(NO_ATTR, p.AlignDefault(), p.RowSpan(1), p.ColSpan(self.span), self.blocks)


@dataclass(frozen=True, slots=True)
class Grid:
    style: str
    widths: tuple[float, ...]
    rows: list[list[Cell]]
    header: list[Cell] | None = None

    def widened(self) -> Grid:
        """On the turned paper: the texts take what is more of it, signatures stay right."""
        widest = 0 if len(self.widths) == 2 else len(self.widths) - 1
        more = TURNED_WIDTH - TEXT_WIDTH
        return replace(self, widths=tuple(width + more * (at == widest) for at, width in enumerate(self.widths)))

    def node(self) -> Node:
        columns = [(p.AlignDefault(), p.ColWidth_(width / sum(self.widths))) for width in self.widths]
        head = p.TableHead(NO_ATTR, [_row(self.header)] if self.header else [])
        body = p.TableBody(NO_ATTR, p.RowHeadColumns(0), [], [_row(cells) for cells in self.rows])
        attr: Node = ("", [], [("custom-style", self.style)])
        return p.Table(attr, p.Caption(None, []), columns, head, [body], p.TableFoot(NO_ATTR, []))


def _row(cells: list[Cell]) -> Node:
    return p.Row(NO_ATTR, [cell.node() for cell in cells])
