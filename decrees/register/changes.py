"""What changed from one version to the next, clause by clause, with a few words around each change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise

from decrees.models import ChangeSource, Comment, Version
from decrees.reading.comparison import VersionComparison
from decrees.reading.lines import Line
from decrees.register.filters import Outline
from decrees.text.redline import Hunk, Op, Segment, State

AROUND = 70
GAP = " … "


@dataclass(slots=True)
class ChangeLine:
    """One changed clause. `within` are the clauses that it stands in, on both versions."""

    place: str
    state: str | Promise
    came_from: str
    segments: list[Segment]
    url: str
    hunks: frozenset[str]
    within: frozenset[str]
    sources: list[ChangeSource] = field(default_factory=list)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(segment.op.value, segment.text) for segment in self.segments]

    @property
    def comments(self) -> list[Comment]:
        """The comments that it follows."""
        return list(dict.fromkeys(source.comment for source in self.sources if source.comment))

    @property
    def reasons(self) -> list[str]:
        """Of changes that follow no comment."""
        return list(dict.fromkeys(source.reason for source in self.sources if source.reason))


def change_lines(old: Version, new: Version, sources: Iterable[ChangeSource]) -> list[ChangeLine]:
    """In the order of the comparison; what only follows from another change is not told."""
    comparison = VersionComparison(old.document, new.document, brief=True)
    before, after = Outline(old.document).above, Outline(new.document).above
    address = reverse("decrees:compare", args=[new.decree_id, old.number, new.number])
    told = []
    for line in comparison.changed:
        change = line.change
        within = before.get(change.old_id, frozenset()) | after.get(change.clause_id, frozenset())
        hunks = frozenset(line.told)
        url = f"{address}#h-{line.notes[0].hunk.id}"
        found = [source for source in sources if source.hunk in hunks]
        told.append(ChangeLine(line.place, line.state, line.came_from, _words(line), url, hunks, within, found))
    return told


def _words(line: Line) -> list[Segment]:
    """Of a reference that reads as before, what it meant and means is said after the clause."""
    hunks = [note.hunk for note in line.notes if note.hunk.meant]
    said = (words for hunk in hunks for words in _meaning(hunk))
    return [*brief(_plain(line)), *said]


def _meaning(hunk: Hunk) -> Iterator[Segment]:
    was, now = hunk.meant or ("", "")
    yield Segment(Op.EQUAL, f"{GAP}“{hunk.old}”: ")
    yield from (Segment(Op.DELETE, was, hunk.id), Segment(Op.EQUAL, " "), Segment(Op.INSERT, now, hunk.id))


def _plain(line: Line) -> list[Segment]:
    """Numbers that only follow read as they stand now."""
    whole = line.change.state in (State.ADDED, State.REMOVED)
    told = [segment for segment in line.change.segments if _is_told(segment, line, whole)]
    return [each if each.op is Op.EQUAL or whole or each.hunk in line.told else _stays(each) for each in told]


def _is_told(segment: Segment, line: Line, whole: bool) -> bool:
    return segment.op is not Op.DELETE or whole or segment.hunk in line.told


def _stays(segment: Segment) -> Segment:
    return Segment(Op.EQUAL, segment.text)


def brief(segments: Sequence[Segment]) -> list[Segment]:
    """The changes with the words around them; longer stretches that stayed are left out."""
    return [_shortened(segment, at == 0, at == len(segments) - 1) for at, segment in enumerate(segments)]


def _shortened(segment: Segment, begins: bool, ends: bool) -> Segment:
    text = segment.text.replace("\t", ", ")
    return segment._replace(text=_cut(text, begins, ends) if segment.op is Op.EQUAL else text)


def _cut(text: str, begins: bool, ends: bool) -> str:
    head = "" if begins else text[:AROUND].rpartition(" ")[0]
    tail = "" if ends else text[-AROUND:].partition(" ")[2]
    return text if len(text) <= 2 * AROUND else f"{head}{GAP}{tail}"
