"""What a comparison is made of: parts of the paper, blocks and lines, each line with its changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.models import ChangeSource
from decrees.text import Kind
from decrees.text.redline import Change, Hunk, State, Together

STATES: dict[State, str | Promise] = {
    State.CHANGED: _("changed"),
    State.ADDED: _("added"),
    State.REMOVED: _("removed"),
    State.MOVED: _("moved"),
    State.MOVED_CHANGED: _("moved and changed"),
    State.SAME: _("names something else"),  # reads the same, and its references do not
}
# The last column of a table is left out if no row uses it.
COLUMNS = 3
COLUMN_NAMES = ("KEDUDUKAN DALAM TIM", "JABATAN/INSTANSI", "KETERANGAN")


class CitedChange(NamedTuple):
    """A hunk that changes the substance, with the place of its clause in words."""

    hunk: Hunk
    place: str


@dataclass(frozen=True, slots=True)
class Note:
    """A change and its sources, as far as this reader may see them."""

    hunk: Hunk
    sources: Sequence[ChangeSource] = ()


@dataclass(frozen=True, slots=True)
class Bunch:
    """Several changes that are one to whoever reads them. `place` is the clause that came or went, or the table;
    `places` are those of its changes, `sources` what explains them all, `open` how many nothing explains."""

    told: Together
    place: str
    places: Sequence[str]
    sources: Sequence[ChangeSource] = ()
    open: int = 0

    @property
    def id(self) -> str:
        return self.told.id

    @property
    def is_open_in_part(self) -> bool:
        return 0 < self.open < self.told.times

    @property
    def where(self) -> list[tuple[str, str]]:
        """(hunk, place) of each."""
        return list(zip(self.told.hunks, self.places, strict=True))


@dataclass(frozen=True, slots=True)
class Line:
    """One clause of the comparison. `number` counts the changes, 0 where nothing changed; `part` is the heading under
    which it is shown.

    `follows` are the hunks in which only the number of a reference changes. A line with `gone_to` marks where a clause
    was before it moved; it has no words.
    """

    change: Change
    part: str
    place: str
    number: int = 0
    state: str | Promise = ""
    came_from: str = ""
    notes: tuple[Note, ...] = ()
    follows: frozenset[str] = frozenset()
    gone_to: "Line | None" = None

    @property
    def is_row(self) -> bool:
        return self.change.kind is Kind.ROW

    @property
    def label(self) -> str:
        return self.change.new_label or self.change.old_label

    @property
    def relabelled(self) -> bool:
        """The same clause has another letter or number than before."""
        labels = self.change.old_label, self.change.new_label
        return all(labels) and labels[0] != labels[1]

    @property
    def is_reworded(self) -> bool:
        """Beside a move, its words or the meaning of its references changed."""
        stayed = self.change.state not in (State.ADDED, State.REMOVED)
        return stayed and not all(note.hunk.moves for note in self.notes)

    @property
    def told(self) -> set[str]:
        return {note.hunk.id for note in self.notes}


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stand in one table, or a clause by itself."""

    lines: list[Line]

    @property
    def is_table(self) -> bool:
        return self.lines[0].is_row

    @property
    def columns(self) -> int:
        return COLUMNS if any(any(line.change.cells[COLUMNS - 1 :]) for line in self.lines) else COLUMNS - 1


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    lines: list[Line]

    @property
    def blocks(self) -> Iterator[Block]:
        for is_row, lines in groupby(self.lines, lambda line: line.is_row):
            together = list(lines)
            yield from [Block(together)] if is_row else [Block([line]) for line in together]
