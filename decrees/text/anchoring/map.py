"""Which new word every old word has become."""

from collections.abc import Iterator, Sequence

from decrees.text.anchoring.words import Text

NONE = -1


def is_once(line: str, phrase: str) -> bool:
    at = line.find(phrase)
    return at >= 0 and line.find(phrase, at + 1) < 0


class Map:
    """Injective both ways: `to_new` and `to_old` give the partner of a word, or NONE.

    `doubt` tells of an old block how much better its partner was than the next best, where there was one."""

    def __init__(self, old: Text, new: Text) -> None:
        self.old, self.new = old, new
        self.to_new = [NONE] * len(old.line)
        self.to_old = [NONE] * len(new.line)
        self.doubt: dict[int, float] = {}

    def own(self, old: int, new: int, count: int = 1) -> None:
        """Joins a run of words, those that are still free on both sides."""
        if self.is_free(old, new, count):
            self.to_new[old : old + count] = range(new, new + count)
            self.to_old[new : new + count] = range(old, old + count)
        elif count > 1:
            for n in range(count):
                self.own(old + n, new + n)

    def is_free(self, old: int, new: int, count: int = 1) -> bool:
        if count == 1:
            return self.to_new[old] == NONE == self.to_old[new]
        return {NONE}.issuperset(self.to_new[old : old + count]) and {NONE}.issuperset(self.to_old[new : new + count])

    def is_unique(self, phrase: str) -> bool:
        return is_once(self.old.line, phrase) and is_once(self.new.line, phrase)

    def is_joint(self, old: int, next_old: int, new: int, next_new: int) -> bool:
        """The words follow each other within one block on both sides."""
        return self.old.is_same_block(old, next_old) and self.new.is_same_block(new, next_new)

    def inverted(self) -> "Map":
        other = Map(self.new, self.old)
        other.to_new, other.to_old = self.to_old, self.to_new
        other.doubt = {self.new.block_of[at]: doubt for at, doubt in self._doubtful()}
        return other

    def _doubtful(self) -> Iterator[tuple[int, float]]:
        """A word of the partner of each doubtful block."""
        for number, doubt in self.doubt.items():
            block = self.old.blocks[number]
            at = next((new for new in self.to_new[block.first : block.last] if new != NONE), NONE)
            if at != NONE:
                yield at, doubt


def unowned(owners: Sequence[int], within: range | None = None) -> Iterator[range]:
    """The stretches of words that have no partner."""
    start = None
    stop = len(owners) if within is None else within.stop
    for at in range(stop)[within.start if within else 0 :]:
        if owners[at] == NONE:
            start = at if start is None else start
        elif start is not None:
            yield range(start, at)
            start = None
    if start is not None:
        yield range(start, stop)
