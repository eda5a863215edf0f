"""Which block of the old text is which of the new: pairs in falling order of certainty, each block at most once."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Prefix

from decrees.text.anchoring.likeness import Candidate, Shelf, heaviest_rising
from decrees.text.anchoring.pairing import Pairing
from decrees.text.anchoring.words import Block

# Shorter blocks (headings, "Chair") say nothing about identity away from their neighbours.
_TELLING = 4
_SAME_ID = 0.4
_LIKE = 0.42
_ALIKE = 0.6
_ALONE = 0.3
# A partner elsewhere that is better by this much forbids the pair.
_CLEARLY = 0.15
_MUTUALLY = 0.05
_MANY = 400
# A block has grown from another one if it begins with so many of its words, and with this share of them.
_BEGUN = 2
_MOST = 0.75
# Blocks so alike belong together even so.
_VERY = 0.82


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


def _grow(pairing: Pairing, *, renumbered: bool = True) -> None:
    """Identical neighbours of pairs, forwards and backwards, however often they occur."""
    for step in (1, -1):
        for old, new in list(pairing.pairs()):
            a, b = old + step, new + step
            while pairing.is_free(a, b) and pairing.old[a].key == pairing.new[b].key:
                if not renumbered and pairing.old[a].number != pairing.new[b].number:
                    break
                pairing.join(a, b)
                a, b = a + step, b + step


def _steady(pairing: Pairing) -> tuple[list[int], list[int]]:
    """The most pairs that are in the same order on both sides."""
    pairs = list(pairing.pairs())
    chosen = heaviest_rising([Candidate(old, new, len(pairing.old[old].key) + 0.5) for old, new in pairs])
    return [pair.old for pair in chosen], [pair.new for pair in chosen]


def _gap_of(steady: Sequence[int], number: int) -> int:
    return bisect_left(steady, number)


def _candidates(pairing: Pairing) -> list[Candidate]:
    """Free blocks and the free blocks like them."""
    olds, news = pairing.free()
    shelf = Shelf({number: pairing.new[number].key for number in news})
    return [
        Candidate(old, new, pairing.likeness(old, new))
        for old in olds
        for new in shelf.near(pairing.old[old].key, _LIKE)
    ]


def _join_alike(pairing: Pairing, pair: Candidate) -> None:
    """Unless either is clearly more like a block that stays as it was: a new clause modelled on its neighbour is no
    edit of the clause that was deleted beside it."""
    if pair.score >= _VERY or not (pairing.is_free(pair.old, pair.new) and _is_modelled(pairing, pair)):
        pairing.join(pair.old, pair.new, pair.score)


def _is_modelled(pairing: Pairing, pair: Candidate) -> bool:
    wanted = pair.score + _CLEARLY
    olds = pairing.old_shelf.near(pairing.new[pair.new].key, wanted - 0.05)
    news = pairing.new_shelf.near(pairing.old[pair.old].key, wanted - 0.05)
    stays = [(old, pair.new) for old in olds if pairing.score.get(old) == 1]
    stays += [(pair.old, new) for new in news if pairing.score.get(pairing.owner(new)) == 1]
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


def _gaps(pairing: Pairing) -> dict[int, tuple[list[int], list[int]]]:
    """The free blocks of either side by the steady neighbours between which they stand."""
    olds, news = _steady(pairing)
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, (steady, free) in enumerate(zip((olds, news), pairing.free(), strict=True)):
        for number in free:
            gaps[_gap_of(steady, number)][side].append(number)
    return gaps


def _join_only_ones(pairing: Pairing) -> None:
    """The only free block on either side between the same neighbours need not be very alike."""
    for free_old, free_new in _gaps(pairing).values():
        if len(free_old) == len(free_new) == 1 and (score := pairing.likeness(free_old[0], free_new[0])) >= _ALONE:
            _join_alike(pairing, Candidate(free_old[0], free_new[0], score))


def _join_alike_anywhere(pairing: Pairing, candidates: Sequence[Candidate]) -> None:
    """Out of order, a stock phrase is no reason: they share words that stand together nowhere else, or neighbours."""
    for c in sorted(candidates, key=lambda c: (-c.score, c.old, c.new)):
        shorter = min(len(pairing.old[c.old].key), len(pairing.new[c.new].key))
        if c.score < _ALIKE or shorter < _TELLING or not pairing.is_free(c.old, c.new):
            continue
        if pairing.share_own_words(c.old, c.new) or pairing.are_beside(c.old, c.new):
            _join_alike(pairing, c)


def _join_same_in_order(pairing: Pairing) -> None:
    """Identical blocks between the same neighbours, short ones too."""
    olds, news = _steady(pairing)
    places: dict[tuple[str, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, (blocks, steady, free) in enumerate(
        zip((pairing.old, pairing.new), (olds, news), pairing.free(), strict=True)
    ):
        for number in free:
            places[blocks[number].key, _gap_of(steady, number)][side].append(number)
    same = [
        Candidate(old, new, len(key) + 0.5 + (pairing.old[old].number == pairing.new[new].number) / 4)
        for (key, _), (free_old, free_new) in places.items()
        for old, new in _pairs(free_old, free_new)
    ]
    for pair in heaviest_rising(same):
        pairing.join(pair.old, pair.new)


def _pairs(olds: Sequence[int], news: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Every pair of a few; of many, those as far from the first or from the last."""
    if len(olds) * len(news) <= _MANY:
        return [(old, new) for old in olds for new in news]
    return {*zip(olds, news, strict=False), *zip(olds[::-1], news[::-1], strict=False)}


def _join_grown(pairing: Pairing) -> None:
    """Between the same neighbours, blocks of which one begins with all or most of the other: its end has grown, or was
    cut off."""
    grown = []
    for free_old, free_new in _gaps(pairing).values():
        if len(free_old) * len(free_new) <= _MANY:
            grown += [c for old in free_old for new in free_new if (c := _as_grown(pairing, old, new)).score]
    for pair in heaviest_rising(grown):
        pairing.join(pair.old, pair.new, pairing.likeness(pair.old, pair.new))


def _as_grown(pairing: Pairing, old: int, new: int) -> Candidate:
    a, b = pairing.old[old].key, pairing.new[new].key
    same = Prefix.similarity(a, b)
    is_grown = same >= _BEGUN and same >= _MOST * min(len(a), len(b))
    return Candidate(old, new, same if is_grown else 0)


def _note_rivals(pairing: Pairing, candidates: Iterable[Candidate]) -> None:
    for c in candidates:
        for old in (c.old, pairing.owner(c.new)):
            if old in pairing.score and (old, pairing.to_new[old]) != (c.old, c.new):
                pairing.rival[old] = max(pairing.rival.get(old, 0.0), c.score)


def pair_identical(pairing: Pairing) -> None:
    _join_by_id(pairing)
    _join_unique(pairing, _TELLING)
    _grow(pairing, renumbered=False)
    _join_same_in_order(pairing)
    _grow(pairing)


def pair_alike(pairing: Pairing) -> None:
    candidates = _candidates(pairing)
    _join_alike_in_order(pairing, candidates)
    _join_same_in_order(pairing)
    _join_alike_anywhere(pairing, candidates)
    _grow(pairing)
    _join_grown(pairing)
    _join_only_ones(pairing)
    _note_rivals(pairing, candidates)
