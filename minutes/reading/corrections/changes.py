"""What changed in the text since it was circulated, row by row and word by word."""

from collections.abc import Callable
from dataclasses import dataclass

from minutes.models import MinutesPage, content
from minutes.reading.corrections.standing import first_circulation_of

Pairs = list[tuple[str, str]]
# How two texts are compared is known to the drafts, which stand above this room.
_COMPARE: list[Callable[[str, str], Pairs]] = []


def register_comparison(compare: Callable[[str, str], Pairs]) -> None:
    _COMPARE[:] = [compare]


@dataclass(frozen=True, slots=True)
class Change:
    """`segments`: pairs of what is done ("same", "delete", "insert") and the words."""

    place: str
    segments: list[tuple[str, str]]


def changes_of(text: MinutesPage) -> list[Change]:
    """Between the first circulation of this edition and the text as it is circulated now."""
    first = first_circulation_of(text)
    return compared(text, first.content) if first else []


def compared(text: MinutesPage, before: dict[str, str]) -> list[Change]:
    now = content.words_by_part(text)
    parts = [part for part in {**before, **now} if before.get(part, "") != now.get(part, "")]
    return [
        Change(content.place_of(text, part), segments_of(before.get(part, ""), now.get(part, "")))
        for part in parts
        if part not in text.gaps
    ]


def segments_of(old: str, new: str) -> list[tuple[str, str]]:
    pairs = _COMPARE[0](old, new) if _COMPARE else [(old, new)]
    return [segment for before, after in pairs for segment in _segments(before, after)]


def _segments(old: str, new: str) -> list[tuple[str, str]]:
    if old == new:
        return [("same", old)]
    return [segment for segment in (("delete", old), ("insert", new)) if segment[1]]
