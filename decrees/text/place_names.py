"""How lawyers call a place in a decree: 'Menimbang huruf a', 'diktum KEDUA huruf b', 'Lampiran II nomor 3'; where an
annex has several tables, 'Lampiran II, Kelompok Kerja nomor 3'.

Pure, and in Indonesian whatever the reader's language: these are the decree's own words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import shorten

from decrees.text import TITLE, Clause, Document, Kind, part, title_of, walk, walk_with_parents

OPENINGS = {Kind.RECITAL: "Menimbang huruf", Kind.CITATION: "Mengingat angka", Kind.REGARD: "Memperhatikan angka"}
WITHIN = {Kind.POINT: "huruf", Kind.ITEM: "huruf", Kind.ROW: "nomor"}
GROUPS = {Kind.ROSTER: "tabel", Kind.LIST: "daftar"}
HEADING_SHOWN = 60  # letters


def cite_clause(document: Document, clause_id: str) -> str:
    """'' if the clause is not in the document."""
    return cite_clauses(document).get(clause_id, "")


def cite_clauses(document: Document) -> dict[str, str]:
    found = {TITLE: "judul"}
    for kind, opening in OPENINGS.items():
        found |= {clause.id: f"{opening} {_bare(clause)}" for clause in part(document, kind)}
    for diktum in document.diktums:
        _add(found, diktum, f"diktum {diktum.label}")
    for annex in document.annexes:
        _add_annex(found, annex, annex.label.replace("LAMPIRAN", "Lampiran", 1))
    return found


def enclosing(document: Document, clause_id: str) -> list[str]:
    """The ids of a clause and of all that it stands in, the outermost first; empty if it is not in the document."""
    paths = ((*parents, clause) for clause, parents in walk_with_parents(document) if clause.id == clause_id)
    return [clause.id for clause in next(paths, ())]


def _add(found: dict[str, str], clause: Clause, name: str) -> None:
    found[clause.id] = name
    _add_all(found, clause.children, name)


def _add_all(found: dict[str, str], clauses: Iterable[Clause], name: str) -> None:
    for clause in clauses:
        word = WITHIN.get(clause.kind)
        _add(found, clause, f"{name} {word} {_bare(clause)}" if word else name)


def _add_annex(found: dict[str, str], annex: Clause, name: str) -> None:
    """The rows of several tables are told apart by the tables' headings, as are the items of several lists."""
    found[annex.id] = name
    groups = Counter(child.kind for child in annex.children)
    headings = {group.id: heading for group, heading in _headings(annex)}
    for child in annex.children:
        several = child.id in headings and groups[child.kind] > 1
        _add(found, child, f"{name}, {headings[child.id]}" if several else name)


def _headings(annex: Clause) -> Iterator[tuple[Clause, str]]:
    """Each table and list with its own heading or the one above it; counted where that tells it from no other."""
    above, found, seen = "", [], Counter[Kind]()
    for child in annex.children:
        if child.kind is Kind.HEADING:
            above = child.text
        elif child.kind in GROUPS:
            seen[child.kind] += 1
            found.append((child, child.text or above, f"{GROUPS[child.kind]} {seen[child.kind]}"))
    used = Counter((child.kind, heading) for child, heading, _ in found)
    for child, heading, counted in found:
        alone = heading and used[child.kind, heading] == 1
        yield child, shorten(heading, HEADING_SHOWN, placeholder=" …") if alone else counted


def _bare(clause: Clause) -> str:
    return clause.label.rstrip(".")


def clauses_of(document: Document) -> list[tuple[str, str, str]]:
    """(id, name, words) of every clause that a comment can stand on, to choose from. A list is its items."""
    names = cite_clauses(document)
    return [
        (clause.id, names[clause.id], words_of(clause))
        for clause in (title_of(document), *walk(document))
        if clause.id in names and clause.kind is not Kind.LIST
    ]


def words_of(clause: Clause) -> str:
    """What tells a clause from others in a line: the words of a table without a heading are those of its rows."""
    own = " – ".join(filter(None, clause.cells)) or clause.text
    return own or "; ".join(map(words_of, clause.children))
