"""Where a passage of the old text stands in the new: follow its words through the map, then settle its ends."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from .ends import Edge, left_end, right_end
from .map import NONE, Map
from .words import fold

_COVERAGE = 0.3
_SIMILAR = 0.46
# Ends that reach into new text and make the passage less similar than this are drawn in, if that helps clearly.
_STRETCHED = 0.6
_CLOSER = 0.2
# Words between two mapped words of a passage beyond which they are two places.
_APART = 40
_COPY = 5
# A place is in doubt when the next best was this close.
_NEARLY = 0.1


class State(StrEnum):
    KEPT = "kept"
    MOVED = "moved"
    EDITED = "edited"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Placement:
    """A span of code points in the new text; orphaned, it is empty and `stood_at` tells where the passage stood.

    `check` asks a person to look: another place was nearly as good."""

    state: State
    start: int
    end: int
    score: float
    check: bool = False
    stood_at: int | None = None


Pair = tuple[int, int]


def _clusters(pairs: Sequence[Pair], apart: int) -> Iterator[list[Pair]]:
    """Mapped words that stand together, and in order, in the new text."""
    cluster: list[Pair] = []
    for pair in pairs:
        if cluster and not 0 < pair[1] - cluster[-1][1] <= apart + (pair[0] - cluster[-1][0]):
            yield cluster
            cluster = []
        cluster.append(pair)
    if cluster:
        yield cluster


def _weight(words: Map, pairs: Sequence[Pair]) -> int:
    return sum(words.old.ends[old] - words.old.starts[old] for old, _ in pairs)


def _is_plain(text: str) -> bool:
    return not any(map(str.isalnum, text))


class Placer:
    def __init__(self, words: Map) -> None:
        self.words = words
        self.old, self.new = words.old, words.new
        self.mapped = [at for at, new in enumerate(words.to_new) if new != NONE]

    def place(self, start: int, end: int) -> Placement:
        span = self.old.words_in(start, end)
        pairs = [(at, self.words.to_new[at]) for at in span if self.words.to_new[at] != NONE]
        if not span:
            return self._place_point(start, end)
        best = max(_clusters(pairs, _APART), key=lambda c: _weight(self.words, c), default=[])
        return (best and self._follow(start, end, span, best)) or self._copy(start, end, span)

    def _follow(self, start: int, end: int, span: range, cluster: list[Pair]) -> Placement | None:
        whole = sum(self.old.ends[at] - self.old.starts[at] for at in span)
        if _weight(self.words, cluster) < _COVERAGE * whole:
            return None
        left = left_end(self.words, Edge(*cluster[0], start))
        right = right_end(self.words, Edge(*cluster[-1], end))
        quote = fold(self.old.raw[start:end])
        score = self._similarity(quote, left, right)
        if score < _STRETCHED:
            tight = self.new.starts[cluster[0][1]], self.new.ends[cluster[-1][1]]
            closer = self._similarity(quote, *tight)
            if closer > score + _CLOSER:
                score, (left, right) = closer, tight
        if score == 1.0:
            return Placement(self._order(cluster), left, right, 1.0)
        if score < _SIMILAR:
            return None
        return Placement(State.EDITED, left, right, score, check=self._has_rival(cluster))

    def _similarity(self, quote: str, left: int, right: int) -> float:
        return Indel.normalized_similarity(quote, fold(self.new.raw[left:right]))

    def _has_rival(self, cluster: list[Pair]) -> bool:
        return self.words.doubt.get(self.old.block_of[cluster[0][0]], 1.0) < _NEARLY

    def _order(self, cluster: list[Pair]) -> State:
        """Moved, when it does not stand between the neighbours it had."""
        first, last = cluster[0], cluster[-1]
        before, after = self._mapped_before(first[0]), self._mapped_after(last[0])
        in_order = (before is None or before[1] < first[1]) and (after is None or after[1] > last[1])
        return State.KEPT if in_order else State.MOVED

    def _mapped_before(self, at: int) -> Pair | None:
        place = bisect_left(self.mapped, at) - 1
        return (self.mapped[place], self.words.to_new[self.mapped[place]]) if place >= 0 else None

    def _mapped_after(self, at: int) -> Pair | None:
        place = bisect_right(self.mapped, at)
        return (self.mapped[place], self.words.to_new[self.mapped[place]]) if place < len(self.mapped) else None

    # What the map does not know

    def _copy(self, start: int, end: int, span: range) -> Placement:
        """A verbatim copy that nobody owns and that is the only one; else orphaned."""
        phrase = self.old.line[span.start : span.stop]
        at = self.new.line.find(phrase)
        alone = at >= 0 and self.new.line.find(phrase, at + 1) < 0 and self.old.line.count(phrase) == 1
        free = all(owner == NONE for owner in self.words.to_old[at : at + len(span)])
        if alone and free and len(span) >= _COPY:
            left = left_end(self.words, Edge(span.start, at, start))
            right = right_end(self.words, Edge(span.stop - 1, at + len(span) - 1, end))
            return Placement(State.MOVED, left, right, 1.0, check=True)
        return self._orphan(span.start, span.stop)

    def _orphan(self, first: int, stop: int) -> Placement:
        """It stood by its nearest mapped neighbour."""
        before, after = self._mapped_before(first), self._mapped_after(stop - 1)
        if before and (not after or first - before[0] <= after[0] - stop + 1):
            at = self.new.ends[before[1]]
        else:
            at = self.new.starts[after[1]] if after else 0
        return Placement(State.ORPHANED, at, at, 0.0, stood_at=at)

    def _place_point(self, start: int, end: int) -> Placement:
        """A span without words: kept where the words around it are still neighbours, and what is between them."""
        after = self.old.words_in(start, len(self.old.raw) + 1).start
        before = after - 1
        left = self.words.to_new[before] if before >= 0 else -1
        right = self.words.to_new[after] if after < len(self.words.to_new) else len(self.words.to_old)
        known = (before < 0 or left != NONE) and right != NONE and right == left + 1
        if known:
            old_from, new_from = (self.old.ends[before] if before >= 0 else 0), (self.new.ends[left] if before >= 0 else 0)
            old_to = self.old.starts[after] if after < len(self.old.starts) else len(self.old.raw)
            new_to = self.new.starts[right] if right < len(self.new.starts) else len(self.new.raw)
            if self.old.raw[old_from:old_to] == self.new.raw[new_from:new_to]:
                return Placement(State.KEPT, new_from + start - old_from, new_from + end - old_from, 1.0)
        return self._orphan(after, after)
