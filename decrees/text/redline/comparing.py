"""Two drafts of a decree compared: clause by clause, then word by word."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from decrees.text import FIELDS, Clause, Document, Kind, normalise
from decrees.text.redline.matching import match
from decrees.text.redline.nodes import Node
from decrees.text.redline.values import Change, Detail, Op, Redline, Segment, Segments, State, Summary
from decrees.text.redline.words import compare_words

_BLANKS = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
_SHORT = 8
_ABSENT = Clause("", Kind.PARAGRAPH, "", "")
# Looked up thousands of times.
_EQUAL, _INSERT, _DELETE = Op.EQUAL, Op.INSERT, Op.DELETE


class _Marker:
    """Makes segments. A hunk's name depends only on its clause, its words and how often they came before.

    It is short, because a page has hundreds; should two hunks be called the same, the later name is a little longer.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, str], int] = {}
        self._names: set[str] = set()

    def _hunk(self, clause_id: str, old: str, new: str) -> str:
        key = (clause_id, old, new)
        times = self._seen[key] = self._seen.get(key, 0) + 1
        digest = hashlib.sha256(repr((clause_id, old, new, times)).encode()).hexdigest()
        lengths = range(_SHORT, len(digest) + 1)
        name = next(digest[:length] for length in lengths if digest[:length] not in self._names)
        self._names.add(name)
        return name

    def move(self, clause_id: str) -> str:
        return self._hunk(f"move of {clause_id}", "", "")

    def text(self, clause_id: str, old: str, new: str) -> list[Segment]:
        segments: list[Segment] = []
        for before, after in compare_words(old, new):
            if before == after:
                segments.append(Segment(_EQUAL, before))
                continue
            hunk = self._hunk(clause_id, before, after)
            if before:
                segments.append(Segment(_DELETE, before, hunk))
            if after:
                segments.append(Segment(_INSERT, after, hunk))
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
    return (Segment(_EQUAL, text),) if text else ()


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


def _compared(before: Node | None, after: Node | None, marker: _Marker) -> Change:
    moved = after is not None and after.moved
    if before is None or after is None:
        gone, come = before.clause if before else None, after.clause if after else None
        return _change(gone, come, moved=moved, marker=marker)
    old, new = before.clause, after.clause
    if old.text == new.text and old.cells == new.cells:
        return _unchanged(old, new, marker.move(new.id) if moved else "")
    return _change(old, new, moved=moved, marker=marker)


def _change(old: Clause | None, new: Clause | None, *, moved: bool, marker: _Marker) -> Change:
    before, after = old or _ABSENT, new or _ABSENT
    clause = new or before
    move = marker.move(clause.id) if moved else ""
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
    changes = tuple([_compared(before, after, marker) for before, after in pairs])
    return Redline(changes, _summary(changes), tuple(_details(old, new, marker)))
