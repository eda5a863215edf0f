"""Lists in pandoc's document tree."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from forum.documents import model
from forum.documents.model import Item
from forum.documents.pandoc.grids import Node
from forum.documents.pandoc.inlines import inlines, styled
from forum.documents.pandoc.types import types as p
from forum.models.typed.bullets import BULLET

_LABEL = "label"


def list_of(items: tuple[Item, ...], style: str = "ListText") -> list[Node]:
    """Real, editable lists where their own numbering gives exactly our labels, else the labels as text."""
    return [node for group in _sequences(items) for node in _sequence(group, style)]


def _sequences(items: tuple[Item, ...]) -> Iterator[list[Item]]:
    """Neighbours that are one list: bullets, or numbers until the first of them comes again, or texts without any."""
    group: list[Item] = []
    for item in items:
        begins = group and (
            _kind(item) != _kind(group[0]) or (_kind(item) is _LABEL and item.number == group[0].number)
        )
        if begins:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _kind(item: Item) -> str:
    return item.number if item.number in ("", BULLET) else _LABEL


def _sequence(items: list[Item], style: str) -> list[Node]:
    numbering = _numbering([item.number for item in items])
    if numbering:
        return [p.OrderedList(numbering, [_list_item(item, style) for item in items])]
    if _kind(items[0]) == BULLET:
        return [p.BulletList([_list_item(item, style) for item in items])]
    return [node for item in items for node in _labelled_item(item, style)]


def _labelled_item(item: Item, style: str) -> list[Node]:
    number = f"{item.number} " if item.number else ""
    return _list_item(Item("", (model.Run(number), *model.runs(item.text)), item.items), style)


def _numbering(labels: list[str]) -> Node | None:
    first = labels[0][:-1] if labels else ""
    alphabetic = len(first) == 1 and first in ascii_lowercase
    if not alphabetic and not first.isdecimal():
        return None
    start = ascii_lowercase.index(first) + 1 if alphabetic else int(first)
    numbers = range(start, start + len(labels))
    plain = ascii_lowercase[start - 1 : start - 1 + len(labels)] if alphabetic else [str(number) for number in numbers]
    for end, delimiter in ((".", p.Period), (")", p.OneParen)):
        if labels == [f"{label}{end}" for label in plain]:
            return (start, (p.LowerAlpha if alphabetic else p.Decimal)(), delimiter())
    return None


def _list_item(item: Item, style: str) -> list[Node]:
    return [styled(style, inlines(item.text)), *list_of(item.items, style)]
