"""Where a passage of the old text stands in the new: follow its words through the map, then settle its ends."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from decrees.text.anchoring.ends import Edge, left_end, right_end
from decrees.text.anchoring.likeness import Candidate, heaviest_rising
from decrees.text.anchoring.map import NONE, Map
from decrees.text.folding import fold_typography

# Less of a passage's words, or less of its text, is not the passage any more.
_COVERAGE = 0.3
_SIMILAR = 0.46
# Ends that reach into new text and make the passage less similar than this are drawn in, if that helps clearly.
_STRETCHED = 0.6
_CLOSER = 0.2
# Words put between two words of a passage beyond which they are two places.
_APART = 40
# A copy that nobody owns must be this many words long to be taken for the passage.
_COPY = 5
# A place is in doubt when the next best was this close.
_NEARLY = 0.1


class AnchorState(StrEnum):
    """Recased and replaced are told by `targets.py`, which knows the clauses: here they are kept and orphaned."""

    KEPT = "kept"
    RECASED = "recased"
    MOVED = "moved"
    EDITED = "edited"
    REPLACED = "replaced"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class AnchorResult:
    """A span of code points in the new text; orphaned, it is empty and `stood_at` tells where the passage stood.

    `check` asks a person to look: another place was nearly as good."""

    state: AnchorState
    start: int
    end: int
    score: float
    check: bool = False
    stood_at: int | None = None


Pair = tuple[int, int]


def _clusters(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Mapped words that stand together, and in order, in the new text; strays between them do not part them."""
    clusters: list[list[Pair]] = []
    for old, new in pairs:
        for cluster in reversed(clusters):
            if 0 < new - cluster[-1][1] <= _APART + old - cluster[-1][0]:
                cluster.append((old, new))
                break
        else:
            clusters.append([(old, new)])
    return clusters


