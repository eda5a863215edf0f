"""A text prepared for the page: its clauses in order and numbered, each with its comments and highlights."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, repeat

from decrees.models import Comment, InputRequest
from decrees.models.comments import FurtherPlace
from decrees.reading.threads.lines import Line, is_line, open_and_newest
from decrees.text import Clause, Document, Kind, find, spans, title_of
from decrees.text.anchoring.targets import Target

Pieces = list[tuple[str, str]]
MANY = 8  # clauses from which on a part of the draft is one line on a phone, until somebody opens it


@dataclass(slots=True)
class Cell:
    """One cell of a row; `start` is where its text begins in the text of the row."""

    start: int
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Touch:
    """A further passage of a comment, in this clause. `elsewhere`: its card stands at another one."""

    comment: Comment
    place: FurtherPlace
    elsewhere: bool = True


@dataclass(slots=True)
class Place:
    """A clause on the page. `pieces` are its words, each with the ids of the comments on them ('12 15')."""

    clause: Clause
    number: int
    depth: int = 1
    pieces: Pieces = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    touching: list[Touch] = field(default_factory=list)
    places: list["Place"] = field(default_factory=list)
    requests: list[InputRequest] = field(default_factory=list)
    line: Line | None = None  # in place of the cards, on a long page

    @property
    def kind(self) -> str:
        return self.clause.kind.value

    @property
    def said(self) -> list[Comment]:
        """All comments that are about this clause, as far as the filter keeps them."""
        touching = [touch.comment for touch in self.touching if touch.elsewhere]
        return [comment for comment in (*self.comments, *touching) if not comment.is_hidden]

    @property
    def grouped(self) -> dict[str, list[Comment]]:
        """The comments as they stand once they were asked for: `earlier` folded, `open` in sight."""
        earlier, in_sight = open_and_newest(comment for comment in self.comments if not comment.is_hidden)
        return {"earlier": earlier, "open": in_sight}

    @property
    def has_notes(self) -> bool:
        """Whether a row of the table uses the column of notes."""
        return any(len(place.clause.cells) > 2 and place.clause.cells[2] for place in self.places)


def all_places(places: Iterable[Place]) -> Iterator[Place]:
    for place in places:
        yield place
        yield from all_places(place.places)


@dataclass(frozen=True, slots=True)
class Fold:
    """A long part, which is one line on a phone; `is_open` for whoever comes for a comment in it."""

    places: list[Place]
    is_open: bool = False

    @property
    def said_count(self) -> int:
        """Of the comments in it those that count on the page and that the reader's filter keeps."""
        threads = [comment for place in self.places for comment in place.comments]
        return sum(1 for comment in threads if not comment.is_hidden and not comment.is_private)


def fold_of(places: Iterable[Place], *, thread: int = 0) -> Fold | None:
    """None of a short part. `thread`: the comment for which somebody comes."""
    inside = list(all_places(places))
    is_open = any(comment.pk == thread for place in inside for comment in place.comments)
    return Fold(inside, is_open) if len(inside) > MANY else None


def fold_into_lines(places: Iterable[Place], of_page: int, *, but: int = 0) -> None:
    """On a page with that many threads. Where the comment `but` stands nothing is folded: somebody comes for it."""
    for place in places:
        if is_line(place.comments, of_page) and all(comment.pk != but for comment in place.comments):
            place.line = Line(place.comments)


def lay_out_title(document: Document, comments: Iterable[Comment]) -> tuple[Place, list[Comment]]:
    """The title with the comments on it, and all other comments. The title gets no number, so the numbers of the
    clauses are the same as on paper."""
    comments = list(comments)
    layout = _Layout(comments, comments)
    layout.numbers = repeat(0)
    place = next(layout.place(title_of(document), 1))
    return place, [comment for left in layout.comments.values() for comment in left]


def lay_out(
    document: Document, comments: Iterable[Comment], *, touching: Iterable[Comment] = ()
) -> tuple[dict[str, list[Place]], list[Comment]]:
    """The parts of the paper (recitals, citations, regards, diktums with their points, annexes with their contents),
    and the comments that have no place in them. `touching` are all that may have further passages there."""
    layout = _Layout(comments, touching)
    parts = {
        "recitals": layout.all(document.recitals),
        "citations": layout.all(document.citations),
        "regards": layout.all(document.regards),
        "diktums": layout.all(document.diktums),
        "annexes": layout.all(document.annexes),
    }
    return parts, [comment for left in layout.comments.values() for comment in left]


def numbered(document: Document) -> dict[str, str]:
    """The clauses by the numbers beside them."""
    parts, _lost = lay_out(document, [])
    return {str(place.number): place.clause.id for place in all_places(chain(*parts.values()))}


class _Layout:
    """Numbers the clauses in order and gives each its comments."""

    def __init__(self, comments: Iterable[Comment], touching: Iterable[Comment]) -> None:
        self.numbers: Iterator[int] = count(1)
        self.comments: dict[str, list[Comment]] = defaultdict(list)
        for comment in comments:
            self.comments[comment.target.clause].append(comment)
        self.touching: dict[str, list[Touch]] = defaultdict(list)
        for touch in touches_of(touching):
            self.touching[touch.place.target.clause].append(touch)

    def all(self, clauses: Iterable[Clause], depth: int = 1) -> list[Place]:
        return [place for clause in clauses for place in self.place(clause, depth)]

    def place(self, clause: Clause, depth: int) -> Iterator[Place]:
        """The clause as a place; for a list, which has no words of its own, its items."""
        if clause.kind is Kind.LIST:
            yield from self.all(clause.children, depth)
            return
        comments = self.comments.pop(clause.id, [])
        touching = self.touching.get(clause.id, [])
        place = Place(clause, next(self.numbers), depth, comments=comments, touching=touching)
        targets = [(comment.target, comment.pk) for comment in comments if not comment.is_hidden]
        targets += [(touch.place.target, touch.comment.pk) for touch in touching if not touch.comment.is_hidden]
        marks = [
            (target.start, target.end, pk)
            for target, pk in targets
            if target.start is not None and target.end is not None
        ]
        place.pieces = pieces_of(clause.text, marks)
        place.cells = list(_cells(clause, marks))
        place.places = self.all(clause.children, depth)
        yield place


def touches_of(comments: Iterable[Comment]) -> Iterator[Touch]:
    for comment in comments:
        for place in comment.further_places if comment.further else ():
            if not place.lost and place.target != comment.target:
                yield Touch(comment, place, place.target.clause != comment.target.clause)


def pieces_of(text: str, marks: Sequence[tuple[int, int, object]]) -> Pieces:
    """Each mark is (start, end, id)."""
    return [(piece, " ".join(map(str, ids))) for piece, ids in spans(text, marks)]


def passage_in_clause(document: Document, clause_id: str, target: Target) -> Pieces:
    """The words of a clause with the passage marked, if it is there. Cells of a row are joined by dots."""
    clause = find(document, clause_id)
    if clause is None:
        return []
    is_here = target.clause == clause_id and target.start is not None and target.end is not None
    marks = [(target.start or 0, target.end or 0, "passage")] if is_here else []
    return [(piece.replace("\t", " · "), mark) for piece, mark in pieces_of(clause.text, marks)]


def _cells(clause: Clause, marks: list[tuple[int, int, int]]) -> Iterator[Cell]:
    start = 0
    for text in clause.cells:
        yield Cell(start, pieces_of(text, [(begin - start, end - start, pk) for begin, end, pk in marks]))
        start += len(text) + 1
