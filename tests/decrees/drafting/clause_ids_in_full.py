"""The search of `decrees.drafting.clause_ids` as it was at first: every block that came against every one that went.

Slow and plain; the quick one has to find the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import LCSseq

from decrees.text import texts, walk_blocks, with_ids
from decrees.text.folding import words

Raw = Mapping[str, Any]
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
    kind: str
    words: tuple[str, ...]


def _kind(block: Raw) -> str:
    return "row" if isinstance(block["value"], Mapping) and "office" in block["value"] else block["type"]


def _listed(blocks: Iterable[Raw]) -> list[_Block]:
    return [_Block(block["id"], _kind(block), tuple(_words(block))) for block in walk_blocks(blocks)]


def _words(block: Raw) -> Iterator[str]:
    """With those of the blocks inside it."""
    wrapped = {"type": "roster", "id": "", "value": {"rows": [block]}} if _kind(block) == "row" else block
    for _id, _name, text in texts([wrapped]):
        yield from words(text)


def _likeness(old: _Block, new: _Block) -> float:
    """Share of the longer one's words that both have in order; 0.0 unless the shorter one is all but held."""
    short, long = sorted((len(old.words), len(new.words)))
    if not short or short < _SHARE * long * _HELD:
        return 0.0
    common = LCSseq.similarity(old.words, new.words)
    telling = short >= _TELLING or old.words == new.words
    return common / long if telling and common >= _HELD * short and common >= _SHARE * long else 0.0


def _greatest_part(whole: _Block, parts: Sequence[_Block]) -> _Block | None:
    """Of the blocks that together are the whole, the longest, or the first of equals."""
    held = [part for part in parts if len(part.words) >= _TELLING and _is_held(part.words, whole.words)]
    together = tuple(word for part in held for word in part.words)
    if len(held) < 2 or not (_is_held(together, whole.words) and _is_held(whole.words, together)):
        return None
    return max(held, key=lambda part: len(part.words))


def _is_held(words: Sequence[str], by: Sequence[str]) -> bool:
    return LCSseq.similarity(words, by) >= _HELD * len(words)


def _same_words(olds: Sequence[_Block], news: Sequence[_Block]) -> Iterator[tuple[str, str]]:
    waiting: dict[tuple[str, ...], list[_Block]] = defaultdict(list)
    for old in reversed(olds):
        waiting[old.words].append(old)
    for new in news:
        if new.words and waiting[new.words]:
            yield new.id, waiting[new.words].pop().id


def _divided(olds: Sequence[_Block], news: Sequence[_Block]) -> Iterator[tuple[str, str]]:
    for new in news:
        if part := _greatest_part(new, olds):
            yield new.id, part.id
    for old in olds:
        if part := _greatest_part(old, news):
            yield part.id, old.id


def _pairs(olds: Sequence[_Block], news: Sequence[_Block]) -> dict[str, str]:
    """New id to old id, the surest first."""
    ids: dict[str, str] = {}
    for step in (_same_words, _divided, _best):
        taken = set(ids.values())
        rest = [old for old in olds if old.id not in taken], [new for new in news if new.id not in ids]
        for new_id, old_id in list(step(*rest)):
            if new_id not in ids and old_id not in ids.values():
                ids[new_id] = old_id
    return ids


def _best(olds: Sequence[_Block], news: Sequence[_Block]) -> Iterator[tuple[str, str]]:
    """What is each other's best, without a rival."""
    scores = {(old.id, new.id): score for old in olds for new in news if (score := _likeness(old, new))}
    for (old_id, new_id), score in scores.items():
        rivals = [other for pair, other in scores.items() if (pair[0] == old_id) != (pair[1] == new_id)]
        if all(rival < _RIVAL * score for rival in rivals):
            yield new_id, old_id


def _once(blocks: Iterable[_Block]) -> list[_Block]:
    """Without ids that stand for several blocks: those are certain of nothing."""
    listed = list(blocks)
    count = Counter(block.id for block in listed)
    return [block for block in listed if count[block.id] == 1]


def match_in_full(old_blocks: Sequence[Raw], new_blocks: Sequence[Raw]) -> list[dict[str, Any]]:
    """The new blocks, with the old id wherever a block under a new id holds the words of an old one that is gone:
    retyped or pasted, the greater part of a split, a merger. No id is used twice; blocks whose id is old keep it."""
    olds, news = _listed(old_blocks), _listed(new_blocks)
    old_ids, new_ids = ({block.id for block in blocks} for blocks in (olds, news))
    gone: dict[str, list[_Block]] = defaultdict(list)
    come: dict[str, list[_Block]] = defaultdict(list)
    for block in _once(olds):
        if block.id not in new_ids:
            gone[block.kind].append(block)
    for block in _once(news):
        if block.id not in old_ids:
            come[block.kind].append(block)
    ids = {new: old for kind, blocks in come.items() for new, old in _pairs(gone[kind], blocks).items()}
    kept: list[dict[str, Any]] = with_ids(list(new_blocks), ids)
    return kept