class Placer:
    def __init__(self, words: Map) -> None:
        self.words = words
        self.old, self.new = words.old, words.new
        self.mapped = [at for at, new in enumerate(words.to_new) if new != NONE]
        self.moved = self._moved()

    def place(self, start: int, end: int) -> AnchorResult:
        if not 0 <= start <= end <= len(self.old.raw):
            raise ValueError(f"No span of the old text: {start} to {end}")
        span = self.old.words_in(start, end)
        if not span:
            return self._place_point(start, end)
        pairs = [(at, self.words.to_new[at]) for at in span if self.words.to_new[at] != NONE]
        best = max(_clusters(pairs), key=self._weight, default=None)
        return (best and self._follow(start, end, span, best)) or self._copy(start, end, span)

    def _moved(self) -> set[int]:
        """The mapped words outside the longest chain that is in the same order on both sides."""
        runs: list[list[int]] = []
        for at in self.mapped:
            new = self.words.to_new[at]
            if runs and (at, new) == (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]):
                runs[-1][2] += 1
            else:
                runs.append([at, new, 1])
        steady = {run.old for run in heaviest_rising([Candidate(old, new, size) for old, new, size in runs])}
        return {at for old, _, size in runs if old not in steady for at in range(old, old + size)}

    def _weight(self, cluster: Sequence[Pair]) -> int:
        return sum(self.old.ends[old] - self.old.starts[old] for old, _ in cluster)

    # Following the words

    def _follow(self, start: int, end: int, span: range, cluster: list[Pair]) -> AnchorResult | None:
        whole = sum(self.old.ends[at] - self.old.starts[at] for at in span)
        if self._weight(cluster) < _COVERAGE * whole:
            return None
        if 2 * len(cluster) >= len(span):
            cluster = self._verbatim(start, end, span, cluster) or cluster
        left, right = self._ends(start, end, cluster)
        if self._is_same((start, end), (left, right)):
            state = AnchorState.MOVED if cluster[0][0] in self.moved else AnchorState.KEPT
            return AnchorResult(state, left, right, 1.0)
        score = self._similarity((start, end), (left, right))
        if score < _SIMILAR:
            return None
        return AnchorResult(AnchorState.EDITED, left, right, score, check=self._has_rival(cluster))

    def _verbatim(self, start: int, end: int, span: range, cluster: list[Pair]) -> list[Pair]:
        """The passage word for word at the place, where some of its words are mapped to equal words nearby."""
        phrase = self.old.line[span.start : span.stop]
        before, after = self.old.starts[span.start] - start, end - self.old.ends[span[-1]]
        for old, new in (cluster[0], cluster[-1]):
            at = new - old + span.start
            if at >= 0 and self.new.line.startswith(phrase, at):
                place = max(0, self.new.starts[at] - before), self.new.ends[at + len(span) - 1] + after
                if self._is_same((start, end), place):
                    return [(n, at + n - span.start) for n in span]
        return []

    def _ends(self, start: int, end: int, cluster: list[Pair]) -> Pair:
        first, last = cluster[0], cluster[-1]
        wide = left_end(self.words, Edge(*first, start)), right_end(self.words, Edge(*last, end))
        score = self._similarity((start, end), wide)
        if score >= _STRETCHED or self._grew(cluster, end, wide[1]):
            return wide
        tight = self.new.starts[first[1]], self.new.ends[last[1]]
        return tight if self._similarity((start, end), tight) > score + _CLOSER else wide

    def _grew(self, cluster: list[Pair], end: int, stop: int) -> bool:
        """A whole point, quoted with the mark at its end, before which words were put in: "a. X;", "a. X that Y;"."""
        last, image = cluster[-1]
        old, new = self.old.blocks[self.old.block_of[last]], self.new.blocks[self.new.block_of[image]]
        is_whole = cluster[0][0] <= old.first + old.lead and last == old.last - 1
        return is_whole and self.old.ends[last] < end == old.end and stop == new.end

    def _similarity(self, old: Pair, new: Pair) -> float:
        return Indel.normalized_similarity(
            fold_typography(self.old.raw[slice(*old)]), fold_typography(self.new.raw[slice(*new)])
        )

    def _is_same(self, old: Pair, new: Pair) -> bool:
        """The same text but for its numbering."""
        return fold_typography(self.old.uncounted(*old)) == fold_typography(self.new.uncounted(*new))

    def _has_rival(self, cluster: list[Pair]) -> bool:
        return self.words.doubt.get(self.old.block_of[cluster[0][0]], 1.0) < _NEARLY

    # What the map does not know

    def _copy(self, start: int, end: int, span: range) -> AnchorResult:
        """A verbatim copy that nobody owns and that is the only one; else orphaned."""
        phrase = self.old.line[span.start : span.stop]
        at = self.new.line.find(phrase) if len(span) >= _COPY and self.words.is_unique(phrase) else NONE
        if at == NONE or not self.words.is_free(span.start, at, len(span)):
            return self._orphan(span.start, span.stop)
        left = left_end(self.words, Edge(span.start, at, start))
        right = right_end(self.words, Edge(span[-1], at + len(span) - 1, end))
        return AnchorResult(AnchorState.MOVED, left, right, 1.0, check=True)

    def _orphan(self, first: int, stop: int) -> AnchorResult:
        """It stood by its nearest mapped neighbour, or by the edge of that neighbour's block."""
        place, next_place = bisect_left(self.mapped, first) - 1, bisect_left(self.mapped, stop)
        before = self.mapped[place] if place >= 0 else NONE
        after = self.mapped[next_place] if next_place < len(self.mapped) else NONE
        at = 0
        if before != NONE and (after == NONE or first - before <= after - stop + 1):
            new, same = self.words.to_new[before], self.old.is_same_block(before, first)
            at = self.new.ends[new] if same else self.new.blocks[self.new.block_of[new]].end
        elif after != NONE:
            new, same = self.words.to_new[after], self.old.is_same_block(after, stop - 1)
            at = self.new.starts[new] if same else self.new.blocks[self.new.block_of[new]].start
        return AnchorResult(AnchorState.ORPHANED, at, at, 0.0, stood_at=at)

    def _place_point(self, start: int, end: int) -> AnchorResult:
        """A span without words: kept beside the nearer of the two words around it, with the same between them."""
        after = bisect_left(self.old.starts, start)
        if not self.old.line and self.old.raw == self.new.raw:
            return AnchorResult(AnchorState.KEPT, start, end, 1.0)
        begin, stop = self.old.between(after)
        sides = [(start - begin, after - 1), (stop - end, after)]
        for _, word in sorted(sides):
            at = self._beside(word, start, end)
            if at is not None:
                state = AnchorState.MOVED if word in self.moved else AnchorState.KEPT
                return AnchorResult(state, at, at + end - start, 1.0)
        return self._orphan(after, after)

    def _beside(self, word: int, start: int, end: int) -> int | None:
        """Where the span is now if it stands as far from the word as before."""
        image = self.words.to_new[word] if 0 <= word < len(self.words.to_new) else NONE
        if image == NONE:
            return None
        is_after = self.old.starts[word] < start
        old, new = (
            (self.old.ends[word], self.new.ends[image]) if is_after else (self.old.starts[word], self.new.starts[image])
        )
        at = new + start - old
        begin, stop = self.new.between(image + 1 if is_after else image)
        low, high = min(start, old), max(end, old)
        same = self.old.raw[low:high] == self.new.raw[low + new - old : high + new - old]
        return at if same and begin <= at and at + end - start <= stop else None
