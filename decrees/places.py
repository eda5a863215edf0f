"""How lawyers call a place in a decree: 'Menimbang huruf a', 'diktum KEDUA huruf b', 'Lampiran II nomor 3'.

Pure, and in Indonesian whatever the reader's language: these are the decree's own words.
"""

from collections.abc import Iterable

from decrees.text import Clause, Document, Kind, part

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


def _add(found: dict[str, str], clause: Clause, name: str) -> None:
    found[clause.id] = name
    _add_all(found, clause.children, name)


def _add_all(found: dict[str, str], clauses: Iterable[Clause], name: str) -> None:
    for clause in clauses:
        word = WITHIN.get(clause.kind)
        _add(found, clause, f"{name} {word} {_bare(clause)}" if word else name)


def _bare(clause: Clause) -> str:
    return clause.label.rstrip(".")
