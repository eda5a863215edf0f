"""Passages of one clause's text: cutting for highlights, finding a quotation, and what finds a passage again (the
selectors of W3C Web Annotation). Offsets are code points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from decrees.text.tree import Clause

Mark = TypeVar("Mark")
CONTEXT = 32


def spans(text: str, marks: Sequence[tuple[int, int, Mark]]) -> list[tuple[str, tuple[Mark, ...]]]:
    """Cut `text` where a mark (start, end, id) begins or ends; each piece with the ids that cover it, in the
    order of `marks`. Marks are clipped to the text; empty ones do not cut."""
    clipped = [(max(start, 0), min(end, len(text)), mark) for start, end, mark in marks]
    real = [(start, end, mark) for start, end, mark in clipped if start < end]
    cuts = sorted({0, len(text), *(edge for start, end, _ in real for edge in (start, end))})
    return [(text[a:b], tuple(mark for start, end, mark in real if start <= a and b <= end)) for a, b in pairwise(cuts)]


def _occurrences(text: str, quote: str) -> Iterator[tuple[int, int]]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def find_quote(
    text: str, start: int, end: int, quote: str, prefix: str = "", suffix: str = ""
) -> tuple[int, int] | None:
    """Where `quote` stands: at the given place if it is there, else at its only occurrence, else at the only one
    between `prefix` and `suffix`; None rather than a guess."""
    if not quote:
        return None
    if start >= 0 and text[start:end] == quote:
        return start, start + len(quote)
    found = list(_occurrences(text, quote))
    if len(found) > 1:
        found = [(a, b) for a, b in found if text[:a].endswith(prefix) and text.startswith(suffix, b)]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """`start` and `end` count code points in the clause's text; None means the whole clause."""

    start: int | None = None
    end: int | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def whole(self) -> bool:
        return not self.quote and not (self.end or 0) > (self.start or 0)


def resolve_selector(passage: TextQuoteSelector, clause: Clause) -> TextQuoteSelector | None:
    """The passage as it stands in the clause, its context taken from there; None if it is not in it."""
    if passage.whole:
        return TextQuoteSelector()
    start, end = passage.start or 0, passage.end or 0
    found = find_quote(clause.text, start, end, passage.quote or clause.text[start:end], passage.prefix, passage.suffix)
    if found is None:
        return None
    start, end = found
    before, after = clause.text[max(start - CONTEXT, 0) : start], clause.text[end : end + CONTEXT]
    return TextQuoteSelector(start, end, clause.text[start:end], before, after)
