"""Where comments of one version stand in another: places in clauses become spans of the text, and back. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from rapidfuzz.distance import Indel

from decrees.text import TITLE, Clause, Document, find, title_of, walk
from decrees.text.anchoring import AnchorResult, AnchorState, reanchor
from decrees.text.folding import same_words
from decrees.text.redline.words import compare_words

GAP = len("\n\n")  # stands between two clauses in the text that is carried
_MORE = 6  # a change that took out more words than this beside the passage rewrote the sentence
_SAME_CLAUSE = 0.3  # a clause that kept less of its words than this may have become another one


@dataclass(frozen=True, slots=True)
class Target:
    """A clause and a passage of it; without a passage the whole clause; without a clause nowhere."""

    clause: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to another. Orphaned, `last_known_clause` is the clause that stands there now."""

    state: AnchorState
    target: Target
    score: float = 1.0
    in_doubt: bool = False
    last_known_clause: str = ""


def reanchor_targets(old: Document, new: Document, targets: Sequence[Target]) -> list[Step]:
    """One step for each of `targets`, places in `old`, in the same order. What is said on the title stays on it."""
    on_title = [target.clause == TITLE for target in targets]
    titles = iter(_carried(_Text([title_of(old)]), _Text([title_of(new)]), list(compress(targets, on_title))))
    others = [target for target in targets if target.clause != TITLE]
    rest = iter(_carried(_Text(walk(old)), _Text(walk(new)), others) if others else ())
    return [next(titles if is_title else rest) for is_title in on_title]


def _carried(before: "_Text", after: "_Text", targets: Sequence[Target]) -> list[Step]:
    placements = reanchor(before.clauses, after.clauses, [before.span_of(target) for target in targets])
    return [_step(before, after, target, result) for target, result in zip(targets, placements, strict=True)]


def words_at(document: Document, target: Target) -> str:
    clause = find(document, target.clause)
    return clause.text[target.start : target.end] if clause else ""


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

    def span_of(self, target: Target) -> tuple[int, int]:
        at = self.starts[target.clause]
        start, end = target.start or 0, len(self.texts[target.clause]) if target.end is None else target.end
        return at + start, at + end

    def words(self, target: Target) -> str:
        return self.texts[target.clause][target.start : target.end]

    def near(self, at: int) -> str:
        """The clause at this place, or the one before it."""
        number = bisect_right(self.worded, at, key=lambda each: each[0]) - 1
        return self.worded[max(number, 0)][1] if self.worded else ""

    def parts_of(self, start: int, end: int) -> Iterator[Target]:
        """The passages that a span covers, clause by clause."""
        first = max(bisect_right(self.worded, start, key=lambda each: each[0]) - 1, 0)
        for at, name in self.worded[first:]:
            if at >= end:
                return
            here = Target(name, max(start - at, 0), min(end - at, len(self.texts[name])))
            if self.texts[name][here.start : here.end].strip():
                yield here


def _with_parts(clause: Clause) -> str:
    return "\n".join([clause.text, *map(_with_parts, clause.children)])


def _step(old: _Text, new: _Text, target: Target, result: AnchorResult) -> Step:
    whole = target.start is None
    if whole and target.clause in new.texts:
        return _same_clause(target, old.with_parts[target.clause], new.with_parts[target.clause], result)
    parts = sorted(new.parts_of(result.start, result.end), key=_size, reverse=True)
    if result.state is AnchorState.ORPHANED or not parts:
        if replacing := _replacing(old, new, target):
            return Step(AnchorState.REPLACED, replacing, 0.0, in_doubt=True)
        last_known_clause = target.clause if target.clause in new.texts else new.near(result.start)
        return Step(AnchorState.ORPHANED, Target(), 0.0, last_known_clause=last_known_clause)
    place = Target(parts[0].clause) if whole and _size(parts[0]) == len(new.texts[parts[0].clause]) else parts[0]
    torn = len(parts) > 1
    state = AnchorState.EDITED if torn else result.state
    if state is AnchorState.KEPT and _is_recased(old.words(target), new.words(place)):
        state = AnchorState.RECASED
    # A clause that is gone by its id and by its words may have been replaced rather than edited.
    replaced = whole and state is AnchorState.EDITED
    return Step(state, place, result.score, result.check or torn or replaced)


def _replacing(old: _Text, new: _Text, target: Target) -> Target | None:
    """The words that one change of the comparison put in the place of the whole passage, in the same clause."""
    if target.start is None or target.end is None or target.clause not in new.texts:
        return None
    passage = old.words(target)
    start, end = target.start + len(passage) - len(passage.lstrip()), target.start + len(passage.rstrip())
    at = place = 0
    for before, after in _compared(old.texts[target.clause], new.texts[target.clause]):
        if before != after and at <= start < end <= at + len(before):
            more = len(before.split()) - len(passage.split())
            words = after.strip()
            first = place + after.index(words)
            return Target(target.clause, first, first + len(words)) if words and more <= _MORE else None
        at, place = at + len(before), place + len(after)
    return None


def _compared(old: str, new: str) -> list[tuple[str, str]]:
    """Both texts word by word; a row of a table cell by cell, with the tabs between."""
    cells, others = old.split("\t"), new.split("\t")
    if len(cells) != len(others):
        return compare_words(old, new)
    pieces = [[("\t", "\t"), *compare_words(one, other)] for one, other in zip(cells, others, strict=True)]
    return [piece for cell in pieces for piece in cell][1:]


def _is_recased(old: str, new: str) -> bool:
    """The same but for capital and small letters."""
    return old.casefold().split() == new.casefold().split() and not same_words(old, new)


def _size(target: Target) -> int:
    return (target.end or 0) - (target.start or 0)


def _same_clause(target: Target, old: str, new: str, result: AnchorResult) -> Step:
    """What was said about a clause, with all that is in it, stays with it, however it is worded now."""
    if _is_recased(old, new):
        return Step(AnchorState.RECASED, target)
    if same_words(old, new):
        return Step(AnchorState.MOVED if result.state is AnchorState.MOVED else AnchorState.KEPT, target)
    score = Indel.normalized_similarity(old, new)
    return Step(AnchorState.EDITED, target, score, in_doubt=score < _SAME_CLAUSE)
