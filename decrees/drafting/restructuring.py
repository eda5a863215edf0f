"""A new clause behind another one, and a clause moved behind another one, in the raw blocks of the text. Pure.

Clauses stand in lists of one kind: recitals and diktums in the text, points in a diktum, rows in a table. A clause goes
behind one of its own kind, wherever that stands, with all that is in it; letters and numbers follow from the order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from decrees.text import Clause, Document, Kind, walk
from decrees.text.blocks import Raw
from decrees.text.fields import CELLS
from decrees.text.rewriting import BELOW
from decrees.text.tree import PARTS, descend, part

_HEAD = "text"  # of what holds other clauses, its own words


class Structure(StrEnum):
    """What is proposed for a clause, besides other words."""

    NEW = "new"  # a clause behind it
    MOVE = "move"  # it goes behind another one


@dataclass(frozen=True, slots=True)
class Wanted:
    """As a comment keeps it: `after` is the clause behind which another one is to stand, `label` what that was called.
    A new clause stands behind the one that is commented on."""

    kind: Structure
    after: str = ""
    label: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What the ledger's digest of the comment covers."""
        return {"kind": self.kind.value, "after": self.after}


class RefusedError(ValueError):
    """`reason` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


GONE, OTHER_KIND, WITHIN, THERE, NO_LIST, CELLS_TOO_MANY = "gone", "other_kind", "within", "there", "no_list", "cells"
REASONS = (GONE, OTHER_KIND, WITHIN, THERE, NO_LIST, CELLS_TOO_MANY)
# Clauses that may stand in each other's place.
_ALIKE = {
    Kind.RECITAL: "recital",
    Kind.CITATION: "citation",
    Kind.REGARD: "regard",
    Kind.DIKTUM: "diktum",
    Kind.POINT: "point",
    Kind.ITEM: "point",
    Kind.ROW: "row",
    Kind.HEADING: "heading",
    Kind.PARAGRAPH: "paragraph",
}
# What is put in by hand: it has a heading, a table or a part of its own.
_BY_HAND = ("annex", "roster", "listing", "list")


def insert_after(blocks: Iterable[Raw], clause_id: str, text: str, new_id: str) -> list[dict[str, Any]]:
    """The blocks with a clause of these words behind the one named, of its kind. The cells of a row are joined by
    tabs. Raises RefusedError."""
    given = [dict(block) for block in blocks]
    found = _find(given, clause_id)
    return _with(given, clause_id, {**found, "id": new_id, "value": _value(found["value"], text)})


def move_after(blocks: Iterable[Raw], clause_id: str, after: str) -> list[dict[str, Any]]:
    """The blocks with the clause, and all that is in it, behind another one of its kind. Raises RefusedError."""
    given = [dict(block) for block in blocks]
    moved, host = _find(given, clause_id), _find(given, after)
    if clause_id == after or any(block["id"] == after for block in _inside(moved["value"])):
        raise RefusedError(WITHIN)
    if _kind(moved) != _kind(host):
        raise RefusedError(OTHER_KIND)
    if standing_before(given, clause_id) == after:
        raise RefusedError(THERE)
    return _with(_without(given, clause_id), after, moved)


def standing_before(blocks: Sequence[Raw], clause_id: str) -> str:
    """The clause of the same kind right before it, in the list in which it stands; '' if it is the first there."""
    for siblings in _lists(blocks):
        ids = [block["id"] for block in siblings]
        if clause_id in ids:
            before = siblings[: ids.index(clause_id)]
            kind = _kind(siblings[ids.index(clause_id)])
            return str(before[-1]["id"]) if before and _kind(before[-1]) == kind else ""
    return ""


def why_not(document: Document, clause_id: str, kind: Structure, after: str = "") -> str:
    """The reason for which it cannot be proposed on this text; '' if it can."""
    names = [clause_id, *([after] if kind is Structure.MOVE else [])]
    found = [clause for name in names if (clause := _clause(document, name))]
    if len(found) < len(names):
        return GONE
    if any(clause.kind not in _ALIKE for clause in found):
        return NO_LIST
    if kind is Structure.NEW:
        return ""
    moved, host = found
    if moved.id == host.id or any(clause.id == host.id for clause in descend(moved.children)):
        return WITHIN
    if _ALIKE[moved.kind] != _ALIKE[host.kind]:
        return OTHER_KIND
    return THERE if _follows(document, moved, host) else ""


def _clause(document: Document, clause_id: str) -> Clause | None:
    return next((clause for clause in walk(document) if clause.id == clause_id), None)


def _follows(document: Document, clause: Clause, before: Clause) -> bool:
    """Whether one stands right behind the other in the same list."""
    lists = [part(document, kind) for kind in PARTS] + [each.children for each in walk(document)]
    return any((before, clause) in pairwise(siblings) for siblings in lists)


def move_back(blocks: Iterable[Raw], clause_id: str, before: str, behind: str) -> list[dict[str, Any]]:
    """The blocks with a clause where it was: after `before`, or in front of `behind` if it was the first. Raises
    RefusedError."""
    if before:
        return move_after(blocks, clause_id, before)
    given = [dict(block) for block in blocks]
    moved, _host = _find(given, clause_id), _find(given, behind)
    return _with(_without(given, clause_id), behind, moved, in_front=True)


def neighbours(blocks: Sequence[Raw], clause_id: str) -> tuple[str, str]:
    """The clauses of its kind right before it and right behind it; '' where there is none."""
    behind = (each["id"] for siblings in _lists(blocks) for each in siblings)
    return standing_before(blocks, clause_id), next(
        (str(one) for one in behind if standing_before(blocks, one) == clause_id), ""
    )


def _find(blocks: Sequence[Raw], clause_id: str) -> dict[str, Any]:
    found = next((block for siblings in _lists(blocks) for block in siblings if block["id"] == clause_id), None)
    if found is None:
        # What closes a diktum is a part of it, and no clause of a list.
        raise RefusedError(NO_LIST if clause_id.endswith(".closing") else GONE)
    if found.get("type") in _BY_HAND:
        raise RefusedError(NO_LIST)
    return dict(found)


def is_row(blocks: Sequence[Raw], clause_id: str) -> bool:
    """Whether the words of this clause are the cells of a row."""
    found = (block for siblings in _lists(blocks) for block in siblings if block["id"] == clause_id)
    return any(_kind(block)[1] for block in found)


def _kind(block: Raw) -> tuple[Any, bool]:
    value = block["value"]
    return block.get("type"), isinstance(value, dict) and "office" in value


def _value(like: Any, text: str) -> Any:
    """The value of a clause with these words, with nothing in it."""
    if not isinstance(like, dict):
        return text
    if "office" in like:
        cells = text.split("\t")
        if len(cells) > len(CELLS):
            raise RefusedError(CELLS_TOO_MANY)
        empty: dict[str, Any] = {name: None for name in like if name not in CELLS}
        return {**empty, **dict(zip(CELLS, cells + [""] * (len(CELLS) - len(cells)), strict=True))}
    bare = {name: [] if isinstance(value, list | tuple) else "" for name, value in like.items()}
    return {**bare, _HEAD: text}


def _lists(blocks: Sequence[Raw]) -> Iterator[Sequence[Raw]]:
    """Every list of blocks, the outermost first."""
    yield blocks
    for block in blocks:
        for below in _below(block["value"]):
            yield from _lists(below)


def _below(value: Any) -> Iterator[Sequence[Raw]]:
    if isinstance(value, dict):
        yield from (value[name] for name in BELOW if value.get(name))
    elif isinstance(value, list | tuple):
        yield value


def _inside(value: Any) -> Iterator[Raw]:
    for below in _below(value):
        for siblings in _lists(below):
            yield from siblings


def _changed(blocks: Sequence[Raw], change: Any) -> list[dict[str, Any]]:
    """The blocks with each list in them put through `change`."""
    return [_with_value(block, change) for block in change(list(blocks))]


def _with_value(block: Raw, change: Any) -> dict[str, Any]:
    value = block["value"]
    if isinstance(value, dict):
        inner = {name: _changed(value[name], change) for name in BELOW if value.get(name)}
        return {**block, "value": {**value, **inner}}
    return {**block, "value": _changed(value, change)} if isinstance(value, list | tuple) else dict(block)


def _with(blocks: Sequence[Raw], beside: str, new: Raw, *, in_front: bool = False) -> list[dict[str, Any]]:
    def put(siblings: Sequence[Raw]) -> list[Raw]:
        return [each for one in siblings for each in (both(one) if one["id"] == beside else [one])]

    def both(one: Raw) -> list[Raw]:
        return [new, one] if in_front else [one, new]

    return _changed(blocks, put)


def _without(blocks: Sequence[Raw], clause_id: str) -> list[dict[str, Any]]:
    return _changed(blocks, lambda siblings: [one for one in siblings if one["id"] != clause_id])
