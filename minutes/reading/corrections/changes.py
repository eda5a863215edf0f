"""What changed in the text since it was circulated, row by row and word by word: its words, and what stands beside
them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from minutes.models import MinutesPage, content
from minutes.models.items.facts import FACTS, facts_by_part
from minutes.reading.corrections.facts import changed_facts
from minutes.reading.corrections.standing import first_circulation_of

Pairs = list[tuple[str, str]]
Content = Mapping[str, Any]  # words by part, and facts (see `facts_by_part`)
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


def changes_between(text: MinutesPage, following: MinutesPage) -> list[Change]:
    """Of two editions, as the public may read them."""
    return _changes(text, _all_of(text), _all_of(following))


def compared(text: MinutesPage, before: Content) -> list[Change]:
    return _changes(text, before, _all_of(text))


def _all_of(text: MinutesPage) -> Content:
    return {**content.words_by_part(text), **facts_by_part(text)}


def _changes(text: MinutesPage, before: Content, now: Content) -> list[Change]:
    """Without what is blacked out: in each of the two by itself, before they are compared."""
    parts = [part for part in {**before, **now} if not part.startswith(FACTS)]
    rows = {part: [_shown(text, part, one.get(part)) for one in (before, now)] for part in parts}
    words = [
        Change(content.place_of(text, part), segments_of(old, new))
        for part, (old, new) in rows.items()
        if old != new and part not in text.gaps
    ]
    facts = changed_facts(text, before, now)
    return [*words, *(Change(place, segments_of(old, new)) for place, old, new in facts if old != new)]


def _shown(text: MinutesPage, part: str, words: str | None) -> str:
    return "" if words is None else text.blackout.row(part, words)


def segments_of(old: str, new: str) -> list[tuple[str, str]]:
    pairs = _COMPARE[0](old, new) if _COMPARE else [(old, new)]
    return [segment for before, after in pairs for segment in _segments(before, after)]


def _segments(old: str, new: str) -> list[tuple[str, str]]:
    if old == new:
        return [("same", old)]
    return [segment for segment in (("delete", old), ("insert", new)) if segment[1]]
