"""What changed between two drafts of a decree: clause by clause, then word by word.

Pure: two Documents in, frozen values out; no Django.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from ..text import FIELDS, Clause, Document, Kind, normalise
from .matching import Node, match
from .words import compare_words

__all__ = ["Change", "Detail", "Op", "Redline", "Segment", "State", "Summary", "compare"]


class Op(StrEnum):
    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


class State(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    MOVED_CHANGED = "moved_changed"


@dataclass(frozen=True, slots=True)
class Segment:
    """A deletion and the insertion that replaces it share one `hunk`; it is "" where nothing changed."""

    op: Op
    text: str
    hunk: str = ""


Segments = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One clause. `clause_id` is the new draft's id, or the old one's of a removed clause; `old_id` differs from
    it where the clause was recognised by its words, and is "" where it is new."""

    clause_id: str
    kind: Kind
    old_label: str
    new_label: str
    state: State
    segments: Segments
    cells: tuple[Segments, ...] = ()
    old_id: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A changed field of the document outside its clauses, such as the title; copies are one per line."""

    name: str
    segments: Segments


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts clauses; one that moved and changed counts in both."""

    added: int
    removed: int
    changed: int
    moved: int


@dataclass(frozen=True, slots=True)
class Redline:
    """`changes` in the new order, with removed clauses where they stood."""

    changes: tuple[Change, ...]
    summary: Summary
    details: tuple[Detail, ...] = ()


_ABSENT = Clause("", Kind.PARAGRAPH, "", "")


class _Marker:
    """Makes segments. A hunk's name depends only on its clause, its words and how often they came before."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def _hunk(self, clause_id: str, old: str, new: str) -> str:
        key = (clause_id, old, new)
        self._seen[key] += 1
        return hashlib.sha256(repr((*key, self._seen[key])).encode()).hexdigest()[:16]

    def _replace(self, clause_id: str, old: str, new: str) -> Iterator[Segment]:
        hunk = self._hunk(clause_id, old, new)
        if old:
            yield Segment(Op.DELETE, old, hunk)
        if new:
            yield Segment(Op.INSERT, new, hunk)

    def text(self, clause_id: str, old: str, new: str) -> Iterator[Segment]:
        for before, after in compare_words(old, new):
            if before == after:
                yield Segment(Op.EQUAL, before)
            else:
                yield from self._replace(clause_id, before, after)

    def cells(self, clause_id: str, old: Sequence[str], new: Sequence[str]) -> tuple[Segments, ...]:
        return tuple(tuple(self.text(clause_id, *pair)) for pair in zip_longest(old, new, fillvalue=""))

    def row(self, clause_id: str, cells: Sequence[Segments], old: str, new: str) -> Iterator[Segment]:
        """The cells as one line, with the tabs that each side's text has."""
        for at, segments in enumerate(cells):
            tabs = ["\t" if 0 < at <= text.count("\t") else "" for text in (old, new)]
            yield from self.text(clause_id, *tabs)
            yield from segments


def _state(old: Clause | None, new: Clause | None, *, moved: bool) -> State:
    if old is None:
        return State.ADDED
    if new is None:
        return State.REMOVED
    if normalise(old.text) == normalise(new.text) and old.cells == new.cells:
        return State.MOVED if moved else State.SAME
    return State.MOVED_CHANGED if moved else State.CHANGED


def _change(old: Clause | None, new: Clause | None, *, moved: bool, marker: _Marker) -> Change:
    before, after = old or _ABSENT, new or _ABSENT
    clause = new or before
    cells = marker.cells(clause.id, before.cells, after.cells)
    segments = (
        marker.row(clause.id, cells, before.text, after.text)
        if cells
        else marker.text(clause.id, before.text, after.text)
    )
    state = _state(old, new, moved=moved)
    return Change(clause.id, clause.kind, before.label, after.label, state, tuple(segments), cells, before.id)


def _merged(old: Sequence[Node], new: Sequence[Node]) -> Iterator[tuple[Node | None, Node | None]]:
    """Twins in the new order; a removed clause after the sibling that it followed."""
    removed: dict[Node | None, list[Node]] = defaultdict(list)
    place: Node | None = None
    for node in old:
        if node.twin is None:
            removed[place].append(node)
        elif not node.twin.moved:
            place = node.twin
    yield from _gone(removed[None])
    for node in new:
        yield node.twin, node
        yield from _merged(node.twin.children if node.twin else (), node.children)
        yield from _gone(removed[node])


def _gone(nodes: Sequence[Node]) -> Iterator[tuple[Node | None, Node | None]]:
    for node in nodes:
        yield node, None
        yield from _merged(node.children, ())


def _details(old: Document, new: Document, marker: _Marker) -> Iterator[Detail]:
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in FIELDS]
    pairs.append(("copies", "\n".join(old.copies), "\n".join(new.copies)))
    for name, before, after in pairs:
        if before != after:
            yield Detail(name, tuple(marker.text(f"document.{name}", before, after)))


def _summary(changes: Sequence[Change]) -> Summary:
    """Lists have no words of their own: their items count."""
    states = Counter(change.state for change in changes if change.segments)
    moved = sum(change.state in {State.MOVED, State.MOVED_CHANGED} for change in changes)
    changed = states[State.CHANGED] + states[State.MOVED_CHANGED]
    return Summary(states[State.ADDED], states[State.REMOVED], changed, moved)


def compare(old: Document, new: Document) -> Redline:
    """Pure renumbering and white space are no change. In every change the equal and deleted segments join to the
    old text, the equal and inserted ones to the new."""
    marker = _Marker()
    pairs = [pair for roots in match(old, new) for pair in _merged(roots[0].children, roots[1].children)]
    changes = tuple(
        _change(
            before.clause if before else None,
            after.clause if after else None,
            moved=after is not None and after.moved,
            marker=marker,
        )
        for before, after in pairs
    )
    return Redline(changes, _summary(changes), tuple(_details(old, new, marker)))
