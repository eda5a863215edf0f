"""Which clause is which when an editor has retyped, split or merged some: new blocks get the id of the old clause
whose words they hold, where that is certain. Pure: raw blocks in and out.

Runs at every save, so only blocks that came are compared, with blocks that went, and of these only with those that can
be alike at all: whoever holds nine tenths of a clause's words holds one of any two of every ten, so also one of its
two rarest. A clause of 20 words is compared with those in which one of its three rarest words stands.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from rapidfuzz.distance import LCSseq

from decrees.text import texts, walk_blocks, with_ids
from decrees.text.folding import words

Raw = Mapping[str, Any]
# How many words two clauses have in common, in order.
Common = Callable[[Sequence[str], Sequence[str]], int]
# The shorter of the two must stand in the longer almost word for word,
_HELD = 0.9
# and make up at least half of it: that is the greater part of a split, or of a merger.
_SHARE = 0.5
# Nothing else may come nearly as close.
_RIVAL = 0.9
_TELLING = 4


@dataclass(frozen=True, slots=True)
class _Block:
    id: str
    words: tuple[str, ...]
    rarest: frozenset[str] = frozenset()


def _kind(block: Raw) -> str:
    return "row" if isinstance(block["value"], Mapping) and "office" in block["value"] else block["type"]


def _read(block: Raw) -> _Block:
    """With the words of the blocks inside it."""
    wrapped = {"type": "roster", "id": "", "value": {"rows": [block]}} if _kind(block) == "row" else block
    return _Block(block["id"], tuple(word for _id, _name, text in texts([wrapped]) for word in words(text)))


# --- what can be alike at all


def _with_rarest(olds: Sequence[_Block], news: Sequence[_Block]) -> tuple[list[_Block], list[_Block]]:
    """So many of its rarest words with each block that whoever holds it has one of them."""
    spread = Counter(word for block in (*olds, *news) for word in set(block.words))

    def noted(block: _Block) -> _Block:
        missing = len(block.words) - ceil(_HELD * len(block.words))
        by_spread = sorted(block.words, key=lambda word: (spread[word], word))
        return _Block(block.id, block.words, frozenset(by_spread[: missing + 1]))

    return [noted(block) for block in olds], [noted(block) for block in news]


class _Parts:
    """Blocks, to be found by what may hold them."""

    def __init__(self, blocks: Sequence[_Block]) -> None:
        self.blocks = blocks
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, block in enumerate(blocks):
            for word in block.rarest:
                self.places[word].append(place)

    def within(self, whole: _Block) -> list[_Block]:
        """In their order."""
        places = {place for word in set(whole.words) for place in self.places.get(word, ())}
        return [self.blocks[place] for place in sorted(places)]


# --- who is who, the surest first: the same words; parts and their whole; the most alike


def _same_words(olds: Sequence[_Block], news: Sequence[_Block]) -> Iterator[tuple[str, str]]:
    waiting: dict[tuple[str, ...], list[_Block]] = defaultdict(list)
    for old in reversed(olds):
        waiting[old.words].append(old)
    for new in news:
        if new.words and waiting[new.words]:
            yield new.id, waiting[new.words].pop().id


def _divided(olds: Sequence[_Block], news: Sequence[_Block], common: Common) -> Iterator[tuple[str, str]]:
    old_parts, new_parts = _Parts(olds), _Parts(news)
    for new in news:
        if part := _greatest_part(new, old_parts.within(new), common):
            yield new.id, part.id
    for old in olds:
        if part := _greatest_part(old, new_parts.within(old), common):
            yield part.id, old.id


def _greatest_part(whole: _Block, parts: Sequence[_Block], common: Common) -> _Block | None:
    """Of the blocks that together are the whole, the longest, or the first of equals."""
    telling = [part for part in parts if len(part.words) >= _TELLING]
    # One alone is no part.
    held = [part for part in telling if _is_held(part.words, whole.words, common)] if len(telling) > 1 else []
    together = tuple(word for part in held for word in part.words)
    if len(held) < 2 or not (_is_held(together, whole.words, common) and _is_held(whole.words, together, common)):
        return None
    return max(held, key=lambda part: len(part.words))


def _is_held(words: Sequence[str], by: Sequence[str], common: Common) -> bool:
    return common(words, by) >= _HELD * len(words)


def _best(olds: Sequence[_Block], news: Sequence[_Block], common: Common) -> Iterator[tuple[str, str]]:
    """What is each other's best, without a rival."""
    scores = {(old.id, new.id): score for old, new in _alike(olds, news) if (score := _likeness(old, new, common))}
    of_old, of_new = defaultdict(list), defaultdict(list)
    for (old_id, new_id), score in scores.items():
        of_old[old_id].append(score)
        of_new[new_id].append(score)
    for (old_id, new_id), score in scores.items():
        if all(_rival(score, others) < _RIVAL * score for others in (of_old[old_id], of_new[new_id])):
            yield new_id, old_id


