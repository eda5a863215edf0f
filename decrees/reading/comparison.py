"""The comparison of two versions as a page shows it: in the parts of the paper, with every change described in
words. A reference that reads as before and names something else is a change too."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from decrees.drafting.references.cited import shifted_hunks
from decrees.drafting.references.shifts import References
from decrees.models import ChangeSource
from decrees.reading.lines import STATES, Bunch, CitedChange, Line, Note, Part
from decrees.text import Document, Kind, walk_with_parents
from decrees.text.place_names import cite_clauses
from decrees.text.redline import Change, Detail, Hunk, Redline, State, Summary, compare, hunks_of, is_white_space
from decrees.text.redline import together as found_together
from decrees.text.redline.relocations import RelocatedWords, relocations_by_change

# The decree's own words, like the names of places: Indonesian whatever language the reader uses.
DETAILS = {
    "title": "judul",
    "office": "nama jabatan",
    "province": "nama provinsi",
    "number": "nomor",
    "place": "tempat penetapan",
    "date": "tanggal penetapan",
    "signatory": "nama penanda tangan",
    "copies": "tembusan",
}
PARTS = {Kind.RECITAL: "Menimbang", Kind.CITATION: "Mengingat", Kind.REGARD: "Memperhatikan"}
OPERATIVE = {Kind.DIKTUM, Kind.POINT, Kind.CLOSING}
HEAD = "Naskah"


class VersionComparison:
    """`sources` by hunk, if they are known: between a version and the one before it."""

    def __init__(
        self,
        old: Document,
        new: Document,
        *,
        brief: bool = True,
        sources: Mapping[str, Sequence[ChangeSource]] | None = None,
    ) -> None:
        self.old, self.new, self.brief = old, new, brief
        self.sources = sources

    @cached_property
    def redline(self) -> Redline:
        return compare(self.old, self.new)

    @cached_property
    def references(self) -> References:
        return References(self.old, self.new, self.redline)

    @cached_property
    def follows(self) -> frozenset[str]:
        return self.references.following

    @cached_property
    def _shifted(self) -> dict[str, list[Hunk]]:
        return shifted_hunks(self.old, self.new, self.references.shifts)

    @property
    def shifted_references(self) -> list[CitedChange]:
        """References that read as before and name something else."""
        return [each for each in self.hunks if each.hunk.meant]

    @property
    def details(self) -> list[tuple[str, Detail]]:
        return [(DETAILS[detail.name], detail) for detail in self.redline.details]

    @property
    def hunks(self) -> list[CitedChange]:
        """The changes that need a source: neither white space nor the number of a reference only."""
        return [CitedChange(note.hunk, line.place) for line in self.changed for note in line.notes]

    @cached_property
    def changed(self) -> list[Line]:
        return [line for line in self.all_lines if line.number]

    @property
    def count(self) -> int:
        return len(self.changed)

    @property
    def unattributed_changes(self) -> list[CitedChange]:
        """What is one change to a reader is named once, by the first of it that nobody explained."""
        notes = [(note, line) for line in self.changed for note in line.notes]
        found: dict[str, CitedChange] = {}
        for note, line in notes if self.sources is not None else ():
            if not note.sources:
                bunch = self.bunch_of.get(note.hunk.id)
                found.setdefault(bunch.id if bunch else note.hunk.id, CitedChange(note.hunk, line.place))
        return list(found.values())

    @cached_property
    def bunches(self) -> list[Bunch]:
        """Changes in several places that are one change to whoever reads them."""
        changes = self.hunks
        told = [each.hunk for each in changes]
        places = cite_clauses(self.old) | cite_clauses(self.new)
        where = {each.hunk.id: each.place for each in changes}
        return [
            Bunch(
                one,
                places.get(one.clause, ""),
                [where[hunk] for hunk in one.hunks],
                self._shared(one.hunks),
                sum(hunk not in self.sources for hunk in one.hunks) if self.sources is not None else 0,
            )
            for one in found_together(self.old, self.new, self.redline, told)
        ]

    def _shared(self, hunks: Sequence[str]) -> list[ChangeSource]:
        """The sources that all of these changes have."""
        known = self.sources or {}
        others = [{source.origin for source in known.get(hunk, ())} for hunk in hunks[1:]]
        return [source for source in known.get(hunks[0], ()) if all(source.origin in each for each in others)]

    @cached_property
    def bunch_of(self) -> dict[str, Bunch]:
        """By hunk."""
        return {hunk: bunch for bunch in self.bunches for hunk in bunch.told.hunks}

    @cached_property
    def singles(self) -> list[Line]:
        """The changed clauses in which something stands that is no part of a bunch."""
        return [line for line in self.changed if any(note.hunk.id not in self.bunch_of for note in line.notes)]

    @cached_property
    def relocations_by_change(self) -> dict[str, list[RelocatedWords]]:
        """By hunk, the words that went into another clause or came from one."""
        hunks = [each for each in self.hunks if not each.hunk.meant]
        return relocations_by_change(hunks, cite_clauses(self.old))

    @cached_property
    def summary(self) -> Summary:
        """Counts changed clauses, without those in which only the number of a reference changed."""
        lines = [line for line in self.changed if line.part != HEAD]
        states = Counter(line.change.state for line in lines)
        changed = sum(line.is_reworded for line in lines)
        moved = sum(bool(line.change.move) for line in lines)
        return Summary(states[State.ADDED], states[State.REMOVED], changed, moved)

    @cached_property
    def all_lines(self) -> list[Line]:
        """A line for each clause. Changes outside the clauses, such as the title, come first."""
        lines, number = [], 0
        for change, place, came_from in self._changes():
            hunks = self._told(change)
            notes = tuple([Note(hunk, (self.sources or {}).get(hunk.id, ())) for hunk in hunks])
            number += bool(notes)
            line = Line(change, _part_of(change, place), place, number if notes else 0, follows=self._following(change))
            lines.append(_worded(line, notes, came_from) if notes else line)
        return lines

    def _changes(self) -> Iterator[tuple[Change, str, str]]:
        """Each change with the place of its clause, and with the earlier place if the clause moved."""
        for detail in self.redline.details:
            name = f"document.{detail.name}"
            change = Change(name, Kind.PARAGRAPH, "", "", State.CHANGED, detail.segments, old_id=name)
            yield change, DETAILS[detail.name], ""
        before, after = cite_clauses(self.old), cite_clauses(self.new)
        for change in self.redline.changes:
            gone = change.state is State.REMOVED
            place = before.get(change.clause_id, "") if gone else after[change.clause_id]
            yield change, place, before.get(change.old_id, "") if change.move else ""

    def _told(self, change: Change) -> list[Hunk]:
        """The hunks that count as changes. Where the clause reads the same, only its white space was changed: none."""
        if change.state is State.SAME or not change.segments:
            return self._shifted.get(change.clause_id, [])
        if change.cells and change.state in (State.ADDED, State.REMOVED):
            return _whole_row(change)
        stays = change.state is State.MOVED
        told = [hunk for hunk in hunks_of(change) if hunk.moves or not (stays or self._is_quiet(change, hunk))]
        return [*told, *self._shifted.get(change.clause_id, ())]

    def _is_quiet(self, change: Change, hunk: Hunk) -> bool:
        return hunk.id in self.follows or is_white_space(change, hunk)

    def _following(self, change: Change) -> frozenset[str]:
        return (
            self.follows.intersection([segment.hunk for segment in change.segments]) if self.follows else self.follows
        )

    @cached_property
    def lines(self) -> list[Line]:
        worded = [line for line in self.all_lines if line.change.segments]
        lines = _with_departures(worded, self.old)
        return [line for line in lines if line.number or line.gone_to or not self.brief]

    @cached_property
    def parts(self) -> list[Part]:
        return [Part(name, list(lines)) for name, lines in groupby(self.lines, lambda line: line.part)]


def _with_departures(lines: Sequence[Line], old: Document) -> Iterator[Line]:
    """The lines, with a line added where a clause was before it moved: after the clause that was before it."""
    moved = {line.change.old_id: line for line in lines if line.change.move}
    stayed = {line.change.old_id for line in lines if line.change.old_id not in moved}
    left: dict[str, list[Line]] = {}
    for clause_id, follows in _departures(old, moved, stayed) if moved else ():
        left.setdefault(follows, []).append(moved[clause_id])
    for gone in left.get("", ()):
        yield _departed(gone, gone)
    for line in lines:
        yield line
        if line.change.old_id not in moved:
            for gone in left.get(line.change.old_id, ()) if line.change.old_id else ():
                yield _departed(gone, line)


def _departures(old: Document, moved: Container[str], stayed: Container[str]) -> Iterator[tuple[str, str]]:
    """(moved clause, the last clause before it that did not move). What is inside a moved clause moved with it."""
    last = ""
    for clause, parents in walk_with_parents(old):
        if clause.id in moved:
            yield clause.id, last
        elif clause.id in stayed and not any(parent.id in moved for parent in parents):
            last = clause.id


def _departed(gone: Line, beside: Line) -> Line:
    change = Change(gone.change.clause_id, gone.change.kind, gone.change.old_label, "", State.SAME, (), old_id="")
    return Line(change, beside.part, gone.came_from, gone_to=gone)


def _whole_row(change: Change) -> list[Hunk]:
    """An added or removed row is one change, not one for each cell."""
    words = ", ".join("".join(segment.text for segment in cell) for cell in change.cells if cell)
    old, new = (words, "") if change.state is State.REMOVED else ("", words)
    return [replace(hunk, old=old, new=new) for hunk in hunks_of(change)][:1]


def _worded(line: Line, notes: tuple[Note, ...], came_from: str) -> Line:
    change = line.change
    # Beside the move only white space or the number of a reference changed: the clause counts as moved only.
    only_moved = change.state is State.MOVED_CHANGED and all(note.hunk.moves for note in notes)
    state = STATES[State.MOVED if only_moved else change.state]
    return Line(change, line.part, line.place, line.number, state, came_from, notes, line.follows)


def _part_of(change: Change, place: str) -> str:
    """The heading of the part in which the clause is, in the words of the decree."""
    if change.clause_id.startswith("document."):
        return HEAD
    if change.kind in OPERATIVE:
        return "MEMUTUSKAN"
    return PARTS.get(change.kind) or place.split(" huruf ")[0].split(" nomor ")[0].upper()
