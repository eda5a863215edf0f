"""Builds the map of a pair of texts in falling order of certainty: blocks, words inside them, gaps, phrases."""

from collections.abc import Iterator, Sequence

from decrees.text.anchoring.blocks import pair_alike, pair_identical
from decrees.text.anchoring.map import NONE, Map, unowned
from decrees.text.anchoring.pairing import Pairing
from decrees.text.anchoring.phrases import map_contained, map_phrases
from decrees.text.anchoring.runs import LONG, Run, equal_runs, trusted
from decrees.text.anchoring.words import Alphabet, Block, Clauses, Text, joined, read

# Blocks less alike than this may share no more than common phrases.
_SURE = 0.45
# Stretches between the same neighbours that share this much are the same, however common their words.
_SAME = 0.5
# Equal words are moved over an insertion or deletion at most this far.
_SLIDE = 12
# A rewritten stretch longer than this on either side is not searched word by word.
_LONGEST = 6000


def _separators(text: Text, at: int) -> tuple[str, str]:
    """What stands before and after a word."""
    return text.raw[slice(*text.between(at))], text.raw[slice(*text.between(at + 1))]


def _fit(words: Map, old: int, new: int) -> int:
    """How much of a pair of words and the separators around them is the same to the letter."""
    a, b = words.old, words.new
    same_word = a.raw[a.starts[old] : a.ends[old]] == b.raw[b.starts[new] : b.ends[new]]
    return same_word + sum(x == y for x, y in zip(_separators(a, old), _separators(b, new), strict=True))


def _runs(words: Map, olds: range, news: range) -> list[Run]:
    """Where words could belong to the run before or after a pure insertion or deletion, punctuation decides."""
    result = equal_runs(words.old.line[olds.start : olds.stop], words.new.line[news.start : news.stop])
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


def _map_pair(words: Map, olds: Block, news: Block, *, sure: bool) -> None:
    """Two blocks that belong together; common phrases count only if that is sure."""
    if max(olds.size, news.size) > _LONGEST and olds.key != news.key:
        return
    runs = _runs(words, range(olds.first, olds.last), range(news.first, news.last))
    line = words.old.line[olds.first : olds.last]
    keep = [size >= LONG and (sure or words.is_unique(line[x : x + size])) for x, _, size in runs]
    for x, y, size in trusted(runs, keep, ((0, 0), (olds.size, news.size))):
        words.own(olds.first + x, news.first + y, size)


def _map_blocks(words: Map, pairing: Pairing) -> None:
    for old, new in pairing.pairs():
        block = pairing.old[old]
        if words.to_new[block.first] == NONE or pairing.score[old] < 1:
            sure = pairing.score[old] >= _SURE
            _map_pair(words, block, pairing.new[new], sure=sure)


def _is_one_place(words: Map, olds: range, news: range) -> bool:
    """The words before and after the stretches are partners, on both sides."""
    before = olds.start == news.start == 0 or (olds.start and words.to_new[olds.start - 1] == news.start - 1)
    if olds.stop == len(words.to_new) or news.stop == len(words.to_old):
        return bool(before) and olds.stop == len(words.to_new) and news.stop == len(words.to_old)
    return bool(before) and words.to_new[olds.stop] == news.stop


def _map_gap(words: Map, olds: range, news: range) -> None:
    """Stretches between the same neighbours: only what occurs nowhere else shows that they belong together, and
    what stands beside words of the same blocks."""
    left = (0, 0) if words.is_joint(olds.start - 1, olds.start, news.start - 1, news.start) else None
    end = (len(olds), len(news))
    right = end if words.is_joint(olds.stop - 1, olds.stop, news.stop - 1, news.stop) else None
    runs = _runs(words, olds, news)
    line = words.old.line[olds.start : olds.stop]
    sure = _is_one_place(words, olds, news) and sum(run[2] for run in runs) >= _SAME * max(len(olds), len(news))
    keep = [sure or (size >= LONG and words.is_unique(line[x : x + size])) for x, _, size in runs]
    for x, y, size in trusted(runs, keep, (left, right)):
        words.own(*_within(words, olds.start + x, news.start + y, size))


def _within(words: Map, old: int, new: int, size: int) -> Run:
    """The run without a few words at its end that go on, in one of the texts alone, in a block of mapped words: "No"
    and then "Accepted values: any" is not "No" and "Accepted values: see notes"."""
    a, b = old + size, new + size
    for text, at, other, place, to in (
        (words.old, a, words.new, b, words.to_new),
        (words.new, b, words.old, a, words.to_old),
    ):
        if text.is_same_block(at - 1, at) and to[at] != NONE and not other.is_same_block(place - 1, to[at]):
            tail = at - text.blocks[text.block_of[at]].first
            size -= tail if tail < min(LONG, size) else 0
    return old, new, size


def _fill_gaps(words: Map) -> None:
    """What stands free between mapped neighbours on both sides: split, merged and rewritten blocks."""
    for olds in list(unowned(words.to_new)):
        left = words.to_new[olds.start - 1] + 1 if olds.start else 0
        right = words.to_new[olds.stop] if olds.stop < len(words.to_new) else len(words.to_old)
        for news in _free_beside(words.to_old, left, right):
            for rest in list(unowned(words.to_new, olds)):
                if news and max(len(rest), len(news)) <= _LONGEST:
                    _map_gap(words, rest, news)


def _free_beside(owners: Sequence[int], left: int, right: int) -> Iterator[range]:
    """The free stretch that begins at `left`, and another one that ends at `right`."""
    stop = left
    while stop < len(owners) and owners[stop] == NONE:
        stop += 1
    yield range(left, stop)
    start = right
    while start > 0 and owners[start - 1] == NONE:
        start -= 1
    if start != left:
        yield range(start, right)


def _mapped(old: Text, new: Text) -> Map:
    words, pairing = Map(old, new), Pairing(old, new)
    pair_identical(pairing)
    _map_blocks(words, pairing)
    map_contained(words, pairing)
    pairing.close(words.to_new, words.to_old)
    pair_alike(pairing)
    words.doubt = pairing.doubt()
    _map_blocks(words, pairing)
    _fill_gaps(words)
    map_phrases(words)
    _fill_gaps(words)
    return words


def _rank(source: str | Clauses) -> tuple[str, str]:
    return joined(source), "" if isinstance(source, str) else repr(list(source))


def map_words(old: str | Clauses, new: str | Clauses) -> Map:
    """One direction is computed and the other inverted from it, so that the way back is the same way."""
    alphabet = Alphabet()
    first, second = sorted((old, new), key=_rank)
    words = _mapped(read(first, alphabet), read(second, alphabet))
    return words if _rank(first) == _rank(old) else words.inverted()
