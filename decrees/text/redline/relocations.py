"""Words that one clause lost and another has gained, as when two points are merged, or one is split. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from decrees.text.redline.hunks import Hunk

# Fewer words in a row, or less than this share of what either clause lost or gained, are in common by chance.
TELLING, SHARE = 4, 2 / 3
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class Relocation(NamedTuple):
    """`words`, as they read now, went from the hunk that took them out to the one that put them in."""

    gone: Hunk
    come: Hunk
    words: str


class _Side(NamedTuple):
    """The words that one hunk took out, or put in, and where in its text each begins and ends."""

    hunk: Hunk
    text: str
    words: list[str]
    ends: list[tuple[int, int]]


_Place = tuple[_Side, int]


def _side(hunk: Hunk, text: str) -> _Side:
    found = list(_WORD.finditer(text))
    return _Side(hunk, text, [match.group().casefold() for match in found], [match.span() for match in found])


def _phrases(sides: Iterable[_Side]) -> dict[tuple[str, ...], _Place | None]:
    """Where each stands; None if in several places."""
    places: dict[tuple[str, ...], _Place | None] = {}
    for side in sides:
        for at in range(len(side.words) - TELLING + 1):
            phrase = tuple(side.words[at : at + TELLING])
            places[phrase] = None if phrase in places else (side, at)
    return places


def _length(gone: Sequence[str], come: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(gone, come, strict=False)) if a != b), min(len(gone), len(come)))


def _runs(
    gone: dict[tuple[str, ...], _Place | None], come: dict[tuple[str, ...], _Place | None]
) -> Iterator[Relocation]:
    """From each phrase that left one place for one other, as far as the words agree."""
    done: dict[str, int] = {}
    for phrase, place in come.items():
        source = gone.get(phrase)
        if place is None or source is None:
            continue
        (new, at), (old, start) = place, source
        if at < done.get(new.hunk.id, 0) or {old.hunk.old_id, old.hunk.clause_id} & {new.hunk.clause_id}:
            continue
        end = done[new.hunk.id] = at + _length(old.words[start:], new.words[at:])
        if end - at >= SHARE * min(len(old.words), len(new.words)):
            yield Relocation(old.hunk, new.hunk, new.text[new.ends[at][0] : new.ends[end - 1][1]])


def relocations(hunks: Iterable[Hunk]) -> list[Relocation]:
    """In the order of the hunks that put the words in. What merely changed its place within a clause is none."""
    hunks = list(hunks)
    gone = _phrases(_side(hunk, hunk.old) for hunk in hunks if hunk.old)
    come = _phrases(_side(hunk, hunk.new) for hunk in hunks if hunk.new) if gone else {}
    return list(_runs(gone, come))


class RelocatedWords(NamedTuple):
    """`words` went to the hunk `other`, or came from there; `place` is what its clause is called, or was."""

    words: str
    other: str
    place: str
    went: bool


def relocations_by_change(
    told: Iterable[tuple[Hunk, str]], before: Mapping[str, str]
) -> dict[str, list[RelocatedWords]]:
    """By hunk. `told` with what the clauses are called now, `before` what they were called."""
    now = {hunk.id: (hunk, place) for hunk, place in told}
    found: dict[str, list[RelocatedWords]] = {}
    for gone, come, words in relocations(hunk for hunk, _ in now.values()):
        found.setdefault(gone.id, []).append(RelocatedWords(words, come.id, now[come.id][1], went=True))
        was = before.get(gone.old_id, now[gone.id][1])
        found.setdefault(come.id, []).append(RelocatedWords(words, gone.id, was, went=False))
    return found
