"""A passage of a clause, with what finds it again: the selectors of W3C Web Annotation. Pure."""

from dataclasses import dataclass

from decrees.text import Clause, locate

CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Passage:
    """`start` and `end` count code points in the clause's text; None means the whole clause."""

    start: int | None = None
    end: int | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def whole(self) -> bool:
        return not self.quote and not (self.end or 0) > (self.start or 0)


def settle(passage: Passage, clause: Clause) -> Passage | None:
    """The passage as it stands in the clause, its context taken from there; None if it is not in it."""
    if passage.whole:
        return Passage()
    start, end = passage.start or 0, passage.end or 0
    found = locate(clause.text, start, end, passage.quote or clause.text[start:end], passage.prefix, passage.suffix)
    if found is None:
        return None
    start, end = found
    before, after = clause.text[max(start - CONTEXT, 0) : start], clause.text[end : end + CONTEXT]
    return Passage(start, end, clause.text[start:end], before, after)
