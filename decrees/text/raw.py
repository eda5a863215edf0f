"""Blocks that would give a document again: what was circulated, as the editor would hold it."""

from collections.abc import Iterable
from typing import Any

from decrees.text.blocks import Raw
from decrees.text.fields import CELLS
from decrees.text.tree import PARTS, Clause, Document, Kind, part


def _plain(clause: Clause, kind: str) -> dict[str, Any]:
    return {"type": kind, "id": clause.id, "value": clause.text}


def _items(clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    return [_plain(clause, "item") for clause in clauses]


def _diktum(clause: Clause) -> dict[str, Any]:
    points = [child for child in clause.children if child.kind is Kind.POINT]
    closing = "".join(child.text for child in clause.children if child.kind is Kind.CLOSING)
    value = {"text": clause.text, "points": _items(points), "closing": closing}
    return {"type": "diktum", "id": clause.id, "value": value}


def _row(clause: Clause) -> dict[str, Any]:
    return {"type": "item", "id": clause.id, "value": dict(zip(CELLS, clause.cells, strict=True))}


def _body(clause: Clause) -> dict[str, Any]:
    match clause.kind:
        case Kind.LIST:
            return {"type": "list", "id": clause.id, "value": _items(clause.children)}
        case Kind.ROSTER:
            value = {"caption": clause.text, "rows": [_row(row) for row in clause.children]}
            return {"type": "roster", "id": clause.id, "value": value}
    return _plain(clause, clause.kind.value)


def _top(clause: Clause) -> dict[str, Any]:
    match clause.kind:
        case Kind.DIKTUM:
            return _diktum(clause)
        case Kind.ANNEX:
            value = {"title": clause.text, "body": [_body(child) for child in clause.children]}
            return {"type": "annex", "id": clause.id, "value": value}
    return _plain(clause, clause.kind.value)


def blocks_of(document: Document) -> list[Raw]:
    """Building them gives the same clauses."""
    return [_top(clause) for kind in PARTS for clause in part(document, kind)]
