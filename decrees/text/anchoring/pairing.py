"""The pairs of blocks found so far."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from decrees.text.anchoring.likeness import Shelf, similarity
from decrees.text.anchoring.map import NONE, is_once
from decrees.text.anchoring.words import Text

# Blocks with more than this share of their words mapped need no partner.
_SPENT = 0.5
CLOSED = -1
# Words in a row that may be telling, and more than a stock phrase has.
_ROW = 2
_STOCK = 12


def _rows(key: str, size: int) -> set[str]:
    return {key[at : at + size] for at in range(len(key) - size + 1)}


class Pairing:
    """Pairs of blocks by number; `rival` is the score of the best other partner a paired old block could have had."""

    def __init__(self, old: Text, new: Text) -> None:
        self.old, self.new = old.blocks, new.blocks
        self.lines = old.line, new.line
        self.to_new: list[int | None] = [None] * len(self.old)
        self.to_old: list[int | None] = [None] * len(self.new)
        self.score: dict[int, float] = {}
        self.rival: dict[int, float] = {}
        counts = Counter(old.line + new.line)
        total = len(old.line) + len(new.line)
        self._weight = {letter: math.log(1 + total / count) for letter, count in counts.items()}

    @cached_property
    def old_shelf(self) -> Shelf:
        return Shelf({number: block.key for number, block in enumerate(self.old)})

    @cached_property
    def new_shelf(self) -> Shelf:
        return Shelf({number: block.key for number, block in enumerate(self.new)})

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
        return (similarity(a, b) + self._overlap(a, b)) / 2

    def are_beside(self, old: int, new: int) -> bool:
        """A pair stands before or after them."""
        return any(
            0 <= old + step < len(self.old) and self.to_new[old + step] == new + step != CLOSED for step in (1, -1)
        )

    def share_own_words(self, old: int, new: int) -> bool:
        """Some words in a row that stand in no other block of either text, or more in a row than a stock phrase has."""
        a, b = self.old[old].key, self.new[new].key
        common = _rows(a, _ROW) & _rows(b, _ROW)
        return not _rows(a, _STOCK).isdisjoint(_rows(b, _STOCK)) or any(
            all(is_once(line, row) for line in self.lines) for row in common
        )

    def _overlap(self, a: str, b: str) -> float:
        weight = self._weight
        common = sum(weight[letter] * count for letter, count in (Counter(a) & Counter(b)).items())
        total = sum(map(weight.__getitem__, a)) + sum(map(weight.__getitem__, b))
        return 2 * common / total if total else 1.0
