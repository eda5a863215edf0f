"""Which comments of a draft somebody wants to see, in which order, and their sums. Pure: values in, values out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

from decrees.text import TITLE, Document, Kind, part, title_of, walk_with_parents
from decrees.text.place_names import cite_clause

UNANSWERED, UNSHOWN = "unanswered", "unshown"
OBJECTS, CONTENT, SILENT = "objects", "content", "silent"
LOST = "lost"
PUBLIC, RESTRICTED = "public", "restricted"
PLACE, TIME = "place", "time"
PROMISES = ("accepted", "partly")
PREAMBLE = {Kind.RECITAL: "menimbang", Kind.CITATION: "mengingat", Kind.REGARD: "memperhatikan"}


class Entry(NamedTuple):
    """What filters and sums ask of one comment. `clause` is where it stands now, or stood last if it is `lost`."""

    pk: int
    seq: int
    round: int
    version: int
    organisation: str
    sector: str
    tag: str
    clause: str
    start: int
    lost: bool
    disposition: str
    stance: str
    unshown: bool
    asks: bool = True
    public: bool = True
    further: tuple[str, ...] = ()  # the clauses of its other passages

    @property
    def waits(self) -> bool:
        """For its answer. What an organisation keeps to itself does not ask for one."""
        return self.asks and not self.disposition


@dataclass(frozen=True, slots=True)
class Filters:
    """Each field narrows the list; empty ones do not. Codes and slugs, so that an address stays right."""

    round: int | None = None
    version: int | None = None
    organisation: str = ""
    sector: str = ""
    disposition: str = ""
    stance: str = ""
    tag: str = ""
    part: str = ""
    words: str = ""
    audience: str = ""
    order: str = PLACE

    @property
    def narrows(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self) if each.name != "order")

    def admits(self, entry: Entry, outline: "Outline") -> bool:
        exact = all(
            wanted in (None, "", getattr(entry, name))
            for name, wanted in (
                ("round", self.round),
                ("version", self.version),
                ("organisation", self.organisation),
                ("sector", self.sector),
                ("tag", self.tag),
            )
        )
        if self.audience and entry.public != (self.audience == PUBLIC):
            return False
        return exact and self._answered_so(entry) and self._reacted_so(entry) and self._stands_there(entry, outline)

    def _answered_so(self, entry: Entry) -> bool:
        if self.disposition == UNSHOWN:
            return entry.unshown
        if self.disposition == UNANSWERED:
            return entry.waits
        return not self.disposition or entry.disposition == self.disposition

    def _reacted_so(self, entry: Entry) -> bool:
        if self.stance == SILENT:
            return bool(entry.disposition) and not entry.stance
        return not self.stance or entry.stance == self.stance

    def _stands_there(self, entry: Entry, outline: "Outline") -> bool:
        if self.part == LOST:
            return entry.lost
        clauses = (entry.clause, *entry.further)
        return not self.part or any(self.part in outline.above.get(clause, ()) for clause in clauses)


class Outline:
    """The order of the clauses of a text, and in which parts each stands: its parents, itself, 'menimbang'."""

    def __init__(self, document: Document | None) -> None:
        self.order: dict[str, int] = {}
        self.above: dict[str, frozenset[str]] = {}
        self.parts: list[tuple[str, str]] = []
        if document is not None:
            self._read(document)

    def _read(self, document: Document) -> None:
        self.parts.append((TITLE, cite_clause(document, TITLE).capitalize()))
        self.parts += [(code, code.capitalize()) for kind, code in PREAMBLE.items() if part(document, kind)]
        self.parts += [(diktum.id, f"diktum {diktum.label}") for diktum in document.diktums]
        self.parts += [(annex.id, annex.label.replace("LAMPIRAN", "Lampiran", 1)) for annex in document.annexes]
        for clause, parents in ((title_of(document), ()), *walk_with_parents(document)):
            self.order[clause.id] = len(self.order)
            codes = {PREAMBLE[clause.kind]} if clause.kind in PREAMBLE else set()
            self.above[clause.id] = frozenset({clause.id, *(parent.id for parent in parents), *codes})


def chosen(entries: Iterable[Entry], filters: Filters, outline: Outline) -> list[Entry]:
    """Those that the filters admit, in order. `filters.words` must have been looked for already."""
    found = [entry for entry in entries if filters.admits(entry, outline)]
    if filters.order == TIME:
        return sorted(found, key=lambda entry: (entry.seq, entry.pk))
    last = len(outline.order)
    return sorted(found, key=lambda entry: (outline.order.get(entry.clause, last), entry.lost, entry.start, entry.seq))


@dataclass(frozen=True, slots=True)
class Sums:
    """How many comments, from how many organisations, answered how, and what is still contested."""

    comments: int
    organisations: int
    dispositions: Mapping[str, int]
    unanswered: int
    objections: int
    unshown: int
    restricted: int

    @property
    def answered(self) -> int:
        return sum(self.dispositions.values())


def sums(entries: Iterable[Entry]) -> Sums:
    entries = list(entries)
    return Sums(
        comments=len(entries),
        organisations=len({entry.organisation for entry in entries}),
        dispositions=Counter(entry.disposition for entry in entries if entry.disposition),
        unanswered=sum(entry.waits for entry in entries),
        objections=sum(entry.stance == OBJECTS for entry in entries),
        unshown=sum(entry.unshown for entry in entries),
        restricted=sum(not entry.public for entry in entries),
    )
