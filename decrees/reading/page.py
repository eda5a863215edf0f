"""What a reader is shown of one version: the clauses in order, each with its comments and highlights in place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, repeat
from typing import TYPE_CHECKING

from django.db.models import Q

from decrees import permissions
from decrees.asking import show_requests
from decrees.reading.filters import EVERYTHING, Wanted
from decrees.text import Clause, Document, Kind, spans, title_of
from decrees.text.redline.words import compare_words
from forum import live
from forum.ledger import PUBLIC
from forum.permissions import Anyone, organisations_of

if TYPE_CHECKING:
    from decrees.models import Comment, DecreePage, InputRequest, Placement, Round, Version

Pieces = list[tuple[str, str]]


@dataclass(slots=True)
class Cell:
    """One cell of a row; `start` is where its text begins in the text of the row."""

    start: int
    pieces: Pieces


@dataclass(slots=True)
class Place:
    """A clause on the page. `pieces` are its words, each with the ids of the comments on them ('12 15')."""

    clause: Clause
    number: int
    depth: int = 1
    pieces: Pieces = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    comments: list["Comment"] = field(default_factory=list)
    places: list["Place"] = field(default_factory=list)
    requests: list["InputRequest"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.clause.kind.value

    @property
    def has_notes(self) -> bool:
        """Also the columns of a table are told apart by whether a row uses them."""
        return any(len(place.clause.cells) > 2 and place.clause.cells[2] for place in self.places)


@dataclass(slots=True)
class Reading:
    """One version as one person sees it."""

    decree: "DecreePage"
    document: Document
    version: "Version | None" = None
    round: "Round | None" = None
    channel: str = PUBLIC
    may_comment: bool = False
    may_answer: bool = False
    seq: int = 0
    title: Place | None = None
    parts: dict[str, list[Place]] = field(default_factory=dict)
    threads: list["Comment"] = field(default_factory=list)
    lost: list["Comment"] = field(default_factory=list)
    requests: list["InputRequest"] = field(default_factory=list)
    owed: list["InputRequest"] = field(default_factory=list)  # of those, what the reader is asked for
    organisations: list[str] = field(default_factory=list)  # slugs of those the reader speaks for
    own: list[int] = field(default_factory=list)  # comments and replies of the reader
    wanted: Wanted = EVERYTHING

    @property
    def places(self) -> list[Place]:
        """All clauses in the order of their numbers."""
        return [place for part in self.parts.values() for place in _all_of(part)]

    @property
    def comment_count(self) -> int:
        return len(self.threads)

    @property
    def asking_count(self) -> int:
        """Those that ask for an answer: not what the reader's organisation discusses among its own."""
        return sum(1 for comment in self.threads if not comment.is_private)

    @property
    def shown_count(self) -> int:
        return sum(1 for comment in self.threads if not comment.is_hidden)

    @property
    def grace(self) -> int:
        """Seconds in which one's own words may be changed."""
        return int(permissions.GRACE.total_seconds())

    @property
    def answered_count(self) -> int:
        return sum(1 for comment in self.threads if comment.answered)

    @property
    def may_reply(self) -> bool:
        return self.may_comment


def _title(document: Document, comments: Iterable["Comment"]) -> tuple[Place, list["Comment"]]:
    """The title with what is said on it, and all that is said elsewhere. It has no number: those of the clauses, which
    are on paper, stay."""
    layout = _Layout(comments)
    layout.numbers = repeat(0)
    place = next(layout.place(title_of(document), 1))
    return place, [comment for left in layout.comments.values() for comment in left]


def _all_of(places: Iterable[Place]) -> Iterator[Place]:
    for place in places:
        yield place
        yield from _all_of(place.places)


def read(decree: "DecreePage", version: "Version", user: Anyone, wanted: Wanted = EVERYTHING) -> Reading:
    """Everything the page of a version needs, in a number of queries that does not grow with the comments."""
    channel = permissions.channel_of(user, decree)
    # Before the comments: what comes in between is then fetched again, never missed.
    seq = live.last_seq(decree.pk, channel)
    round_ = decree.open_round()
    reading = Reading(decree, version.document, version, round_, channel, seq=seq)
    reading.may_comment = bool(round_ and round_.version_id == version.pk and permissions.can_comment(user, decree))
    reading.may_answer = permissions.can_answer(user, decree)
    reading.threads = _threads(decree, version, user)
    if user.is_authenticated:
        _recognise(reading, user)
    reading.wanted = wanted
    for comment in reading.threads:
        comment.is_hidden = not wanted.keeps(comment, reading.organisations)
    reading.title, elsewhere = _title(reading.document, reading.threads)
    reading.parts, reading.lost = lay_out(reading.document, elsewhere)
    show_requests(reading, version)
    return reading


def _recognise(reading: Reading, user: Anyone) -> None:
    """What on the page is the reader's own."""
    reading.organisations = list(organisations_of(user).values_list("slug", flat=True))
    said = [one for comment in reading.threads for one in (comment, *comment.shown_replies)]
    reading.own = [comment.pk for comment in said if comment.author_id == user.pk]


