"""What a comparison tells: frozen values."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from decrees.text import Kind


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


class Segment(NamedTuple):
    """A deletion and the insertion that replaces it share one `hunk`; it is "" where nothing changed."""

    op: Op
    text: str
    hunk: str = ""


Segments = tuple[Segment, ...]


def _on_side(segments: Segments, op: Op) -> Segments:
    return tuple([segment for segment in segments if segment.op in (Op.EQUAL, op)])


class Change(NamedTuple):
    """One clause. `clause_id` is the new draft's id, or the old one's of a removed clause; `old_id` differs from
    it where the clause was recognised by its words, and is "" where it is new. `move` is the hunk of the move
    itself, "" where the clause stayed."""

    clause_id: str
    kind: Kind
    old_label: str
    new_label: str
    state: State
    segments: Segments
    cells: tuple[Segments, ...] = ()
    old_id: str = ""
    move: str = ""

    @property
    def old_segments(self) -> Segments:
        return _on_side(self.segments, Op.DELETE)

    @property
    def new_segments(self) -> Segments:
        return _on_side(self.segments, Op.INSERT)


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
