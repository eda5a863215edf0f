"""Two drafts of a decree compared: clause by clause, then word by word."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ..text import FIELDS, Clause, Document, Kind, normalise
from .matching import match
from .nodes import Node
from .values import Change, Detail, Op, Redline, Segment, Segments, State, Summary
from .words import compare_words

_BLANKS = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
_ABSENT = Clause("", Kind.PARAGRAPH, "", "")


class _Marker:
    """Makes segments. A hunk's name depends only on its clause, its words and how often they came before."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def _hunk(self, clause_id: str, old: str, new: str) -> str:
        key = (clause_id, old, new)
        self._seen[key] += 1
        return hashlib.sha256(repr((*key, self._seen[key])).encode()).hexdigest()[:16]

    def move(self, clause_id: str) -> str:
        return self._hunk(f"move of {clause_id}", "", "")

    def _replaced(self, clause_id: str, old: str, new: str) -> list[Segment]:
        hunk = self._hunk(clause_id, old, new)
        sides = ((Op.DELETE, old), (Op.INSERT, new))
        return [Segment(op, text, hunk) for op, text in sides if text]

    def text(self, clause_id: str, old: str, new: str) -> list[Segment]:
        segments: list[Segment] = []
        for before, after in compare_words(old, new):
            if before == after:
                segments.append(Segment(Op.EQUAL, before))
            else:
                segments += self._replaced(clause_id, before, after)
        return segments

    def cells(self, clause_id: str, old: Sequence[str], new: Sequence[str]) -> tuple[Segments, ...]:
        return tuple(tuple(self.text(clause_id, *pair)) for pair in zip_longest(old, new, fillvalue=""))

    def row(self, clause_id: str, cells: Sequence[Segments], old: str, new: str) -> Iterator[Segment]:
        """The cells as one line, with the tabs that each side's text has."""
        for at, segments in enumerate(cells):
            tabs = ["\t" if 0 < at <= text.count("\t") else "" for text in (old, new)]
            yield from self.text(clause_id, *tabs)
            yield from segments


def _reads_same(old: str, new: str) -> bool:
    """But for white space and the way accents are written."""
    if old.isascii() and new.isascii() and _solid(old) != _solid(new):
        return False
    return normalise(old) == normalise(new)


def _solid(text: str) -> bytes:
    return text.encode().translate(None, _BLANKS)


def _state(old: Clause | None, new: Clause | None, *, moved: bool) -> State:
    if old is None:
        return State.ADDED
    if new is None:
        return State.REMOVED
    if old.cells == new.cells and _reads_same(old.text, new.text):
        return State.MOVED if moved else State.SAME
    return State.MOVED_CHANGED if moved else State.CHANGED


def _same(text: str) -> Segments:
    return (Segment(Op.EQUAL, text),) if text else ()


def _segments(old: Clause, new: Clause, marker: _Marker) -> tuple[Segments, tuple[Segments, ...]]:
    """Of the whole clause, and cell by cell."""
    clause_id = new.id or old.id
    if not (old.cells or new.cells):
        return tuple(marker.text(clause_id, old.text, new.text)), ()
    cells = marker.cells(clause_id, old.cells, new.cells)
    return tuple(marker.row(clause_id, cells, old.text, new.text)), cells


def _unchanged(old: Clause, new: Clause, move: str) -> Change:
    """Most clauses: their words need not be looked at."""
    cells = tuple(map(_same, new.cells)) if new.cells else ()
    state = State.MOVED if move else State.SAME
    return Change(new.id, new.kind, old.label, new.label, state, _same(new.text), cells, old.id, move)


def _change(old: Clause | None, new: Clause | None, *, moved: bool, marker: _Marker) -> Change:
    before, after = old or _ABSENT, new or _ABSENT
    clause = new or before
    move = marker.move(clause.id) if moved else ""
    if old and new and old.text == new.text and old.cells == new.cells:
        return _unchanged(old, new, move)
    segments, cells = _segments(before, after, marker)
    state = _state(old, new, moved=moved)
    return Change(clause.id, clause.kind, before.label, after.label, state, segments, cells, before.id, move)


def _merged(old: Sequence[Node], new: Sequence[Node]) -> Iterator[tuple[Node | None, Node | None]]:
    """Twins in the new order; a removed clause after the sibling that it followed."""
    removed: dict[Node | None, list[Node]] = {}
    place: Node | None = None
    for node in old:
        if node.twin is None:
            removed.setdefault(place, []).append(node)
        elif not node.twin.moved:
            place = node.twin
    yield from _gone(removed.get(None, ()))
    for node in new:
        yield node.twin, node
        if node.children or (node.twin and node.twin.children):
            yield from _merged(node.twin.children if node.twin else (), node.children)
        if node in removed:
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
    moved = sum(bool(change.move) for change in changes)
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
