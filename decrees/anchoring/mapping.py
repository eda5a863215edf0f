"""The map of a pair of texts: for each old word the one new word it has become, or none."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from .blocks import Pairing, pair_blocks
from .words import Alphabet, Clauses, Text, joined, read

NONE = -1
# This many words in a row are no accident.
_RUN = 3
# A shorter run counts when a trusted one is at most this many words away.
_NEAR = 4
# Blocks less alike than this may share no more than common phrases.
_SURE = 0.45
_PHRASE = 6
_SLIDE = 12
# A rewritten stretch longer than this on either side is not searched word by word.
_LONGEST = 6000


class Map:
    """Injective both ways: `to_new` and `to_old` give the partner of a word, or NONE."""

    def __init__(self, old: Text, new: Text, pairing: Pairing) -> None:
        self.old, self.new, self.pairing = old, new, pairing
        self.to_new = [NONE] * len(old.line)
        self.to_old = [NONE] * len(new.line)

    def own(self, old: int, new: int, count: int = 1) -> None:
        self.to_new[old : old + count] = range(new, new + count)
        self.to_old[new : new + count] = range(old, old + count)

    def is_unique(self, phrase: str) -> bool:
        return _is_once(self.old.line, phrase) and _is_once(self.new.line, phrase)

    def is_joint(self, old: int, next_old: int, new: int, next_new: int) -> bool:
        """The words follow each other within one block on both sides."""
        return self.old.is_same_block(old, next_old) and self.new.is_same_block(new, next_new)

    def inverted(self) -> "Map":
        other = Map(self.new, self.old, self.pairing)
        other.to_new, other.to_old = self.to_old, self.to_new
        return other


Run = tuple[int, int, int]
Edge = tuple[int, int] | None


def _is_once(line: str, phrase: str) -> bool:
    at = line.find(phrase)
    return at >= 0 and line.find(phrase, at + 1) < 0


def _equal_runs(a: str, b: str) -> list[Run]:
    """Longest common subsequence as runs (at in a, at in b, length), long runs stretched at the cost of short ones."""
    if a == b:
        return [(0, 0, len(a))]
    found = [(op.src_start, op.dest_start, op.src_end - op.src_start) for op in Indel.opcodes(a, b) if op.tag == "equal"]
    long = _stretched([run for run in found if run[2] >= _RUN], a, b)
    runs = []
    at_a = at_b = 0
    for run in [*long, (len(a), len(b), 0)]:
        runs.extend(_short_runs(a, b, (at_a, run[0]), (at_b, run[1])))
        runs.append(run)
        at_a, at_b = run[0] + run[2], run[1] + run[2]
    return runs[:-1]


def _stretched(runs: Sequence[Run], a: str, b: str) -> list[Run]:
    result: list[Run] = []
    floor_a = floor_b = 0
    for number, (x, y, size) in enumerate(runs):
        if x < floor_a or y < floor_b:
            cut = max(floor_a - x, floor_b - y)
            x, y, size = x + cut, y + cut, size - cut
        while x > floor_a and y > floor_b and a[x - 1] == b[y - 1]:
            x, y, size = x - 1, y - 1, size + 1
        ceil_a, ceil_b = runs[number + 1][:2] if number + 1 < len(runs) else (len(a), len(b))
        while x + size < ceil_a and y + size < ceil_b and a[x + size] == b[y + size]:
            size += 1
        result.append((x, y, size))
        floor_a, floor_b = x + size, y + size
    return result


def _short_runs(a: str, b: str, in_a: tuple[int, int], in_b: tuple[int, int]) -> Iterator[Run]:
    (a0, a1), (b0, b1) = in_a, in_b
    if a0 == a1 or b0 == b1:
        return
    for op in Indel.opcodes(a[a0:a1], b[b0:b1]):
        if op.tag == "equal":
            yield a0 + op.src_start, b0 + op.dest_start, op.src_end - op.src_start


def _separators(text: Text, at: int) -> tuple[str, str]:
    """What stands before and after a word."""
    before = text.raw[text.ends[at - 1] if at else 0 : text.starts[at]]
    return before, text.raw[text.ends[at] : text.starts[at + 1] if at + 1 < len(text.starts) else len(text.raw)]


def _fit(words: Map, old: int, new: int) -> int:
    """How many of the two separators around a pair of words are the same."""
    return sum(a == b for a, b in zip(_separators(words.old, old), _separators(words.new, new), strict=True))


def _slid(words: Map, runs: Sequence[Run], olds: range, news: range) -> list[Run]:
    """Where words could belong to the run before or after a pure insertion or deletion, punctuation decides."""
    result = list(runs)
    for n in range(len(result) - 1):
        (x, y, size), (u, v, length) = result[n], result[n + 1]
        if (x + size == u) != (y + size == v):
            shift = _best_shift(words, (olds.start, news.start), result[n], result[n + 1])
            result[n], result[n + 1] = (x, y, size + shift), (u + shift, v + shift, length - shift)
    return result


def _best_shift(words: Map, base: tuple[int, int], before: Run, after: Run) -> int:
    old, new = words.old.line, words.new.line
    end = base[0] + before[0] + before[2], base[1] + before[1] + before[2]
    begin = base[0] + after[0], base[1] + after[1]
    best, chosen = 0, 0
    for step, most in ((1, after[2]), (-1, before[2])):
        gain = 0
        for count in range(min(most - 1, _SLIDE)):
            at = count if step > 0 else -count - 1
            early, late = (end[0] + at, end[1] + at), (begin[0] + at, begin[1] + at)
            if old[early[0]] != old[late[0]] or new[early[1]] != new[late[1]]:
                break
            gain += step * (_fit(words, *early) - _fit(words, *late))
            best, chosen = max((best, chosen), (gain, step * (count + 1)), key=lambda choice: choice[0])
    return chosen


def _trusted(runs: Sequence[Run], keep: list[bool], edges: tuple[Edge, Edge]) -> list[Run]:
    """The kept runs, and short ones beside a kept one or beside an edge that holds, from both sides."""
    for step in (1, -1):
        edge = edges[0] if step > 0 else edges[1]
        for n in range(len(runs))[::step]:
            x, y, size = runs[n]
            near, far = ((x, y), (x + size, y + size))[::step]
            keep[n] = keep[n] or (edge is not None and max(abs(near[0] - edge[0]), abs(near[1] - edge[1])) <= _NEAR)
            edge = far if keep[n] else edge
    return [run for run, trusted in zip(runs, keep, strict=True) if trusted]


def _map_pair(words: Map, olds: range, news: range, *, sure: bool) -> None:
    """Two blocks that belong together; common phrases count only if that is sure."""
    a, b = words.old.line[olds.start : olds.stop], words.new.line[news.start : news.stop]
    runs = _slid(words, _equal_runs(a, b), olds, news)
    keep = [size >= _RUN and (sure or words.is_unique(a[x : x + size])) for x, _, size in runs]
    for x, y, size in _trusted(runs, keep, ((0, 0), (len(a), len(b)))):
        words.own(olds.start + x, news.start + y, size)


def _map_gap(words: Map, olds: range, news: range) -> None:
    """Stretches between the same neighbours: only what occurs nowhere else shows that they belong together, and
    what stands beside words of the same blocks."""
    if not olds or not news or max(len(olds), len(news)) > _LONGEST:
        return
    a, b = words.old.line[olds.start : olds.stop], words.new.line[news.start : news.stop]
    left = (0, 0) if words.is_joint(olds.start - 1, olds.start, news.start - 1, news.start) else None
    right = (len(a), len(b)) if words.is_joint(olds.stop - 1, olds.stop, news.stop - 1, news.stop) else None
    runs = _slid(words, _equal_runs(a, b), olds, news)
    keep = [size >= _RUN and words.is_unique(a[x : x + size]) for x, _, size in runs]
    for x, y, size in _trusted(runs, keep, (left, right)):
        words.own(olds.start + x, news.start + y, size)


def _map_blocks(words: Map) -> None:
    for old, new in words.pairing.pairs():
        a, b = words.pairing.old[old], words.pairing.new[new]
        _map_pair(words, range(a.first, a.last), range(b.first, b.last), sure=words.pairing.score[old] >= _SURE)


def _unowned(owners: Sequence[int]) -> Iterator[range]:
    start = None
    for at, owner in enumerate(owners):
        if owner == NONE:
            start = at if start is None else start
        elif start is not None:
            yield range(start, at)
            start = None
    if start is not None:
        yield range(start, len(owners))


def _fill_gaps(words: Map) -> None:
    """What stands unowned between mapped neighbours on both sides: split, merged and rewritten blocks."""
    for olds in list(_unowned(words.to_new)):
        left = words.to_new[olds.start - 1] + 1 if olds.start else 0
        right = words.to_new[olds.stop] if olds.stop < len(words.to_new) else len(words.to_old)
        if left < right and all(owner == NONE for owner in words.to_old[left:right]):
            _map_gap(words, olds, range(left, right))
            continue
        for news in _beside(words, left, right):
            for rest in [part for part in _unowned_within(words.to_new, olds)]:
                _map_stretch_long(words, rest, news)


def _beside(words: Map, left: int, right: int) -> Iterator[range]:
    stop = left
    while stop < len(words.to_old) and words.to_old[stop] == NONE:
        stop += 1
    yield range(left, stop)
    start = right
    while start > 0 and words.to_old[start - 1] == NONE:
        start -= 1
    if start >= stop or stop > right:
        yield range(start, right)


def _unowned_within(owners: Sequence[int], within: range) -> Iterator[range]:
    for part in _unowned(owners[within.start : within.stop]):
        yield range(within.start + part.start, within.start + part.stop)


def _map_stretch_long(words: Map, olds: range, news: range) -> None:
    if not olds or not news or max(len(olds), len(news)) > _LONGEST:
        return
    a, b = words.old.line[olds.start : olds.stop], words.new.line[news.start : news.stop]
    runs = [run for run in _equal_runs(a, b) if run[2] >= _RUN + 1]
    for x, y, size in runs:
        words.own(olds.start + x, news.start + y, size)


def _places(text: Text) -> dict[str, int]:
    """Where each phrase stands, or NONE where it stands twice."""
    places: dict[str, int] = {}
    line = text.line
    for at in range(len(line) - _PHRASE + 1):
        phrase = line[at : at + _PHRASE]
        places[phrase] = NONE if phrase in places else at
    return places


def _map_phrases(words: Map) -> None:
    """Long phrases that occur once in both texts and are still unowned, longest first."""
    free_old = [part for part in _unowned(words.to_new) if len(part) >= _PHRASE]
    free_new = [part for part in _unowned(words.to_old) if len(part) >= _PHRASE]
    if not free_old or not free_new:
        return
    old_places, new_places = _places(words.old), _places(words.new)
    found: set[Run] = set()
    for part in free_old:
        found.update(_phrases_in(words, part, old_places, new_places))
    for x, y, size in sorted(found, key=lambda run: (-run[2], run)):
        if _is_unowned(words, x, y, size):
            words.own(x, y, size)


def _is_unowned(words: Map, x: int, y: int, size: int) -> bool:
    owners = words.to_new[x : x + size] + words.to_old[y : y + size]
    return all(owner == NONE for owner in owners)


def _phrases_in(words: Map, part: range, old_places: dict[str, int], new_places: dict[str, int]) -> Iterator[Run]:
    line = words.old.line
    at = part.start
    while at + _PHRASE <= part.stop:
        phrase = line[at : at + _PHRASE]
        place = new_places.get(phrase, NONE)
        if place != NONE and old_places[phrase] != NONE and _is_unowned(words, at, place, _PHRASE):
            x, y, size = _widened(words, at, place)
            yield x, y, size
            at = x + size
        else:
            at += 1


def _widened(words: Map, x: int, y: int) -> Run:
    a, b, size = words.old.line, words.new.line, _PHRASE
    while x and y and a[x - 1] == b[y - 1] and _is_unowned(words, x - 1, y - 1, 1):
        x, y, size = x - 1, y - 1, size + 1
    while x + size < len(a) and y + size < len(b) and a[x + size] == b[y + size] and _is_unowned(words, x + size, y + size, 1):
        size += 1
    return x, y, size


def _mapped(old: Text, new: Text) -> Map:
    words = Map(old, new, pair_blocks(old, new))
    _map_blocks(words)
    _fill_gaps(words)
    _map_phrases(words)
    _fill_gaps(words)
    return words


def map_words(old: str | Clauses, new: str | Clauses) -> Map:
    """One direction is computed and the other inverted from it, so that the way back is the same way."""
    alphabet = Alphabet()
    if joined(old) <= joined(new):
        return _mapped(read(old, alphabet), read(new, alphabet))
    b = read(new, alphabet)
    return _mapped(b, read(old, alphabet)).inverted()
