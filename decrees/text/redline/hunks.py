"""Hunks one by one: listed, and applied to the old draft, all of them or only those accepted."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from decrees.text import Document, walk
from decrees.text.folding import same_words
from decrees.text.redline.values import Change, Op, Redline, Segment, Segments, State


@dataclass(frozen=True, slots=True)
class Hunk:
    """What one hunk takes out and puts in; neither if it `moves` its clause. `clause_id` is that of the Change, or
    "document.title" and the like; `old_id` is the clause in the old draft. The words stand at `old_at` in the old
    text of the clause and at `new_at` in its new text. Of a reference that reads as before, `meant` is what it named
    and names now."""

    id: str
    clause_id: str
    old: str
    new: str
    moves: bool = False
    old_id: str = ""
    old_at: int = 0
    new_at: int = 0
    meant: tuple[str, str] | None = None

    @property
    def before(self) -> str:
        return f"{self.old}: {self.meant[0]}" if self.meant else self.old

    @property
    def after(self) -> str:
        return f"{self.new}: {self.meant[1]}" if self.meant else self.new

    @property
    def old_end(self) -> int:
        return self.old_at + len(self.old)


def _of_segments(
    clause_id: str, old_id: str, segments: Sequence[Segment], old: int = 0, new: int = 0
) -> Iterator[Hunk]:
    """`old` and `new` are where the segments begin in the clause."""
    found: dict[str, tuple[int, int, dict[Op, str]]] = {}
    for op, text, hunk in segments:
        if hunk:
            found.setdefault(hunk, (old, new, {}))[2][op] = text
        old += len(text) if op != Op.INSERT else 0
        new += len(text) if op != Op.DELETE else 0
    for hunk, (old_at, new_at, sides) in found.items():
        old_text, new_text = sides.get(Op.DELETE, ""), sides.get(Op.INSERT, "")
        yield Hunk(hunk, clause_id, old_text, new_text, old_id=old_id, old_at=old_at, new_at=new_at)


def _of_cells(change: Change) -> Iterator[Hunk]:
    old = new = 0
    for segments in change.cells:
        yield from _of_segments(change.clause_id, change.old_id, segments, old, new)
        old += 1 + sum(len(text) for op, text, _ in segments if op != Op.INSERT)
        new += 1 + sum(len(text) for op, text, _ in segments if op != Op.DELETE)


def hunks_of(change: Change) -> Iterator[Hunk]:
    """Of one clause; tabs between cells are not worth telling."""
    if change.move:
        yield Hunk(change.move, change.clause_id, "", "", moves=True, old_id=change.old_id)
    if change.cells:
        yield from _of_cells(change)
    else:
        yield from _of_segments(change.clause_id, change.old_id, change.segments)


def is_white_space(change: Change, hunk: Hunk) -> bool:
    """Only white space changes, and it neither joins nor parts two words: those beside it are looked at too."""
    old, new = ("".join(segment.text for segment in side) for side in (change.old_segments, change.new_segments))
    before = old[max(hunk.old_at - 1, 0) : hunk.old_end + 1]
    after = new[max(hunk.new_at - 1, 0) : hunk.new_at + len(hunk.new) + 1]
    return same_words(hunk.old, hunk.new) and same_words(before, after)


def hunks(redline: Redline) -> Iterator[Hunk]:
    """Every hunk once, in the order of the page."""
    for detail in redline.details:
        name = f"document.{detail.name}"
        yield from _of_segments(name, name, detail.segments)
    for change in redline.changes:
        yield from hunks_of(change)


class _All:
    def __contains__(self, hunk: object) -> bool:
        return True


def _resolved(segments: Segments, accepted: Container[str]) -> str:
    def stays(segment: Segment) -> bool:
        return segment.op == Op.EQUAL or (segment.op == Op.INSERT) == (segment.hunk in accepted)

    return "".join(segment.text for segment in segments if stays(segment))


def _text(change: Change, accepted: Container[str]) -> str:
    if change.cells:
        return "\t".join(_resolved(cell, accepted) for cell in change.cells).rstrip("\t")
    return _resolved(change.segments, accepted)


def _stays(change: Change, text: str) -> bool:
    """A clause added or removed without words, such as a list, goes with its state; others with their words."""
    if not change.segments:
        return change.state != State.REMOVED
    return bool(text) or change.state not in (State.ADDED, State.REMOVED)


def apply(old: Document, redline: Redline, accepted: Container[str] | None = None) -> dict[str, str]:
    """The text of each clause by id, in the redline's order, once the hunks named are accepted and the others
    rejected; without `accepted`, all are accepted and the result is the new draft. The redline of another draft
    than `old` is a ValueError."""
    hunks_taken = _All() if accepted is None else accepted
    before = {clause.id: clause.text for clause in walk(old)}
    texts: dict[str, str] = {}
    for change in redline.changes:
        if change.state != State.ADDED and before.get(change.old_id) != _text(change, ()):
            raise ValueError(f"this redline does not start from the text of clause {change.old_id!r}")
        text = _text(change, hunks_taken)
        if _stays(change, text):
            texts[change.clause_id] = text
    return texts
