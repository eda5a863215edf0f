"""Where a passage begins and ends when the words at its edge have changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein, Postfix

from decrees.text.anchoring.map import NONE, Map
from decrees.text.folding import fold_in_place, without_space

# Only so far from either side of a long insertion is a passage's end looked for.
_REACH = 80
# And over so many words without a partner.
_FAR = 150
# Last words are replaced by at most so many times their length, and _REACH.
_GROWTH = 3


@dataclass(frozen=True, slots=True)
class Edge:
    """The last mapped word of a passage on one side, and the passage's own edge."""

    word: int
    image: int
    at: int


def _is_cut(gap: str, at: int) -> bool:
    """Inside a word."""
    return 0 < at < len(gap) and gap[at - 1].isalnum() and gap[at].isalnum()


def _cost(inner: str, outer: str, gap: str, at: int) -> int:
    return Levenshtein.distance(inner, gap[:at]) + Levenshtein.distance(outer, gap[at:])


def _split(inner: str, outer: str, gap: str, places: Iterable[int]) -> int:
    """Where the gap parts into what became of the inner and the outer text; as near as may be if all is equal."""
    low, high = 2 * len(inner) + _REACH, len(gap) - 2 * len(outer) - _REACH
    near = [at for at in places if (at <= low or at >= high) and not _is_cut(gap, at)]
    return min(near, key=lambda at: (_cost(inner, outer, gap, at), at), default=0)


def _squeezed(text: str) -> str:
    return without_space(text.replace("-", ""))


def _reach(gap: str, count: int) -> int:
    """How far so many characters reach, where only spaces and hyphens have changed ("work flow", "workflow")."""
    return next(at for at in range(len(gap) + 1) if len(_squeezed(gap[:at])) == count)


def _split_after(inner: str, outer: str, gap: str) -> int:
    """Length of the gap's beginning that belongs to the inner text."""
    inner, outer, gap = fold_in_place(inner), fold_in_place(outer), fold_in_place(gap)
    if gap.startswith(inner) and not _is_cut(gap, len(inner)):
        return len(inner)
    if _squeezed(gap) == _squeezed(inner + outer):
        return _reach(gap, len(_squeezed(inner)))
    if _has_words(inner) and not _has_words(outer) and len(gap) <= _GROWTH * len(inner) + _REACH:
        return len(gap) - _same_end(outer, gap)
    return _split(inner, outer, gap, [0] + [at for at in range(1, len(gap) + 1) if not gap[at - 1].isspace()])


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _same_end(one: str, other: str) -> int:
    """How many characters at the end, without a letter or digit, both have."""
    return Postfix.similarity(one, other)


def _split_before(inner: str, outer: str, gap: str) -> int:
    """Length of the gap's end that belongs to the inner text."""
    return _split_after(inner[::-1], outer[::-1], gap[::-1])


def left_end(words: Map, edge: Edge) -> int:
    old, new = words.old, words.new
    begin = old.starts[edge.word]
    if edge.at >= begin:
        return min(new.starts[edge.image] + edge.at - begin, new.ends[edge.image])
    before = edge.word
    while before > max(0, edge.word - _FAR) and (words.to_new[before - 1] == NONE or old.starts[before - 1] >= edge.at):
        before -= 1
    block = old.blocks[old.block_of[edge.word]]
    outside = old.ends[before - 1] if before else 0
    at = edge.image
    while at > max(0, edge.image - _FAR) and words.to_old[at - 1] == NONE:
        at -= 1
    floor = new.ends[at - 1] if at else 0
    if edge.at >= block.start:
        outside = max(outside, block.start)
        is_split = at and words.to_old[at - 1] == before - 1 >= block.first
        floor = floor if is_split else max(floor, new.blocks[new.block_of[edge.image]].start)
    stop = new.starts[edge.image]
    return stop - _split_before(old.raw[edge.at : begin], old.raw[min(outside, edge.at) : edge.at], new.raw[floor:stop])


def right_end(words: Map, edge: Edge) -> int:
    old, new = words.old, words.new
    stop = old.ends[edge.word]
    if edge.at <= stop:
        return max(new.ends[edge.image] - (stop - edge.at), new.starts[edge.image])
    after, last = edge.word, len(words.to_new) - 1
    while after < min(last, edge.word + _FAR) and (words.to_new[after + 1] == NONE or old.ends[after + 1] <= edge.at):
        after += 1
    block = old.blocks[old.block_of[edge.word]]
    outside = old.starts[after + 1] if after < last else len(old.raw)
    at, last = edge.image, len(words.to_old) - 1
    while at < min(last, edge.image + _FAR) and words.to_old[at + 1] == NONE:
        at += 1
    ceiling = new.starts[at + 1] if at < last else len(new.raw)
    if edge.at <= block.end:
        outside = min(outside, block.end)
        is_split = at < last and words.to_old[at + 1] == after + 1 < block.last
        ceiling = ceiling if is_split else min(ceiling, new.blocks[new.block_of[edge.image]].end)
    begin = new.ends[edge.image]
    inner, outer = old.raw[stop : edge.at], old.raw[edge.at : max(outside, edge.at)]
    return begin + _split_after(inner, outer, new.raw[begin:ceiling])
