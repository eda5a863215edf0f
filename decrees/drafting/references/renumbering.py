"""New numbers in references when clauses come, go or move between two saves. Pure: raw blocks in and out.

A clause is put in before KEDUA, which becomes KETIGA: the reference that meant it has to say so now. When the clause is
struck out instead, the reference keeps its words, and `lost` names it for somebody to look at:

>>> def diktum(id, text):
...     return {"type": "diktum", "id": id, "value": {"text": text, "points": []}}
>>> first, report = diktum("k1", "Membentuk Tim."), diktum("k2", "Tim melapor kepada Bupati.")
>>> rule = diktum("k3", "Laporan sebagaimana dimaksud dalam diktum KEDUA diumumkan.")
>>> longer = [first, diktum("k9", "Susunan Tim tercantum dalam Lampiran."), report, rule]
>>> [(one.words, one.written) for one in rewritings([first, report, rule], longer)]
[('diktum KEDUA', 'diktum KETIGA')]
>>> renumber([first, report, rule], longer)[-1]["value"]["text"]
'Laporan sebagaimana dimaksud dalam diktum KETIGA diumumkan.'
>>> renumber([first, report, rule], [first, rule])[-1]["value"]["text"]
'Laporan sebagaimana dimaksud dalam diktum KEDUA diumumkan.'
>>> [(one.reference.words, one.reference.target_id) for one in lost([[first, report, rule], [first, rule]])]
[('diktum KEDUA', 'k2')]

A text that is saved without its new numbers is kept with what its references mean, by place: `meant`. Of those, any may
be refused:

>>> meant = meanings([first, report, rule], longer)
>>> meant
{('k3', '', 0): 'k2'}
>>> renumber(longer, longer, meant)[-1]["value"]["text"]
'Laporan sebagaimana dimaksud dalam diktum KETIGA diumumkan.'
>>> renumber(longer, longer, {}) == longer
True
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from decrees.drafting.references.alignment import paired, reads_same, renamed, words_of
from decrees.drafting.references.guide import Guide, Reference
from decrees.text import build, map_texts, texts

Raw = Mapping[str, Any]
_HEAD = dict.fromkeys(("title", "office", "province", "place", "signatory"), "")
# Clause, field, and the number of the reference in that text.
Place = tuple[str, str, int]
# What a reference names, where its words do not say so yet.
Meant = Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A reference whose `words`, from `start` in its text, have to be `written` to name what they named."""

    place: Place
    start: int
    words: str
    written: str
    target_id: str

    @property
    def clause_id(self) -> str:
        return self.place[0]


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference to a clause that is gone, or that its words can no longer name; it stays as it was."""

    clause_id: str
    words: str
    target_id: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A reference of the last of some drafts, and the number of the draft in which its clause last stood."""

    draft: int
    reference: Broken


