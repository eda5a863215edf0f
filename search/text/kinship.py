"""Synonyms and abbreviations: whatever of one group stands in a text or a question, it is the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.text.words import Word, words

LONGEST = 8  # words of one expression
Keys = frozenset[str]


@dataclass(frozen=True)
class Groups:
    """By a key of its first word: the keys of each word of an expression, and the term of its group."""

    begin: dict[str, list[tuple[tuple[Keys, ...], str]]]

    def found(self, said: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
        """Each expression in these words: from, to, the term of its group."""
        keys = [_keys(word) for word in said]
        for start, own in enumerate(keys):
            for key in own:
                for expression, term in self.begin.get(key, ()):
                    end = start + len(expression)
                    if end <= len(said) and not any(map(Keys.isdisjoint, expression, keys[start:end])):
                        yield start, end, term


def _keys(word: Word) -> Keys:
    return word.kin | {word.text}


@lru_cache(maxsize=8)
def groups_of(lists: tuple[tuple[str, tuple[str, ...]], ...]) -> Groups:
    """From (term, expressions) of each group. An abbreviation is meant as it stands: `SK` has no root."""
    begin: dict[str, list[tuple[tuple[Keys, ...], str]]] = defaultdict(list)
    for term, expressions in lists:
        for expression in expressions:
            said = words(expression)[:LONGEST]
            if said:
                expression_keys = tuple(_keys(word) for word in said)
                for key in expression_keys[0]:
                    begin[key].append((expression_keys, term))
    return Groups(dict(begin))


def expressions_of(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
