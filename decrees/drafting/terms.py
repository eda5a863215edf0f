"""One body, one name: where a draft calls a team by several names, the preferred one is suggested. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from decrees.text import Document, walk
from decrees.text.folding import fold_case

# The preferred name and its variants.
Glossary = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class VariantUse:
    """Offsets are code points of the clause's text."""

    clause_id: str
    start: int
    end: int
    found: str
    preferred: str


def _pattern(glossary: Glossary) -> re.Pattern[str]:
    """Whole words, the longest first, so that "tim evaluasi internal" is not read as "tim evaluasi"."""
    names = {name for preferred, variants in glossary.items() for name in (preferred, *variants) if name.split()}
    longest = sorted(names, key=lambda name: (-len(name), name))
    choices = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest)
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE) if names else re.compile(r"(?!)")


def _in_case_of(preferred: str, found: str) -> str:
    """TIM PENGARAH in a title; else as the glossary writes it."""
    return preferred.upper() if found.isupper() else preferred


def _found(document: Document, glossary: Glossary) -> Iterator[tuple[str, re.Match[str]]]:
    pattern = _pattern(glossary)
    for clause in walk(document):
        for match in pattern.finditer(clause.text):
            yield clause.id, match


def find_variants(document: Document, glossary: Glossary) -> list[VariantUse]:
    """Every use of a variant, in document order. The same name in other capitals ("tim pengarah") is told only if the
    draft also writes it as the glossary does: until then it is a matter of style."""
    owner = {fold_case(name): preferred for preferred, variants in glossary.items() for name in variants}
    owner |= {fold_case(preferred): preferred for preferred in glossary}
    found = list(_found(document, glossary))
    written = {" ".join(match[0].split()) for _, match in found}
    told = []
    for clause_id, match in found:
        words = " ".join(match[0].split())
        preferred = owner[fold_case(words)]
        wanted = _in_case_of(preferred, words)
        only_case = fold_case(words) == fold_case(preferred)
        if words != wanted and not (only_case and preferred not in written):
            told.append(VariantUse(clause_id, match.start(), match.end(), match[0], wanted))
    return told
