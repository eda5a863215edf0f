"""Proposals for the words of one clause, against the version they were made on and the text in the editor. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Postfix, Prefix

from decrees.text import normalise
from decrees.text.folding import without_space
from decrees.text.redline.merging import Conflict, Merged, Proposal, merge, merge3

_CLOSING_MARKS = " ,;.:)"


def tidy(text: str) -> str:
    """As the text tree holds it: one space between words; tabs part the cells of a row."""
    return "\t".join(map(normalise, text.split("\t"))).rstrip("\t")


def proposal(id: str, base: str, start: int | None, end: int | None, proposed: str) -> Proposal:
    """In the text of a clause; without a passage all of it. Striking out takes the space before along."""
    begin, stop = (0, len(base)) if start is None or end is None else (start, end)
    words = tidy(proposed)
    if not words and begin and base[begin - 1] == " " and base[stop : stop + 1] in ("", *_CLOSING_MARKS):
        begin -= 1
    return Proposal(id, begin, stop, words)


def renewed(was: str, now: str, proposed: str) -> str | None:
    """What was proposed for words that have been changed since; None if both changed the same words."""
    if tidy(was) == tidy(now):
        return proposed
    text, conflicts = merge3(tidy(was), tidy(now), tidy(proposed))
    return None if conflicts else text


def keeps_cells(base: str, one: Proposal) -> bool:
    """Words across several cells of a row cannot be replaced: nobody knows what belongs in which cell."""
    return base[one.start : one.end].count("\t") == one.replacement.count("\t")


def combine(base: str, ours: str, theirs: str) -> tuple[str, list[Conflict]]:
    """Both changes in one text, cell by cell in a row; where they conflict, it holds ours."""
    sides = [text.split("\t") for text in (base, ours, theirs)]
    width = max(map(len, sides))
    columns = zip(*(side + [""] * (width - len(side)) for side in sides), strict=True)
    merged = [merge3(*column) for column in columns]
    return tidy("\t".join(text for text, _ in merged)), [one for _, found in merged for one in found]


@dataclass(frozen=True)
class ClauseProposals:
    """`base` is the circulated text of the clause, `ours` what the editor holds now."""

    base: str
    ours: str
    proposals: tuple[Proposal, ...]

    @cached_property
    def merged(self) -> Merged:
        return merge(self.base, self.proposals)

    @property
    def conflicts(self) -> tuple[tuple[str, ...], ...]:
        return self.merged.conflicts

    @cached_property
    def outcome(self) -> tuple[str, list[Conflict]]:
        """The editor's text with all proposals that do not conflict among themselves."""
        return combine(self.base, self.ours, self.merged.text)

    def with_only(self, ids: Sequence[str]) -> "ClauseProposals":
        return ClauseProposals(self.base, self.ours, tuple(one for one in self.proposals if one.id in ids))


def changed_words(old: str, new: str) -> tuple[str, str]:
    """What differs, in whole words, with as much around it as it takes to be found again in either text."""
    olds, news = _words(old), _words(new)
    head, tail = _shared(olds, news)
    while True:
        before, after = ("".join(line[head : len(line) - tail]).strip() for line in (olds, news))
        alone = _count(old, before) == _count(new, after) == 1
        if alone or not (head or tail):
            return before, after
        head, tail = max(head - 1, 0), max(tail - 1, 0)


def new_words(before: str, after: str) -> tuple[int, int]:
    """Where in `after` the words stand that `before` does not have; where words were only struck out, the seam."""
    seam = Prefix.similarity(before, after)
    if seam + Postfix.similarity(before[seam:], after[seam:]) == len(after):
        return seam, seam
    olds, news = _words(before), _words(after)
    head, tail = _shared([word.strip() for word in olds], [word.strip() for word in news])
    return len("".join(news[:head])), len("".join(news[: len(news) - tail]).rstrip())


def put_back(now: str, before: str, after: str) -> str | None:
    """The text with `before` again in the place of `after`; None unless that stands there exactly once, or, struck out,
    left nothing."""
    if not after:
        return None if now else before
    found = list(places_of(now, after))
    return tidy(now[: found[0]] + before + now[found[0] + len(after) :]) if len(found) == 1 else None


def stands_in(text: str, words: str) -> bool:
    return next(places_of(text, words), None) is not None if words else not text


def leads_to(old: str, now: str, before: str, after: str) -> bool:
    """The same change: `after` in the place of `before` makes one text of the other, whatever the white space."""
    cuts = (match.start() for match in re.finditer(re.escape(before), old)) if before else iter([0] if not old else [])
    return any(without_space(old[:at] + after + old[at + len(before) :]) == without_space(now) for at in cuts)


def places_of(text: str, words: str) -> Iterator[int]:
    """Where whole words stand."""
    ends = [r"\b" if end.isalnum() else "" for end in (words[0], words[-1])]
    return (match.start() for match in re.finditer(f"(?={ends[0]}{re.escape(words)}{ends[1]})", text))


def _shared(olds: Sequence[str], news: Sequence[str]) -> tuple[int, int]:
    """How many words both begin with, and end with."""
    most = min(len(olds), len(news))
    head = next((n for n in range(most) if olds[n] != news[n]), most)
    return head, next((n for n in range(most - head) if olds[-n - 1] != news[-n - 1]), most - head)


def _count(text: str, words: str) -> int:
    """Also of those that overlap."""
    return len(re.findall(f"(?={re.escape(words)})", text))


def _words(text: str) -> list[str]:
    """Each with the space after it."""
    return re.findall(r"\S+\s*", text)