def _alike(olds: Sequence[_Block], news: Sequence[_Block]) -> Iterator[tuple[_Block, _Block]]:
    """Pairs of which the shorter may stand in the longer."""
    old_parts, new_parts = _Parts(olds), _Parts(news)
    pairs = {(old.id, new.id): (old, new) for new in news for old in old_parts.within(new) if _fits(old, new)}
    pairs |= {(old.id, new.id): (old, new) for old in olds for new in new_parts.within(old) if _fits(new, old)}
    yield from pairs.values()


def _fits(short: _Block, long: _Block) -> bool:
    return _SHARE * _HELD * len(long.words) <= len(short.words) <= len(long.words)


def _likeness(old: _Block, new: _Block, common: Common) -> float:
    """Share of the longer one's words that both have in order; 0.0 unless the shorter one is all but held."""
    short, long = sorted((len(old.words), len(new.words)))
    if not short or (short < _TELLING and old.words != new.words):
        return 0.0
    both = common(old.words, new.words)
    return both / long if both >= _HELD * short and both >= _SHARE * long else 0.0


def _rival(score: float, scores: Sequence[float]) -> float:
    """The highest beside this one; 0.0 if there is none."""
    beside = list(scores)
    beside.remove(score)
    return max(beside, default=0.0)


def _pairs(olds: Sequence[_Block], news: Sequence[_Block], common: Common) -> dict[str, str]:
    """New id to old id, the surest first."""
    ids = dict(_same_words(olds, news))
    for step in (_divided, _best):
        taken = set(ids.values())
        rest = [old for old in olds if old.id not in taken], [new for new in news if new.id not in ids]
        for new_id, old_id in list(step(*_with_rarest(*rest), common)):
            if new_id not in ids and old_id not in taken:
                ids[new_id] = old_id
                taken.add(old_id)
    return ids


def _once(blocks: Iterable[Raw], known: Mapping[str, int]) -> dict[str, list[_Block]]:
    """By kind, what the other text does not know; without ids that stand for several: those are certain of nothing."""
    listed = list(blocks)
    count = Counter(block["id"] for block in listed)
    found: dict[str, list[_Block]] = defaultdict(list)
    for block in listed:
        if count[block["id"]] == 1 and block["id"] not in known:
            found[_kind(block)].append(_read(block))
    return found


def match_clause_ids(
    old_blocks: Sequence[Raw], new_blocks: Sequence[Raw], *, common: Common = LCSseq.similarity
) -> list[dict[str, Any]]:
    """The new blocks, with the old id wherever a block under a new id holds the words of an old one that is gone:
    retyped or pasted, the greater part of a split, a merger. No id is used twice; blocks whose id is old keep it."""
    olds, news = list(walk_blocks(old_blocks)), list(walk_blocks(new_blocks))
    old_ids, new_ids = (Counter(block["id"] for block in blocks) for blocks in (olds, news))
    come = _once(news, old_ids)
    gone = _once(olds, new_ids) if come else {}
    pairs = (_pairs(gone[kind], blocks, common) for kind, blocks in come.items() if kind in gone)
    kept: list[dict[str, Any]] = with_ids(list(new_blocks), {new: old for ids in pairs for new, old in ids.items()})
    return kept
