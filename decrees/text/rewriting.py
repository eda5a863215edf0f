"""One clause's words put into the raw blocks."""

from collections.abc import Iterable, Mapping
from typing import Any

from decrees.text.blocks import Raw
from decrees.text.fields import CELLS

_OWN = ("text", "title", "caption")
BELOW = ("points", "body", "rows")


def put_text(blocks: Iterable[Raw], clause_id: str, text: str) -> list[dict[str, Any]]:
    """The blocks with another text in one clause; a row's cells are joined by tabs. An empty text takes the clause out.

    Raises ValueError if that would take others along, and KeyError if there is no such clause.
    """
    given = list(blocks)
    put = _put_all(given, clause_id, text)
    if put == given and not _stands(given, clause_id):
        raise KeyError(clause_id)
    return put


def _put_all(blocks: Iterable[Raw], clause_id: str, text: str) -> list[dict[str, Any]]:
    put = (_put(block, clause_id, text) for block in blocks)
    return [block for block in put if block is not None]


def _put(block: Raw, clause_id: str, text: str) -> dict[str, Any] | None:
    value = block["value"]
    if block["id"] == clause_id:
        return {**block, "value": _worded(value, text)} if text or not _removable(value) else None
    if isinstance(value, Mapping):
        inner = {name: _put_all(value[name] or (), clause_id, text) for name in BELOW if name in value}
        closing = {"closing": text} if clause_id == f"{block['id']}.closing" else {}
        return {**block, "value": {**value, **inner, **closing}}
    if value is None or isinstance(value, str):
        return dict(block)
    return {**block, "value": _put_all(value, clause_id, text)}


def _worded(value: Any, text: str) -> Any:
    if not isinstance(value, Mapping):
        return text
    if "office" in value:
        cells = text.split("\t")
        if len(cells) > len(CELLS):
            raise ValueError("a row has no more cells")
        return {**value, **dict(zip(CELLS, cells + [""] * (len(CELLS) - len(cells)), strict=True))}
    return {**value, next(name for name in _OWN if name in value): text}


def _removable(value: Any) -> bool:
    """A caption may be empty; what holds other clauses is not taken out with them unasked."""
    if not isinstance(value, Mapping) or "office" in value:
        return True
    if any(value.get(name) for name in BELOW) or value.get("closing"):
        if "caption" in value:
            return False
        raise ValueError("other clauses stand in it")
    return True


def _stands(blocks: Iterable[Raw], clause_id: str) -> bool:
    for block in blocks:
        value = block["value"]
        inner = [value] if isinstance(value, list | tuple) else []
        if isinstance(value, Mapping):
            inner = [value[name] or () for name in BELOW if name in value]
        if clause_id in (block["id"], f"{block['id']}.closing") or any(_stands(below, clause_id) for below in inner):
            return True
    return False
