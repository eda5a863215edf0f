"""Whom the rows of a table mean: kept beside the text, no part of it and of its digest."""

from collections.abc import Iterable, Iterator

from decrees.text.blocks import Raw

# The id of a row -> {"organisation": its key, "post": its key}, each only where one is chosen.
Links = dict[str, dict[str, int]]
NAMES = ("organisation", "post")


def _rows(blocks: Iterable[Raw]) -> Iterator[Raw]:
    for block in blocks:
        if block["type"] == "annex":
            yield from _rows(block["value"].get("body") or ())
        elif block["type"] == "roster":
            yield from block["value"].get("rows") or ()


def links(blocks: Iterable[Raw]) -> Links:
    """`blocks` is StreamField raw data with ids."""
    chosen = {
        row["id"]: {name: row["value"][name] for name in NAMES if row["value"].get(name)} for row in _rows(blocks)
    }
    return {row_id: links for row_id, links in chosen.items() if links}
