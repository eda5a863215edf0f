"""What a text is found by: each term with its weight, in thousandths.

As BM25 has it: a word counts more in a title than in the body, more often said it counts more but never without end,
and in a long text less. The weight of a word that stands there is at least half of the highest, so that whatever shares
only its root (which counts half) never comes before it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.text.kinship import Groups
from search.text.words import words

FULL = 1_000
TITLE, HEAD, BODY = 4.0, 2.0, 1.0
SATURATION, LENGTH, USUAL = 1.2, 0.4, 200
MOST_WORDS = 60_000


@dataclass(frozen=True)
class Field:
    text: str
    weight: float = BODY


def weigh(fields: Sequence[Field], groups: Groups) -> dict[str, int]:
    counted: dict[str, float] = defaultdict(float)
    length = 0
    for field in fields:
        said = words(field.text)[: MOST_WORDS - length]
        length += len(said)
        for word in said:
            if not word.is_stop:
                for term in (word.text, *word.kin):
                    counted[term] += field.weight
        for _start, _end, term in groups.found(said):
            counted[term] += field.weight
    return _weights(counted, length)


def _weights(counted: Mapping[str, float], length: int) -> dict[str, int]:
    norm = SATURATION * (1 - LENGTH + LENGTH * length / USUAL)
    return {term: round(FULL * (0.5 + 0.5 * times / (times + norm))) for term, times in counted.items()}
