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

_SIMILARITY = Indel.normalized_similarity
# Shorter blocks (headings, "Chair") say nothing about identity away from their neighbours.
_TELLING = 4
_SAME_ID = 0.4
_LIKE = 0.42
_ALIKE = 0.6
_ALONE = 0.3
# A partner elsewhere that is better by this much forbids the pair.
_CLEARLY = 0.15
_MUTUALLY = 0.05
# Blocks so alike belong together even so.
_VERY = 0.82
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
        self.old_keys, self.new_keys = [block.key for block in self.old], [block.key for block in self.new]
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

    def owner(self, new: int) -> int:
        old = self.to_old[new]
        return CLOSED if old is None else old

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
        return (_SIMILARITY(a, b) + self._overlap(a, b)) / 2

    def _overlap(self, a: str, b: str) -> float:
        weight = self._weight
        common = sum(weight[letter] * count for letter, count in (Counter(a) & Counter(b)).items())
        total = sum(map(weight.__getitem__, a)) + sum(map(weight.__getitem__, b))
        return 2 * common / total if total else 1.0


def _by_clause(blocks: Sequence[Block]) -> dict[tuple[str, int], int]:
    """Blocks by clause, where the id is of one clause only."""
    counts = Counter(block.clause for block in blocks)
    return {block.clause: n for n, block in enumerate(blocks) if block.clause and counts[block.clause] == 1}


def _join_by_id(pairing: Pairing) -> None:
    olds, news = _by_clause(pairing.old), _by_clause(pairing.new)
    for clause in sorted(olds.keys() & news.keys()):
        old, new = olds[clause], news[clause]
        if (score := pairing.likeness(old, new)) >= _SAME_ID:
            pairing.join(old, new, score)


def _numbers_by_key(blocks: Sequence[Block], numbers: Iterable[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        found[blocks[number].key].append(number)
    return found


def _join_unique(pairing: Pairing, least: int) -> None:
    """Identical, and only once on either side."""
    olds = _numbers_by_key(pairing.old, range(len(pairing.old)))
    news = _numbers_by_key(pairing.new, range(len(pairing.new)))
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
        near = extract(key, choices, scorer=_SIMILARITY, score_cutoff=_LIKE, limit=_RIVALS)
        found.extend(Candidate(old, new, pairing.likeness(old, new)) for _, _, new in near)
    return found


def _join_alike(pairing: Pairing, pair: Candidate) -> None:
    """Unless either is clearly more like a block that stays as it was: a new clause modelled on its neighbour is no
    edit of the clause that was deleted beside it."""
    if pair.score >= _VERY or not (pairing.is_free(pair.old, pair.new) and _is_modelled(pairing, pair)):
        pairing.join(pair.old, pair.new, pair.score)


def _is_modelled(pairing: Pairing, pair: Candidate) -> bool:
    wanted = pair.score + _CLEARLY
    mine, other = pairing.old[pair.old].key, pairing.new[pair.new].key
    olds = extract(other, pairing.old_keys, scorer=_SIMILARITY, score_cutoff=wanted - 0.05, limit=_RIVALS)
    news = extract(mine, pairing.new_keys, scorer=_SIMILARITY, score_cutoff=wanted - 0.05, limit=_RIVALS)
    stays = [(old, pair.new) for _, _, old in olds if pairing.score.get(old) == 1]
    stays += [(pair.old, new) for _, _, new in news if pairing.score.get(pairing.owner(new)) == 1]
    return any(pairing.likeness(old, new) >= wanted for old, new in stays)


def _join_alike_in_order(pairing: Pairing, candidates: Sequence[Candidate]) -> None:
    """Between the same neighbours, unless one of the two has a clearly better partner elsewhere, or a better one
    that has no better partner itself."""
    olds, news = _steady(pairing)
    free = [c for c in candidates if pairing.is_free(c.old, c.new)]
    best = _best_scores(free)
    mutual = _best_scores(c for c in free if c.score == best["old", c.old] == best["new", c.new])
    for pair in heaviest_rising([c for c in free if _gap_of(olds, c.old) == _gap_of(news, c.new)]):
        ends = ("old", pair.old), ("new", pair.new)
        if (
            max(best[end] for end in ends) < pair.score + _CLEARLY
            and max(mutual[end] for end in ends) < pair.score + _MUTUALLY
        ):
            _join_alike(pairing, pair)


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
            _join_alike(pairing, Candidate(free_old[0], free_new[0], score))


def _join_alike_anywhere(pairing: Pairing, candidates: Sequence[Candidate]) -> None:
    for c in sorted(candidates, key=lambda c: (-c.score, c.old, c.new)):
        if c.score >= _ALIKE and min(len(pairing.old[c.old].key), len(pairing.new[c.new].key)) >= _TELLING:
            _join_alike(pairing, c)


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
        for old in (c.old, pairing.owner(c.new)):
            if old in pairing.score and (old, pairing.to_new[old]) != (c.old, c.new):
                pairing.rival[old] = max(pairing.rival.get(old, 0.0), c.score)


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