class _Renumbering:
    def __init__(self, old_blocks: Sequence[Raw], new_blocks: Sequence[Raw], meant: Meant) -> None:
        self.old, self.new = (Guide(build(blocks, **_HEAD)) for blocks in (old_blocks, new_blocks))
        self.old_texts = {(clause_id, name): text for clause_id, name, text in texts(old_blocks)}
        self.given, self.meant = new_blocks, meant
        self.broken: dict[Place, Broken] = {}
        self.rewritings: dict[Place, Rewriting] = {}
        self.otherwise: dict[Place, str] = {}
        self.blocks = map_texts(new_blocks, self._rewritten)
        # A letter may have left the company that the words name: then it is put back as it was.
        while wrong := self._wrong():
            self.broken.update(wrong)
            self.rewritings, self.otherwise = {}, {}
            self.blocks = map_texts(new_blocks, self._rewritten)

    def _references(self, clause_id: str, name: str, text: str) -> list[Reference]:
        """Of the old text, with what they are known to mean."""
        found = enumerate(self.old.references(clause_id, text, name))
        known = [(one, self.meant.get((clause_id, name, number))) for number, one in found]
        return [replace(one, target_id=meant) if meant else one for one, meant in known]

    def _written(self, reference: Reference, words: str) -> str | None:
        """What the words of an old reference have to be now; None where they can no longer name their clause."""
        target = self.new.clauses.get(reference.target_id or "")
        return renamed(reference, words, target) if target else None

    def _carried(self, clause_id: str, name: str, text: str) -> Iterator[tuple[int, Reference, str, int, Reference]]:
        """References of the old text with number and words, and the number and reference that they are in the new."""
        old = self.old_texts.get((clause_id, name), "")
        olds = self._references(clause_id, name, old)
        news = list(self.new.references(clause_id, text, name)) if olds else []
        written = [self._written(one, words_of(one, old)) for one in olds] if old != text else []
        for was, now in paired(old, olds, text, news, written.__getitem__):
            yield was, olds[was], words_of(olds[was], old), now, news[now]

    def _stood(self, clause_id: str, name: str, text: str) -> Iterator[tuple[int, Reference, str]]:
        """References of the new text that stood, in the same words, in the old one, and the clause they meant."""
        for _, was, words, number, now in self._carried(clause_id, name, text):
            if was.target_id and reads_same(words, words_of(now, text)):
                yield number, now, was.target_id

    def _rewritten(self, clause_id: str, name: str, text: str) -> str:
        pieces, at = [], 0
        for number, reference, target_id in self._stood(clause_id, name, text):
            place, words = (clause_id, name, number), words_of(reference, text)
            target = self.new.clauses.get(target_id)
            written = renamed(reference, words, target) if target else None
            if written is None:
                self.broken[place] = Broken(clause_id, words, target_id)
            if place in self.broken or written is None:
                written = words
            elif reference.target_id != target_id:
                self.otherwise[place] = target_id
            if written != words:
                self.rewritings[place] = Rewriting(place, reference.start, words, written, target_id)
            pieces += [text[at : reference.start], written]
            at = reference.end
        return "".join([*pieces, text[at:]])

    def _wrong(self) -> dict[Place, Broken]:
        now = Guide(build(self.blocks, **_HEAD))
        after = {(clause_id, name): text for clause_id, name, text in texts(self.blocks)}
        wrong: dict[Place, Broken] = {}
        for clause_id, name, text in texts(self.given):
            means = [one.target_id for one in now.references(clause_id, after[clause_id, name], name)]
            for number, reference, meant in self._stood(clause_id, name, text):
                place = clause_id, name, number
                if place not in self.broken and (number >= len(means) or means[number] != meant):
                    wrong[place] = Broken(clause_id, words_of(reference, text), meant)
        return wrong

    def carry(self, lost: Mapping[Place, Lost]) -> dict[Place, Lost]:
        """Of the lost references of the old text, those that nobody has touched and that still name something else."""
        concerned = {place[:2] for place in lost}
        kept: dict[Place, Lost] = {}
        for clause_id, name, text in texts(self.given):
            if (clause_id, name) not in concerned:
                continue
            for was, reference, words, number, now in self._carried(clause_id, name, text):
                one, after = lost.get((clause_id, name, was)), words_of(now, text)
                untouched = reads_same(words, after) or self._written(reference, words) == after
                if one and untouched and now.target_id != one.reference.target_id:
                    kept[clause_id, name, number] = Lost(one.draft, replace(one.reference, words=after))
        return kept


def renumber(old_blocks: Sequence[Raw], new_blocks: Sequence[Raw], meant: Meant | None = None) -> list[dict[str, Any]]:
    """The new blocks, in which every reference that stood in the old ones names the clause it named there by the
    number that clause bears now. What was typed anew stays as typed. Running it again changes nothing."""
    return _Renumbering(old_blocks, new_blocks, meant or {}).blocks


def rewritings(old_blocks: Sequence[Raw], new_blocks: Sequence[Raw], meant: Meant | None = None) -> list[Rewriting]:
    """What `renumber` would change in the new blocks, in the order of the text."""
    return list(_Renumbering(old_blocks, new_blocks, meant or {}).rewritings.values())


def meanings(old_blocks: Sequence[Raw], new_blocks: Sequence[Raw], meant: Meant | None = None) -> dict[Place, str]:
    """Of the new blocks as they are: the references that name another clause than in the old ones, or none, and could
    name it by another number; with the clause that they mean."""
    return _Renumbering(old_blocks, new_blocks, meant or {}).otherwise


def lost(drafts: Sequence[Sequence[Raw]]) -> list[Lost]:
    """What `renumber` had to leave, lately or drafts ago (the oldest first): an official has to look at it."""
    found: dict[Place, Lost] = {}
    for number, (old, new) in enumerate(pairwise(drafts)):
        step = _Renumbering(old, new, {})
        found = step.carry(found) | {place: Lost(number, one) for place, one in step.broken.items()}
    return list(found.values())
