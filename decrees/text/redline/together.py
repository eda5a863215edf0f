"""Changes that are one change to whoever reads them: a term replaced throughout, a clause or an annex that came or went
with all that stands in it, a column that was filled or emptied."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from decrees.text import Clause, Document, Kind, title_of, walk
from decrees.text.folding import fold_case, fold_marks
from decrees.text.redline.hunks import Hunk
from decrees.text.redline.values import Change, Op, Redline, State
from decrees.text.tree import PARTS, descend, part

TIMES = 3  # as often as that a replacement is one of a term


class Way(StrEnum):
    TERM = "term"
    ADDED = "added"
    REMOVED = "removed"
    COLUMN_ADDED = "column_added"
    COLUMN_REMOVED = "column_removed"


@dataclass(frozen=True, slots=True)
class Together:
    """The hunks in the order of the page; the first names it. `clause` is what came or went, or the table; `throughout`
    says of a term that the old one stands nowhere any more."""

    way: Way
    hunks: tuple[str, ...]
    clause: str = ""
    old: str = ""
    new: str = ""
    throughout: bool = False

    @property
    def id(self) -> str:
        return self.hunks[0]

    @property
    def is_whole(self) -> bool:
        return self.way in (Way.ADDED, Way.REMOVED)

    @property
    def times(self) -> int:
        return len(self.hunks)


def together(old: Document, new: Document, redline: Redline, told: Sequence[Hunk]) -> list[Together]:
    """In the order of the page, each hunk in one at most. `told` are the hunks that count as changes."""
    left = {hunk.id: hunk for hunk in told}
    found: list[Together] = []
    for find in (_whole, _columns, _terms):
        for one in find(old, new, redline, left):
            found.append(one)
            for hunk in one.hunks:
                del left[hunk]
    order = {hunk.id: at for at, hunk in enumerate(told)}
    return sorted(found, key=lambda one: order[one.id])


Left = Mapping[str, Hunk]


# --- what came or went with all that stands in it


def _whole(old: Document, new: Document, redline: Redline, left: Left) -> Iterator[Together]:
    gone = {change.clause_id: change for change in redline.changes if change.state is State.REMOVED}
    come = {change.clause_id: change for change in redline.changes if change.state is State.ADDED}
    yield from _subtrees(old, gone, Way.REMOVED, left)
    yield from _subtrees(new, come, Way.ADDED, left)


def _subtrees(document: Document, changes: Mapping[str, Change], way: Way, left: Left) -> Iterator[Together]:
    in_clause: dict[str, list[str]] = {}
    for hunk in left.values():
        if hunk.clause_id in changes:
            in_clause.setdefault(hunk.clause_id, []).append(hunk.id)
    waiting = [clause for kind in reversed(PARTS) for clause in reversed(part(document, kind))]
    while waiting:
        clause = waiting.pop()
        inside = descend([clause])
        if not all(one.id in changes for one in inside):
            waiting.extend(reversed(clause.children))
            continue
        hunks = [hunk for one in inside for hunk in in_clause.get(one.id, ())]
        if len(hunks) > 1:
            yield Together(way, tuple(hunks), clause.id)


# --- columns


def _columns(old: Document, new: Document, redline: Redline, left: Left) -> Iterator[Together]:
    by_clause = {change.clause_id: change for change in redline.changes}
    before = {clause.id: clause for clause in walk(old)}
    for table in walk(new):
        if table.kind is Kind.ROSTER:
            rows = [by_clause[row.id] for row in table.children if row.id in by_clause]
            kept = [change for change in rows if change.old_id in before and change.cells]
            for at in range(max((len(change.cells) for change in kept), default=0)):
                yield from _column(table, kept, at, left)


def _column(table: Clause, kept: Sequence[Change], at: int, left: Left) -> Iterator[Together]:
    cells = [change.cells[at] for change in kept if at < len(change.cells)]
    hunks = tuple(hunk for cell in cells for _op, _text, hunk in cell if hunk in left)
    sides = {op for cell in cells for op, _text, _hunk in cell}
    if len(hunks) > 1 and sides == {Op.INSERT}:
        yield Together(Way.COLUMN_ADDED, hunks, table.id, new=str(at))
    if len(hunks) > 1 and sides == {Op.DELETE}:
        yield Together(Way.COLUMN_REMOVED, hunks, table.id, old=str(at))


# --- terms


def _terms(old: Document, new: Document, redline: Redline, left: Left) -> Iterator[Together]:
    found: dict[tuple[str, str], list[Hunk]] = {}
    for hunk in left.values():
        if hunk.old.strip() and hunk.new.strip() and hunk.meant is None:
            found.setdefault(_key(hunk), []).append(hunk)
    words = ""
    for hunks in found.values():
        if len(hunks) >= TIMES and len({hunk.clause_id for hunk in hunks}) > 1:
            words = words or _words(new)
            was, now = (" ".join(side.split()) for side in (hunks[0].old, hunks[0].new))
            yield Together(
                Way.TERM,
                tuple(hunk.id for hunk in hunks),
                old=was,
                new=now,
                throughout=fold_marks(was) not in ("", fold_marks(now)) and f" {fold_marks(was)} " not in words,
            )


def _key(hunk: Hunk) -> tuple[str, str]:
    """In a title of capitals it is the same term, unless only capitals change."""
    sides = " ".join(hunk.old.split()), " ".join(hunk.new.split())
    folded = fold_case(sides[0]), fold_case(sides[1])
    return sides if folded[0] == folded[1] else folded


def _words(document: Document) -> str:
    texts = [title_of(document).text, *(clause.text for clause in walk(document))]
    return f" {' | '.join(fold_marks(text) for text in texts)} "