def _threads(decree: "DecreePage", version: "Version", user: Anyone) -> list["Comment"]:
    """What was said on a version, with the replies that came later; on the newest also what was carried to it."""
    if decree.versions.filter(number__gt=version.number).exists():
        here = Q(version=version) | Q(parent__version=version)
        said = version.comments.model.objects.visible_to(user).filter(here).with_cards().defer("version__tree")
        return threads(said, {version.pk: version.document})
    said = version.comments.model.objects.visible_to(user).filter(version__decree=decree)
    comments = list(said.with_cards().defer("version__tree"))
    placements = {placement.comment_id: placement for placement in version.placements.filter(comment__in=said)}
    for comment in comments:
        if comment.version_id != version.pk and comment.parent_id is None:
            comment.placement = placements.get(comment.pk) or _never_carried(comment, version)
    return threads(comments, _documents(decree, version, comments))


def _never_carried(comment: "Comment", version: "Version") -> "Placement":
    """From a time before comments were carried: not in its place, so at the foot of the page."""
    return version.placements.model(comment=comment, state="orphaned", clause_label=comment.clause_label)


def _documents(decree: "DecreePage", version: "Version", comments: list["Comment"]) -> dict[int, Document]:
    """The texts in which the passages of proposals are to be looked up."""
    wanted = {c.version_id for c in comments if c.proposed is not None and not c.quote} - {version.pk}
    others = decree.versions.filter(pk__in=wanted) if wanted else []
    return {version.pk: version.document, **{other.pk: other.document for other in others}}


def preview(decree: "DecreePage") -> Reading:
    """The text as it is being written."""
    document = decree.as_document()
    return Reading(decree, document, title=_title(document, [])[0], parts=lay_out(document, [])[0])


def threads(comments: Iterable["Comment"], documents: Mapping[int, Document]) -> list["Comment"]:
    """Comments with their replies in `shown_replies`, ready for the card. `documents` by the pk of their version."""
    comments = [dress(comment, documents) for comment in comments]
    known = {comment.pk: comment for comment in comments}
    for comment in comments:
        if comment.parent_id is not None and comment.parent_id in known:
            comment.parent = known[comment.parent_id]
            comment.parent.shown_replies.append(comment)
    return [comment for comment in comments if comment.parent_id is None]


def dress(comment: "Comment", documents: Mapping[int, Document]) -> "Comment":
    """Give a comment what its card shows beside its own fields."""
    comment.shown_replies = []
    comment.proposal = []
    if comment.proposed is not None:
        # A reply has no passage of its own, and may be of a version whose text is not at hand.
        whole = not comment.quote and not comment.parent_id
        passage = comment.passage_in(documents[comment.version_id]) if whole else comment.quote
        comment.proposal = list(redlined(passage, comment.proposed))
    return comment


def redlined(old: str, new: str) -> Iterator[tuple[str, str]]:
    for before, after in compare_words(old, new):
        if before == after:
            yield "equal", before
            continue
        if before:
            yield "delete", before
        if after:
            yield "insert", after


# --- laying out ------------------------------------------------------------------------------------------------------


def lay_out(document: Document, comments: Iterable["Comment"]) -> tuple[dict[str, list[Place]], list["Comment"]]:
    """The parts of the paper: recitals, citations, regards, diktums with their points, annexes with their contents.

    And the comments that stand nowhere in it."""
    layout = _Layout(comments)
    parts = {
        "recitals": layout.all(document.recitals),
        "citations": layout.all(document.citations),
        "regards": layout.all(document.regards),
        "diktums": layout.all(document.diktums),
        "annexes": layout.all(document.annexes),
    }
    return parts, [comment for left in layout.comments.values() for comment in left]


class _Layout:
    """Numbers the clauses as it goes and hands each its comments."""

    def __init__(self, comments: Iterable["Comment"]) -> None:
        self.numbers: Iterator[int] = count(1)
        self.comments: dict[str, list[Comment]] = defaultdict(list)
        for comment in comments:
            self.comments[comment.spot.clause].append(comment)

    def all(self, clauses: Iterable[Clause], depth: int = 1) -> list[Place]:
        return [place for clause in clauses for place in self.place(clause, depth)]

    def place(self, clause: Clause, depth: int) -> Iterator[Place]:
        """A list has no words of its own: its items stand in its place."""
        if clause.kind is Kind.LIST:
            yield from self.all(clause.children, depth)
            return
        comments = self.comments.pop(clause.id, [])
        place = Place(clause, next(self.numbers), depth, comments=comments)
        spots = [(comment.spot, comment.pk) for comment in comments if not comment.is_hidden]
        marks = [(spot.start, spot.end, pk) for spot, pk in spots if spot.start is not None and spot.end is not None]
        place.pieces = _pieces(clause.text, marks)
        place.cells = list(_cells(clause, marks))
        place.places = self.all(clause.children, depth)
        yield place


def _pieces(text: str, marks: list[tuple[int, int, int]]) -> Pieces:
    return [(piece, " ".join(map(str, ids))) for piece, ids in spans(text, marks)]


def _cells(clause: Clause, marks: list[tuple[int, int, int]]) -> Iterator[Cell]:
    start = 0
    for text in clause.cells:
        yield Cell(start, _pieces(text, [(begin - start, end - start, pk) for begin, end, pk in marks]))
        start += len(text) + 1
