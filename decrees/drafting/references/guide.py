"""References between the clauses of a decree: what they name, and which name nothing. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from decrees.drafting.references.mentions import Mention, Unfollowed, companies, mentions, unfollowed
from decrees.text import Clause, Document, Kind, walk, walk_with_parents


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of a clause that name another; `target_id` is None where there is no such clause. The label, which is
    what changes when clauses are renumbered, stands from `label_start` to `end`. `field` is the cell of a row."""

    clause_id: str
    start: int
    end: int
    target_id: str | None
    kind: str
    label_start: int
    field: str = ""


def same_label(label: str) -> str:
    """The name of a diktum however it is spelt: KEDUA BELAS is also written KEDUABELAS, and KESATU also PERTAMA."""
    bare = "".join(letter for letter in label.upper() if letter.isalpha())
    return "KESATU" if bare == "PERTAMA" else bare


class Guide:
    """Who bears which label, and in which company a clause stands."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.homes = {clause.id: (*parents, clause) for clause, parents in walk_with_parents(document)}
        self.clauses = {clause_id: path[-1] for clause_id, path in self.homes.items()}

    @cached_property
    def diktums(self) -> dict[str, Clause]:
        return {same_label(diktum.label): diktum for diktum in self.document.diktums}

    @cached_property
    def annexes(self) -> dict[str, Clause]:
        return {annex.label.removeprefix("LAMPIRAN").strip(): annex for annex in self.document.annexes}

    def _parts(self, place: Mention) -> Iterable[Clause]:
        """What bears letters or numbers at a place that the words name."""
        document = self.document
        if place.word in ("recital", "citation", "regard"):
            parts = {"recital": document.recitals, "citation": document.citations, "regard": document.regards}
            return parts[place.word]
        host = self.named(place)
        return self._lettered(host) if host else ()

    @staticmethod
    def _lettered(host: Clause) -> Iterable[Clause]:
        """The points of a diktum; the items of an annex that has one list."""
        lists = [child for child in host.children if child.kind == Kind.LIST]
        return lists[0].children if len(lists) == 1 else [c for c in host.children if c.kind == Kind.POINT]

    def _near(self, clause_id: str) -> Iterable[Clause]:
        """Where a letter is looked for that has no place named: among its own kind, or in the list before."""
        path = self.homes.get(clause_id, ())
        if not path:
            return ()
        if path[0].kind == Kind.RECITAL:
            return self.document.recitals
        if path[-1].kind == Kind.ITEM:
            return path[-2].children
        return _list_before(path) if path[0].kind == Kind.ANNEX else self._lettered(path[0])

    def opening(self, clause_id: str) -> str:
        """The words above a clause: those of what it stands in and, in an annex, of the paragraph before its list."""
        path = self.homes.get(clause_id, ())
        above = [clause.text for clause in path[:-1]]
        if len(path) > 2 and path[0].kind == Kind.ANNEX:
            before = [child for child in path[0].children if child.text or child is path[1]]
            at = before.index(path[1])
            above += [before[at - 1].text] if at else []
        return "\n".join(above)

    def named(self, mention: Mention, clause_id: str = "") -> Clause | None:
        label = " ".join(mention.label.split())
        if mention.word == "diktum":
            return self.diktums.get(same_label(label))
        if mention.word == "lampiran":
            return self.annexes.get(label)
        if mention.word == "angka" and not mention.of:
            return None
        company = self._parts(mention.of[0]) if mention.of else self._near(clause_id)
        return next((clause for clause in company if clause.label == f"{label}."), None)

    def references(self, clause_id: str, text: str, field: str = "") -> Iterator[Reference]:
        for mention in mentions(text, self.opening(clause_id)):
            if mention.word == "angka" and not mention.of:
                continue
            target = self.named(mention, clause_id)
            target_id = target.id if target else None
            yield Reference(clause_id, mention.start, mention.end, target_id, mention.word, mention.label_start, field)

    def repeated(self, clause_id: str, text: str) -> Iterator[Mention]:
        """What a list names twice: "huruf a, huruf b, dan huruf b". A diktum whose letters follow is named for them."""
        for company in companies(text, self.opening(clause_id)):
            hosts = {place for mention in company for place in mention.of}
            seen: set[str] = set()
            for mention in company:
                target = self.named(mention, clause_id) if mention not in hosts else None
                if target and target.id in seen:
                    yield mention
                seen |= {target.id} if target else set()

    def unfollowed(self, clause_id: str, text: str) -> Iterator[Unfollowed]:
        return unfollowed(text, self.opening(clause_id))


def _list_before(path: Sequence[Clause]) -> Iterable[Clause]:
    found: Sequence[Clause] = ()
    for child in path[0].children:
        if child.kind == Kind.LIST:
            found = child.children
        if len(path) > 1 and child.id == path[1].id:
            break
    return found


def references(document: Document) -> list[Reference]:
    """In document order; offsets are code points of the clause's text. Clauses of other laws are left out."""
    guide = Guide(document)
    return [reference for clause in walk(document) for reference in guide.references(clause.id, clause.text)]
