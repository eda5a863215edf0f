"""Phrases that occur once in either text: they are the same phrase, wherever they stand."""

from collections.abc import Iterator, Sequence

from decrees.text.anchoring.map import NONE, Map, unowned
from decrees.text.anchoring.pairing import Pairing
from decrees.text.anchoring.runs import Run
from decrees.text.anchoring.words import Block

_PHRASE = 6
# A whole block of this many words inside another one was merged or split off.
_WHOLE = 8


def map_contained(words: Map, pairing: Pairing) -> None:
    """Free blocks that stand word for word inside a free stretch of the other text."""
    free_old, free_new = pairing.free()
    for number in free_old:
        _map_whole(words, pairing.old[number], words.new.line, is_old=True)
    for number in free_new:
        _map_whole(words, pairing.new[number], words.old.line, is_old=False)


def _map_whole(words: Map, block: Block, line: str, *, is_old: bool) -> None:
    key = block.key
    if len(key) < _WHOLE or not words.is_unique(key):
        return
    mine, other = block.first + block.lead, line.find(key)
    old, new = (mine, other) if is_old else (other, mine)
    if words.is_free(old, new, len(key)):
        words.own(old, new, len(key))


def map_phrases(words: Map) -> None:
    """Long phrases that are still free, longest first."""
    free_old = [part for part in unowned(words.to_new) if len(part) >= _PHRASE]
    free_new = [part for part in unowned(words.to_old) if len(part) >= _PHRASE]
    if not free_old or not free_new:
        return
    places = _places(words.new.line, free_new)
    found = {run for part in free_old for run in _phrases_in(words, part, places)}
    for x, y, size in sorted(found, key=lambda run: (-run[2], run)):
        if words.is_free(x, y, size):
            words.own(x, y, size)


def _places(line: str, parts: Sequence[range]) -> dict[str, int]:
    """Where each phrase stands in these parts of the line."""
    return {line[at : at + _PHRASE]: at for part in parts for at in range(part.start, part.stop - _PHRASE + 1)}


def _phrases_in(words: Map, part: range, places: dict[str, int]) -> Iterator[Run]:
    line = words.old.line
    at = part.start
    while at + _PHRASE <= part.stop:
        phrase = line[at : at + _PHRASE]
        place = places.get(phrase, NONE)
        if place != NONE and words.is_free(at, place, _PHRASE) and words.is_unique(phrase):
            x, y, size = _widened(words, at, place)
            yield x, y, size
            at = x + size
        else:
            at += 1


def _widened(words: Map, x: int, y: int) -> Run:
    size = _PHRASE
    while x and y and _is_free_twin(words, x - 1, y - 1):
        x, y, size = x - 1, y - 1, size + 1
    while _is_free_twin(words, x + size, y + size):
        size += 1
    return x, y, size


def _is_free_twin(words: Map, x: int, y: int) -> bool:
    a, b = words.old.line, words.new.line
    return x < len(a) and y < len(b) and a[x] == b[y] and words.is_free(x, y)
