"""A clause that was taken out put back among the raw blocks."""

from collections.abc import Mapping, Sequence
from typing import Any

from decrees.text.blocks import Raw
from decrees.text.rewriting import BELOW


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
