"""Clause and Document, frozen, and ways to read them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, Self, TypeVar


class Kind(StrEnum):
    RECITAL = "recital"
    CITATION = "citation"
    REGARD = "regard"
    DIKTUM = "diktum"
    POINT = "point"
    CLOSING = "closing"
    ANNEX = "annex"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    ROSTER = "roster"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` of a row is its cells joined by tabs, without the empty ones at the end."""

    id: str
    kind: Kind
    label: str
    text: str
    cells: tuple[str, ...] = ()
    children: tuple["Clause", ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    office: str
    province: str
    number: str
    place: str
    date: str
    signatory: str
    copies: tuple[str, ...]
    recitals: tuple[Clause, ...]
    citations: tuple[Clause, ...]
    regards: tuple[Clause, ...]
    diktums: tuple[Clause, ...]
    annexes: tuple[Clause, ...]


TITLE = "document.title"  # ids of clauses are Wagtail's, and look otherwise
FIELDS = ("title", "office", "province", "number", "place", "date", "signatory")
PARTS = {
    Kind.RECITAL: "recitals",
    Kind.CITATION: "citations",
    Kind.REGARD: "regards",
    Kind.DIKTUM: "diktums",
    Kind.ANNEX: "annexes",
}
# The words that the law puts before each part: content of the decree, not interface.
OPENINGS = {
    Kind.RECITAL: "Menimbang:",
    Kind.CITATION: "Mengingat:",
    Kind.REGARD: "Memperhatikan:",
    Kind.DIKTUM: "MEMUTUSKAN:",
}


def part(document: Document, kind: Kind) -> tuple[Clause, ...]:
    clauses: tuple[Clause, ...] = getattr(document, PARTS[kind])
    return clauses


class Tree(Protocol):
    @property
    def children(self) -> Sequence[Self]: ...


AnyTree = TypeVar("AnyTree", bound=Tree)
Path = tuple[Clause, ...]


def descend(trees: Iterable[AnyTree]) -> list[AnyTree]:
    """All of them and what is under them, a parent before its children. A list: faster than nested generators."""
    found: list[AnyTree] = []
    for tree in trees:
        found.append(tree)
        if tree.children:
            found += descend(tree.children)
    return found


def walk(document: Document) -> Iterator[Clause]:
    """Every clause in document order, a parent before its children."""
    for kind in PARTS:
        yield from descend(part(document, kind))


def walk_with_parents(document: Document) -> Iterator[tuple[Clause, Path]]:
    """Every clause in document order with those that it stands in, the outermost first."""
    for kind in PARTS:
        yield from _with_parents(part(document, kind), ())


def _with_parents(
    clauses: Iterable[Clause], parents: tuple[Clause, ...]
) -> Iterator[tuple[Clause, tuple[Clause, ...]]]:
    for clause in clauses:
        yield clause, parents
        yield from _with_parents(clause.children, (*parents, clause))


def title_of(document: Document) -> Clause:
    """What the decree is about, as a clause that can be commented on. It is none of those that are numbered."""
    return Clause(TITLE, Kind.PARAGRAPH, "", document.title)


def find(document: Document, clause_id: str) -> Clause | None:
    """One of the clauses, or the title."""
    if clause_id == TITLE:
        return title_of(document)
    return next((clause for clause in walk(document) if clause.id == clause_id), None)


def _blocks(document: Document) -> Iterator[str]:
    yield document.title
    yield document.number
    for kind in PARTS:
        clauses = part(document, kind)
        if clauses and kind in OPENINGS:
            yield OPENINGS[kind]
        for clause in descend(clauses):
            yield f"{clause.label} {clause.text}".strip()
    yield document.signatory
    yield from document.copies


def plain(document: Document) -> str:
    """The words alone, for search and for reading; a row keeps its tabs."""
    return "\n\n".join(block for block in _blocks(document) if block)
