"""Hunks one by one: listed, and applied to the old draft, all of them or only those accepted."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from ..text import Document, walk
from .values import Change, Op, Redline, Segment, Segments, State


@dataclass(frozen=True, slots=True)
class Hunk:
    """What one hunk takes out and puts in; neither if it `moves` its clause. `clause_id` is that of the Change, or
    "document.title" and the like."""

    id: str
    clause_id: str
    old: str
    new: str
    moves: bool = False


def _of_segments(clause_id: str, segments: Sequence[Segment]) -> Iterator[Hunk]:
    texts: dict[str, dict[Op, str]] = {}
    for segment in segments:
        if segment.hunk:
            texts.setdefault(segment.hunk, {})[segment.op] = segment.text
    for hunk, sides in texts.items():
        yield Hunk(hunk, clause_id, sides.get(Op.DELETE, ""), sides.get(Op.INSERT, ""))


def hunks(redline: Redline) -> Iterator[Hunk]:
    """Every hunk once, in the order of the page; tabs between cells are not worth telling."""
    for detail in redline.details:
        yield from _of_segments(f"document.{detail.name}", detail.segments)
    for change in redline.changes:
        if change.move:
            yield Hunk(change.move, change.clause_id, "", "", moves=True)
        for segments in change.cells or (change.segments,):
            yield from _of_segments(change.clause_id, segments)


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
