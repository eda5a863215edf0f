"""References and their clauses in words: what an undecided one has to become, and what a shifted one meant. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten

from decrees.drafting.references.renumbering import Meant, Place, Raw, rewritings
from decrees.drafting.references.shifts import Shift
from decrees.text import Document, texts, walk
from decrees.text.place_names import cite_clauses, words_of
from decrees.text.redline import Hunk

_SHOWN = 70  # letters of a clause
_AROUND = 60  # letters on either side of a reference
# Stands in the record, so it is in the language of the record.
NOWHERE = "tidak ada dalam naskah ini"


@dataclass(frozen=True, slots=True)
class CitedRewriting:
    """A reference at a `place` in words, the words `before` and `after` it, and the clause that it means."""

    key: Place
    place: str
    before: str
    words: str
    written: str
    after: str
    target: str

    @property
    def name(self) -> str:
        """As the field of a form."""
        return ":".join(map(str, self.key))


def cite_rewritings(document: Document, blocks: Sequence[Raw], meant: Meant) -> list[CitedRewriting]:
    """The references of these blocks, which are the text of the document, that do not say what they mean."""
    names, clauses = cite_clauses(document), _clauses(document)
    fields = {(clause_id, field): text for clause_id, field, text in texts(blocks)}
    found = []
    for one in rewritings(blocks, blocks, meant):
        text = fields[one.place[:2]]
        before, after = text[: one.start], text[one.start + len(one.words) :]
        sides = _tail(before), _head(after)
        place, target = names.get(one.clause_id, ""), clauses[one.target_id]
        found.append(CitedRewriting(one.place, place, sides[0], one.words, one.written, sides[1], target))
    return found


def shifted_hunks(old: Document, new: Document, shifts: Iterable[Shift]) -> dict[str, list[Hunk]]:
    """Each shift as a change, by its clause. The hunk's name depends on the clause and on what was and is meant."""
    before, after = _clauses(old), _clauses(new)
    found: dict[str, list[Hunk]] = {}
    for shift in shifts:
        meant = before[shift.target_id], after.get(shift.now_id, NOWHERE)
        hunks = found.setdefault(shift.clause_id, [])
        hunks.append(_hunk(shift, meant, sum(one.new == shift.words for one in hunks)))
    return found


def _hunk(shift: Shift, meant: tuple[str, str], times: int) -> Hunk:
    key = ("reference", shift.clause_id, shift.words, shift.target_id, shift.now_id, times)
    name = f"r{hashlib.sha256(repr(key).encode()).hexdigest()[:9]}"
    words, at = shift.words, (shift.old_start, shift.start)
    return Hunk(name, shift.clause_id, words, words, False, shift.old_id, *at, meant)


def _clauses(document: Document) -> dict[str, str]:
    """'diktum KEDUA (Tim melapor kepada Bupati.)'"""
    names = cite_clauses(document)
    return {
        clause.id: f"{names.get(clause.id, '')} ({shorten(words_of(clause), _SHOWN, placeholder=' …')})"
        for clause in walk(document)
    }


def _tail(text: str) -> str:
    return text if len(text) <= _AROUND else f"… {text[-_AROUND:].partition(' ')[2]}"


def _head(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]} …"
