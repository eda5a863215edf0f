"""Words that a misspelled one may mean."""

from collections.abc import Sequence
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST, LONG, BEST = 4, 6, 12


def reach_of(word: str) -> int:
    """How many letters may be wrong, missing, too many or changed with their neighbour."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 2 if len(word) >= LONG else 1


def near(word: str, vocabulary: Sequence[str]) -> list[list[str]]:
    """The nearest, those at the same distance together."""
    reach = reach_of(word)
    if not reach:
        return []
    found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=reach, limit=BEST)
    return [[other for other, _d, _n in some] for _distance, some in groupby(found, key=lambda one: one[1])]
