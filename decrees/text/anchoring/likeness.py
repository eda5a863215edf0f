"""Which blocks could be the same: those most alike, and the best chain of pairs in one order."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

similarity = Indel.normalized_similarity
# Up to so many blocks every one is compared; above, those that share rare words.
_FEW = 700
_RARE = 50
_SHARING = 24
_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    old: int
    new: int
    score: float


class Shelf:
    """Finds the keys most like another one."""

    def __init__(self, keys: Mapping[int, str]) -> None:
        self._keys = keys
        self._having: dict[str, list[int]] = defaultdict(list)
        if len(keys) > _FEW:
            for number, key in keys.items():
                for letter in set(key):
                    self._having[letter].append(number)

    def near(self, key: str, cutoff: float) -> Iterator[int]:
        keys = self._keys if len(self._keys) <= _FEW else self._sharing(key)
        found = extract(key, keys, scorer=similarity, score_cutoff=cutoff, limit=_LIMIT)
        return (number for _, _, number in found)

    def _sharing(self, key: str) -> dict[int, str]:
        votes: Counter[int] = Counter()
        for letter in set(key):
            having = self._having.get(letter, ())
            if len(having) <= _RARE:
                votes.update(having)
        return {number: self._keys[number] for number, _ in votes.most_common(_SHARING)}


def heaviest_rising(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates rising on both sides whose scores add up to most."""
    order = sorted(candidates, key=lambda c: (c.old, -c.new))
    if all(a.old < b.old and a.new < b.new for a, b in pairwise(order)):
        return order
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
