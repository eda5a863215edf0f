"""Which block of the old text is which of the new: pairs in falling order of certainty, each block at most once."""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from .map import NONE
from .words import Block, Text

# Shorter blocks (headings, "Chair") say nothing about identity away from their neighbours.
_TELLING = 4
_SAME_ID = 0.4
_LIKE = 0.42
_ALIKE = 0.6
_ALONE = 0.3
# A partner elsewhere that is better by this much forbids the pair.
_CLEARLY = 0.15
_RIVALS = 8
_SPENT = 0.5
CLOSED = -1


@dataclass(frozen=True, slots=True)
class Candidate:
    old: int
    new: int
    score: float


class Pairing:
    """Pairs of blocks by number; `rival` is the score of the best other partner a paired old block could have had."""

    def __init__(self, old: Text, new: Text) -> None:
        self.old, self.new = old.blocks, new.blocks
        self.to_new: list[int | None] = [None] * len(self.old)
        self.to_old: list[int | None] = [None] * len(self.new)
        self.score: dict[int, float] = {}
        self.rival: dict[int, float] = {}
        counts = Counter(old.line + new.line)
        total = len(old.line) + len(new.line)
        self._weight = {letter: math.log(1 + total / count) for letter, count in counts.items()}

    def join(self, old: int, new: int, score: float = 1.0) -> bool:
        if not self.is_free(old, new):
            return False
        self.to_new[old], self.to_old[new], self.score[old] = new, old, score
        return True

    def is_free(self, old: int, new: int) -> bool:
        """Both exist and neither has a partner."""
        within = 0 <= old < len(self.old) and 0 <= new < len(self.new)
        return within and self.to_new[old] is None and self.to_old[new] is None

    def close(self, to_new: Sequence[int], to_old: Sequence[int]) -> None:
        """Blocks whose words mostly have partners already, split and merged ones, look for none."""
        for blocks, partners, owners in ((self.old, self.to_new, to_new), (self.new, self.to_old, to_old)):
            for number, block in enumerate(blocks):
                owned = block.size - owners[block.first : block.last].count(NONE)
                if partners[number] is None and owned > _SPENT * block.size:
                    partners[number] = CLOSED

    def doubt(self) -> dict[int, float]:
        """How much better a block's partner is than the next best."""
        return {old: self.score[old] - rival for old, rival in self.rival.items()}

    def free(self) -> tuple[list[int], list[int]]:
        return [n for n, to in enumerate(self.to_new) if to is None], [
            n for n, to in enumerate(self.to_old) if to is None
        ]

    def pairs(self) -> Iterator[tuple[int, int]]:
        return ((old, new) for old, new in enumerate(self.to_new) if new is not None and new != CLOSED)

    def likeness(self, old: int, new: int) -> float:
        """Words in order and words by rarity, half and half: a telling word outweighs common ones."""
        a, b = self.old[old].key, self.new[new].key
        return (Indel.normalized_similarity(a, b) + self._overlap(a, b)) / 2

    def _overlap(self, a: str, b: str) -> float:
        weight = self._weight
        common = sum(weight[letter] * count for letter, count in (Counter(a) & Counter(b)).items())
        total = sum(map(weight.__getitem__, a)) + sum(map(weight.__getitem__, b))
        return 2 * common / total if total else 1.0


def _join_by_id(pairing: Pairing) -> None:
    known = {block.clause: number for number, block in enumerate(pairing.old) if block.clause}
    for new, block in enumerate(pairing.new):
        old = known.get(block.clause)
        if old is not None and (score := pairing.likeness(old, new)) >= _SAME_ID:
            pairing.join(old, new, score)


