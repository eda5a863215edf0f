"""A question as it is typed: its words with what each may be found by, and what must stand there as it is quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from search.text.kinship import Groups
from search.text.words import Word, fold, roots, words

LITERAL, ROOT, SYNONYM, TYPO = 1_000, 500, 300, 200  # in thousandths
MOST = 16
_BETWEEN = re.compile(r"[\W_]+")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]+)[\"“”«»„]")


@dataclass
class Asked:
    """One word of a question. `terms` are what it is found by, each with how much that counts."""

    word: str
    terms: dict[str, int] = field(default_factory=dict)
    must: bool = False
    meant: list[str] = field(default_factory=list)

    def add(self, term: str, factor: int) -> None:
        self.terms[term] = max(factor, self.terms.get(term, 0))


@dataclass(frozen=True)
class Question:
    asked: list[Asked]
    phrases: list[re.Pattern[str]]


def understand(text: str, groups: Groups) -> Question:
    said = words(text)
    quoted = [found.span(1) for found in _QUOTED.finditer(text)]
    kinds = list(groups.found(said))
    kept = [n for n, word in enumerate(said) if not word.is_stop or any(a <= n < b for a, b, _term in kinds)]
    asked: dict[str, Asked] = {}
    for n in kept:
        must = any(start <= said[n].start < end for start, end in quoted)
        terms = [term for start, end, term in kinds if start <= n < end]
        one = asked.setdefault(said[n].text, Asked(said[n].text))
        one.must = one.must or (must and not said[n].is_stop)
        _add_terms(one, said[n], [] if must else terms)
    return Question(list(asked.values())[:MOST], [phrase_of(text[a:b]) for a, b in quoted])


def _add_terms(one: Asked, word: Word, groups: list[str]) -> None:
    one.add(word.text, LITERAL)
    if one.must:
        return
    for term in related(word):
        one.add(term, ROOT)
    for term in groups:
        one.add(term, SYNONYM)


def related(word: Word) -> Iterator[str]:
    """Its roots, and others that it is the root of. Where a root stands itself it is a root of itself, but for a few:
    `simpan` looks like `simp` with an ending."""
    for term in word.kin:
        yield term
        if term.startswith("~") and term not in roots(term[1:]):
            yield term[1:]
    if word.text.isalpha():
        yield f"~{word.text}"


def phrase_of(text: str) -> re.Pattern[str]:
    """How it may stand in a text that is folded: the same letters and digits, whatever is between them."""
    parts = _BETWEEN.pattern.join(re.escape(part) for part in _BETWEEN.split(fold(text)) if part)
    return re.compile(rf"(?<![^\W_]){parts}(?![^\W_])")


def says(text: str, phrases: list[re.Pattern[str]]) -> bool:
    folded = fold(text)
    return all(phrase.search(folded) for phrase in phrases)


__all__ = ["Asked", "Question", "fold", "phrase_of", "related", "says", "understand"]
