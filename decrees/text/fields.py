"""The texts inside raw blocks, and the blocks again with other texts or ids."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import shorten
from typing import Any

from decrees.text.blocks import Raw

# (clause id, name of the field, text): the name tells the cells of a row apart, and is "" where there is one text.
Edit = Callable[[str, str, str], str]
CELLS = ("position", "office", "note")


def walk_blocks(blocks: Iterable[Raw]) -> Iterator[Raw]:
    """Every block and those inside it, however they are wrapped; a parent before its children."""
    for block in blocks:
        yield block
        yield from walk_blocks(_inner(block["value"]))


def _inner(value: Any) -> Iterator[Raw]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _inner(inner)
    elif isinstance(value, list | tuple):
        yield from value


def _edited(edit: Edit, clause_id: str, text: str | None, name: str = "") -> str | None:
    return edit(clause_id, name, text) if text else text


def _texts(edit: Edit, blocks: Iterable[Raw] | None) -> list[dict[str, Any]]:
    return [{**block, "value": _edited(edit, block["id"], block["value"])} for block in blocks or ()]


def _row(edit: Edit, block: Raw) -> dict[str, Any]:
    value = block["value"]
    cells = {name: _edited(edit, block["id"], value.get(name), name) for name in CELLS if name in value}
    return {**block, "value": {**value, **cells}}


def _structured(edit: Edit, block: Raw) -> dict[str, Any]:
    """The value of a diktum, an annex or a roster, which hold a text of their own and blocks."""
    clause_id, value = block["id"], dict(block["value"])
    for name in ("text", "title", "caption"):
        if name in value:
            value[name] = _edited(edit, clause_id, value[name])
    if "closing" in value:
        value["closing"] = _edited(edit, f"{clause_id}.closing", value["closing"])
    if "points" in value:
        value["points"] = _texts(edit, value["points"])
    if "body" in value:
        value["body"] = map_texts(value["body"] or (), edit)
    if "rows" in value:
        value["rows"] = [_row(edit, row) for row in value["rows"] or ()]
    return value


def map_texts(blocks: Iterable[Raw], edit: Edit) -> list[dict[str, Any]]:
    """The blocks with every text that is not empty put through `edit`; the given ones stay as they are."""
    mapped = []
    for block in blocks:
        value = block["value"]
        if isinstance(value, Mapping):
            mapped.append({**block, "value": _structured(edit, block)})
        elif isinstance(value, str) or value is None:
            mapped += _texts(edit, [block])
        else:
            mapped.append({**block, "value": _texts(edit, value)})
    return mapped


def texts(blocks: Iterable[Raw]) -> Iterator[tuple[str, str, str]]:
    """(clause id, name of the field, text) of every text in document order."""
    found: list[tuple[str, str, str]] = []

    def note(clause_id: str, name: str, text: str) -> str:
        found.append((clause_id, name, text))
        return text

    map_texts(blocks, note)
    return iter(found)


def with_ids(value: Any, ids: Mapping[str, str]) -> Any:
    """The blocks with ids replaced, however deep."""
    if isinstance(value, list | tuple):
        return [with_ids(inner, ids) for inner in value]
    if isinstance(value, Mapping):
        kept = {key: inner if key == "id" else with_ids(inner, ids) for key, inner in value.items()}
        return {**kept, "id": ids.get(kept["id"], kept["id"])} if "id" in kept else kept
    return value


def repeated_ids(blocks: Iterable[Raw]) -> dict[str, list[str]]:
    """Ids that stand for more than one block -> how each of these begins. An id is the identity of one clause."""
    starts: dict[str, list[str]] = {}
    for block in walk_blocks(blocks):
        starts.setdefault(block["id"], []).append(shorten(_first_text(block), 60, placeholder="…"))
    return {block_id: begins for block_id, begins in starts.items() if len(begins) > 1}


def _first_text(block: Raw) -> str:
    return next(filter(None, (text for inner in walk_blocks([block]) for text in _own(inner["value"]))), "")


def _own(value: Any) -> Iterator[str | None]:
    if isinstance(value, Mapping):
        yield from (value.get(name) for name in ("text", "title", "caption", *CELLS))
    elif isinstance(value, str):
        yield value