def _numbers_by_key(blocks: Sequence[Block], numbers: Iterable[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        found[blocks[number].key].append(number)
    return found


def _join_unique(pairing: Pairing, least: int) -> None:
    """Identical, and only once on either side."""
    olds, news = _numbers_by_key(pairing.old, range(len(pairing.old))), _numbers_by_key(pairing.new, range(len(pairing.new)))
    for key, numbers in olds.items():
        if len(key) >= least and len(numbers) == 1 and len(news.get(key, ())) == 1:
            pairing.join(numbers[0], news[key][0])


def _grow(pairing: Pairing) -> None:
    """Identical neighbours of pairs, forwards and backwards, however often they occur."""
    for step in (1, -1):
        for old, new in list(pairing.pairs()):
            a, b = old + step, new + step
            while pairing.is_free(a, b) and pairing.old[a].key == pairing.new[b].key:
                pairing.join(a, b)
                a, b = a + step, b + step


def _steady(pairing: Pairing) -> tuple[list[int], list[int]]:
    """The most pairs that are in the same order on both sides."""
    pairs = list(pairing.pairs())
    chosen = heaviest_rising([Candidate(old, new, len(pairing.old[old].key) + 0.5) for old, new in pairs])
    return [pair.old for pair in chosen], [pair.new for pair in chosen]


def heaviest_rising(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates rising on both sides whose scores add up to most."""
    order = sorted(candidates, key=lambda c: (c.old, -c.new))
    ranks = {new: rank for rank, new in enumerate(sorted({c.new for c in order}), 1)}
    # A Fenwick tree of the best chain that ends at or below a rank.
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for number, candidate in enumerate(order):
        rank = ranks[candidate.new]
        best, at = (0.0, -1), rank - 1
        while at > 0:
            best, at = max(best, tree[at]), at & (at - 1)
        before.append(best[1])
        chain = (best[0] + candidate.score, number)
        while rank < len(tree):
            tree[rank], rank = max(tree[rank], chain), rank + (rank & -rank)
    at = max((entry for entry in tree), default=(0.0, -1))[1]
    chosen = []
    while at >= 0:
        chosen.append(order[at])
        at = before[at]
    return chosen[::-1]


def _gap_of(steady: Sequence[int], number: int) -> int:
    return bisect_left(steady, number)


def _candidates(pairing: Pairing) -> list[Candidate]:
    """Free blocks and the free blocks like them."""
    olds, news = pairing.free()
    choices = {number: pairing.new[number].key for number in news}
    found = []
    for old in olds:
        key = pairing.old[old].key
        near = extract(key, choices, scorer=Indel.normalized_similarity, score_cutoff=_LIKE, limit=_RIVALS)
        found.extend(Candidate(old, new, pairing.likeness(old, new)) for _, _, new in near)
    return found


def _join_alike_in_order(pairing: Pairing, candidates: Sequence[Candidate]) -> None:
    """Between the same neighbours, unless one of the two has a clearly better partner elsewhere."""
    olds, news = _steady(pairing)
    within = [c for c in candidates if pairing.is_free(c.old, c.new) and _gap_of(olds, c.old) == _gap_of(news, c.new)]
    best = _best_scores(c for c in candidates if pairing.is_free(c.old, c.new))
    for pair in heaviest_rising(within):
        if max(best["old", pair.old], best["new", pair.new]) < pair.score + _CLEARLY:
            pairing.join(pair.old, pair.new, pair.score)


def _best_scores(candidates: Iterable[Candidate]) -> dict[tuple[str, int], float]:
    best: dict[tuple[str, int], float] = defaultdict(float)
    for c in candidates:
        best["old", c.old] = max(best["old", c.old], c.score)
        best["new", c.new] = max(best["new", c.new], c.score)
    return best


def _join_only_ones(pairing: Pairing) -> None:
    """The only free block on either side between the same neighbours need not be very alike."""
    olds, news = _steady(pairing)
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, (steady, free) in enumerate(zip((olds, news), pairing.free(), strict=True)):
        for number in free:
            gaps[_gap_of(steady, number)][side].append(number)
    for free_old, free_new in gaps.values():
        if len(free_old) == len(free_new) == 1 and (score := pairing.likeness(free_old[0], free_new[0])) >= _ALONE:
            pairing.join(free_old[0], free_new[0], score)


def _join_alike_anywhere(pairing: Pairing, candidates: Sequence[Candidate]) -> None:
    for c in sorted(candidates, key=lambda c: (-c.score, c.old, c.new)):
        if c.score >= _ALIKE and min(len(pairing.old[c.old].key), len(pairing.new[c.new].key)) >= _TELLING:
            pairing.join(c.old, c.new, c.score)


def _join_same_in_order(pairing: Pairing) -> None:
    """Identical blocks between the same neighbours, short ones too."""
    olds, news = _steady(pairing)
    free_old, free_new = pairing.free()
    places = _numbers_by_key(pairing.new, free_new)
    same = [
        Candidate(old, new, len(pairing.old[old].key) + 0.5)
        for old in free_old
        for new in places.get(pairing.old[old].key, ())
        if _gap_of(olds, old) == _gap_of(news, new)
    ]
    for pair in heaviest_rising(same):
        pairing.join(pair.old, pair.new)


def _note_rivals(pairing: Pairing, candidates: Iterable[Candidate]) -> None:
    for c in candidates:
        if pairing.to_new[c.old] not in (None, CLOSED, c.new):
            pairing.rival[c.old] = max(pairing.rival.get(c.old, 0.0), c.score)
        owner = pairing.to_old[c.new]
        if owner not in (None, CLOSED, c.old):
            pairing.rival[owner] = max(pairing.rival.get(owner, 0.0), c.score)


def pair_identical(pairing: Pairing) -> None:
    _join_by_id(pairing)
    _join_unique(pairing, _TELLING)
    _grow(pairing)
    _join_same_in_order(pairing)


def pair_alike(pairing: Pairing) -> None:
    candidates = _candidates(pairing)
    _join_alike_in_order(pairing, candidates)
    _join_same_in_order(pairing)
    _join_alike_anywhere(pairing, candidates)
    _grow(pairing)
    _join_only_ones(pairing)
    _note_rivals(pairing, candidates)
