"""Where comments of one version stand in another: places in clauses become spans of the text, and back. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from rapidfuzz.distance import Indel

from decrees.text import TITLE, Clause, Document, find, title_of, walk
from decrees.text.anchoring import Placement, State, carry

GAP = len("\n\n")  # stands between two clauses in the text that is carried
_SAME_CLAUSE = 0.3  # a clause that kept less of its words than this may have become another one


@dataclass(frozen=True, slots=True)
class Spot:
    """A clause and a passage of it; without a passage the whole clause; without a clause nowhere."""

    clause: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to another. Orphaned, `stood_at` is the clause that stands there now."""

    state: State
    spot: Spot
    score: float = 1.0
    in_doubt: bool = False
    stood_at: str = ""


def carry_spots(old: Document, new: Document, spots: Sequence[Spot]) -> list[Step]:
    """In the order of `spots`, each of which is a place in `old`. What is said on the title stays with the title."""
    on_title = [spot.clause == TITLE for spot in spots]
    titles = iter(_carried(_Text([title_of(old)]), _Text([title_of(new)]), list(compress(spots, on_title))))
    others = [spot for spot in spots if spot.clause != TITLE]
    rest = iter(_carried(_Text(walk(old)), _Text(walk(new)), others) if others else ())
    return [next(titles if is_title else rest) for is_title in on_title]


def _carried(before: "_Text", after: "_Text", spots: Sequence[Spot]) -> list[Step]:
    placements = carry(before.clauses, after.clauses, [before.span_of(spot) for spot in spots])
    return [_step(before, after, spot, placement) for spot, placement in zip(spots, placements, strict=True)]


def words_at(document: Document, spot: Spot) -> str:
    clause = find(document, spot.clause)
    return clause.text[spot.start : spot.end] if clause else ""


def is_same(old: str, new: str) -> bool:
    return old.split() == new.split()


def neighbourhood(document: Document, clause_id: str) -> list[Clause]:
    """The clause with the one before and the one after it, those without words left out."""
    if clause_id == TITLE:
        return [title_of(document)]
    clauses = [clause for clause in walk(document) if clause.text or clause.id == clause_id]
    at = next((n for n, clause in enumerate(clauses) if clause.id == clause_id), None)
    return [] if at is None else clauses[max(at - 1, 0) : at + 2]


class _Text:
    """Clauses as one text, and where each begins in it."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        clauses = list(clauses)
        self.clauses = [(clause.id, clause.text) for clause in clauses]
        self.texts = dict(self.clauses)
        self.with_parts = {clause.id: _with_parts(clause) for clause in clauses}
        self.starts: dict[str, int] = {}
        at = 0
        for name, text in self.clauses:
            self.starts[name] = at
            at += len(text) + GAP
        self.worded = [(self.starts[name], name) for name, text in self.clauses if text]

    def span_of(self, spot: Spot) -> tuple[int, int]:
        at = self.starts[spot.clause]
        start, end = spot.start or 0, len(self.texts[spot.clause]) if spot.end is None else spot.end
        return at + start, at + end

    def near(self, at: int) -> str:
        """The clause at this place, or the one before it."""
        number = bisect_right(self.worded, at, key=lambda each: each[0]) - 1
        return self.worded[max(number, 0)][1] if self.worded else ""

    def parts_of(self, start: int, end: int) -> Iterator[Spot]:
        """The passages that a span covers, clause by clause."""
        first = max(bisect_right(self.worded, start, key=lambda each: each[0]) - 1, 0)
        for at, name in self.worded[first:]:
            if at >= end:
                return
            here = Spot(name, max(start - at, 0), min(end - at, len(self.texts[name])))
            if self.texts[name][here.start : here.end].strip():
                yield here


def _with_parts(clause: Clause) -> str:
    return "\n".join([clause.text, *map(_with_parts, clause.children)])


def _step(old: _Text, new: _Text, spot: Spot, placement: Placement) -> Step:
    whole = spot.start is None
    if whole and spot.clause in new.texts:
        return _same_clause(spot, old.with_parts[spot.clause], new.with_parts[spot.clause], placement)
    parts = sorted(new.parts_of(placement.start, placement.end), key=_size, reverse=True)
    if placement.state is State.ORPHANED or not parts:
        stood_at = spot.clause if spot.clause in new.texts else new.near(placement.start)
        return Step(State.ORPHANED, Spot(), 0.0, stood_at=stood_at)
    place = Spot(parts[0].clause) if whole and _size(parts[0]) == len(new.texts[parts[0].clause]) else parts[0]
    torn = len(parts) > 1
    state = State.EDITED if torn else placement.state
    # A clause that is gone by its id and by its words may have been replaced rather than edited.
    replaced = whole and state is State.EDITED
    return Step(state, place, placement.score, placement.check or torn or replaced)


def _size(spot: Spot) -> int:
    return (spot.end or 0) - (spot.start or 0)


def _same_clause(spot: Spot, old: str, new: str, placement: Placement) -> Step:
    """What was said about a clause, with all that is in it, stays with it, however it is worded now."""
    if is_same(old, new):
        return Step(State.MOVED if placement.state is State.MOVED else State.KEPT, spot)
    score = Indel.normalized_similarity(old, new)
    return Step(State.EDITED, spot, score, in_doubt=score < _SAME_CLAUSE)
