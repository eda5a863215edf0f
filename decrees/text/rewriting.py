"""The raw blocks rewritten: one clause's words put in, a clause that was taken out put back, whom a row means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from decrees.text.blocks import Raw
from decrees.text.fields import CELLS, walk_blocks

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
    return any(clause_id in (block["id"], f"{block['id']}.closing") for block in walk_blocks(blocks))


# --- a clause put back


def put_clause_back(blocks: Sequence[Raw], earlier: Sequence[Raw], clause_id: str) -> list[dict[str, Any]]:
    """The blocks with a clause of an earlier state of them, after the nearest that stood before it and still stands.

    Unchanged if it stands there, if the earlier state has no such clause, or if what it stood in is gone too.
    """
    was = {block["id"]: number for number, block in enumerate(earlier)}
    now = {block["id"]: number for number, block in enumerate(blocks)}
    if clause_id in was and clause_id not in now:
        before = (now[block["id"]] + 1 for block in reversed(earlier[: was[clause_id]]) if block["id"] in now)
        at = next(before, 0)
        return [*map(dict, blocks[:at]), dict(earlier[was[clause_id]]), *map(dict, blocks[at:])]
    return [
        _within(block, earlier[was[block["id"]]], clause_id) if block["id"] in was else dict(block) for block in blocks
    ]


def _within(block: Raw, earlier: Raw, clause_id: str) -> dict[str, Any]:
    value, old = block["value"], earlier["value"]
    if isinstance(value, Mapping) and isinstance(old, Mapping):
        names = [name for name in BELOW if name in value]
        inner = {name: put_clause_back(value[name] or (), old.get(name) or (), clause_id) for name in names}
        return {**block, "value": {**value, **inner}}
    if isinstance(value, list | tuple) and isinstance(old, list | tuple):
        return {**block, "value": put_clause_back(value, old, clause_id)}
    return dict(block)


# --- whom the rows of a table mean: kept beside the text, no part of it and of its digest

# The id of a row -> {"organisation": its key, "post": its key}, each only where one is chosen.
Links = dict[str, dict[str, int]]
NAMES = ("organisation", "post")


def _rows(blocks: Iterable[Raw]) -> Iterator[Raw]:
    for block in walk_blocks(blocks):
        if block.get("type") == "roster":
            yield from block["value"].get("rows") or ()


def links(blocks: Iterable[Raw]) -> Links:
    """`blocks` is StreamField raw data with ids."""
    chosen = {
        row["id"]: {name: row["value"][name] for name in NAMES if row["value"].get(name)} for row in _rows(blocks)
    }
    return {row_id: links for row_id, links in chosen.items() if links}
