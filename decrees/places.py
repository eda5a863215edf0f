"""How lawyers call a place in a decree: 'Menimbang huruf a', 'diktum KEDUA huruf b', 'Lampiran II nomor 3'.

Pure, and in Indonesian whatever the reader's language: these are the decree's own words.
"""

from collections.abc import Iterable

from decrees.text import PARTS, Clause, Document, Kind, part, walk

OPENINGS = {Kind.RECITAL: "Menimbang huruf", Kind.CITATION: "Mengingat angka", Kind.REGARD: "Memperhatikan angka"}
WITHIN = {Kind.POINT: "huruf", Kind.ITEM: "huruf", Kind.ROW: "nomor"}


def place_of(document: Document, clause_id: str) -> str:
    """'' if the clause is not in the document."""
    return places(document).get(clause_id, "")


def places(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, opening in OPENINGS.items():
        found |= {clause.id: f"{opening} {_bare(clause)}" for clause in part(document, kind)}
    for diktum in document.diktums:
        _add(found, diktum, f"diktum {diktum.label}")
    for annex in document.annexes:
        _add(found, annex, annex.label.replace("LAMPIRAN", "Lampiran", 1))
    return found


def enclosing(document: Document, clause_id: str) -> list[str]:
    """The ids of a clause and of all that it stands in, the outermost first; empty if it is not in the document."""
    clauses = (clause for kind in PARTS for clause in part(document, kind))
    return next(filter(None, (_way(clause, clause_id) for clause in clauses)), [])


def _way(clause: Clause, wanted: str) -> list[str]:
    if clause.id == wanted:
        return [clause.id]
    below = next(filter(None, (_way(child, wanted) for child in clause.children)), [])
    return [clause.id, *below] if below else []


def _add(found: dict[str, str], clause: Clause, name: str) -> None:
    found[clause.id] = name
    _add_all(found, clause.children, name)


def _add_all(found: dict[str, str], clauses: Iterable[Clause], name: str) -> None:
    for clause in clauses:
        word = WITHIN.get(clause.kind)
        _add(found, clause, f"{name} {word} {_bare(clause)}" if word else name)


def _bare(clause: Clause) -> str:
    return clause.label.rstrip(".")


def clauses_of(document: Document) -> list[tuple[str, str, str]]:
    """(id, name, text) of every clause that has a name, to choose from."""
    names = places(document)
    return [(clause.id, names[clause.id], clause.text) for clause in walk(document) if clause.id in names]
