"""The further passages of a comment on several: as each was selected, and where it stands on a later version. Pure.

The first passage is the comment's own place, by which it is listed. What is here is kept beside it as plain values, in
the order in which the passages were chosen; a step to a version has one value for each of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from decrees.text.anchoring.targets import Target
from decrees.text.passages import TextQuoteSelector

MOST = 8  # passages of one comment, the first included


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherPassage(TextQuoteSelector):
    """What was selected, with its clause. Belongs for ever to the version on which the comment was made."""

    clause: str
    label: str

    @classmethod
    def of(cls, clause: str, label: str, selected: TextQuoteSelector) -> Self:
        return cls(clause=clause, label=label, **asdict(selected))

    @property
    def selector(self) -> TextQuoteSelector:
        return TextQuoteSelector(self.start, self.end, self.quote, self.prefix, self.suffix)

    @property
    def target(self) -> Target:
        return Target(self.clause, self.start, self.end)

    @property
    def said(self) -> list[Any]:
        """What the ledger's digest of the comment covers."""
        return [self.clause, self.start, self.end, self.quote]


@dataclass(frozen=True, slots=True)
class FurtherStep:
    """One passage on one version. `label` of a lost one says where it stood last; `in_doubt`: a person has to look,
    also where it is lost."""

    state: str
    clause: str = ""
    label: str = ""
    start: int | None = None
    end: int | None = None
    altered: bool = False
    in_doubt: bool = False
    score: float = 1.0
    last_known_clause: str = ""

    @property
    def target(self) -> Target:
        return Target(self.clause, self.start, self.end)

    @property
    def lost(self) -> bool:
        return not self.clause

    @property
    def said(self) -> list[Any]:
        return [self.state, self.clause, self.start, self.end]


def kept(values: Iterable[FurtherPassage] | Iterable[FurtherStep]) -> list[dict[str, Any]] | None:
    """As the row keeps them; None where there is one passage only."""
    return [asdict(value) for value in values] or None


def passages_of(kept: Iterable[Mapping[str, Any]] | None) -> list[FurtherPassage]:
    return [FurtherPassage(**value) for value in kept or ()]


def steps_of(kept: Iterable[Mapping[str, Any]] | None) -> list[FurtherStep]:
    return [FurtherStep(**value) for value in kept or ()]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A clause, or some of its words, as it is written in addresses and forms: `clause` or `clause:start:end`."""

    clause: str
    start: int | None = None
    end: int | None = None

    @classmethod
    def read(cls, written: str) -> Self | None:
        """None where it cannot be meant."""
        clause, *ends = written.split(":")
        if not ends:
            return cls(clause) if clause else None
        if not clause or len(ends) != 2 or not all(end.isascii() and end.isdigit() and len(end) < 10 for end in ends):
            return None
        start, end = map(int, ends)
        return cls(clause, start, end) if start < end else None

    def __str__(self) -> str:
        return self.clause if self.end is None else f"{self.clause}:{self.start}:{self.end}"


def one_for_each(first: str, chosen: Iterable[Chosen]) -> list[Chosen]:
    """Those in other clauses than the first passage, each clause once: the first that names it counts."""
    found: dict[str, Chosen] = {}
    for one in chosen:
        if one.clause != first:
            found.setdefault(one.clause, one)
    return list(found.values())
