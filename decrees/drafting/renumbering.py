"""New numbers in references when clauses come, go or move between two saves. Pure: raw blocks in and out.

A clause is put in before KEDUA, which becomes KETIGA: the reference that meant it says so now. When the clause is
struck out instead, the reference keeps its words, and `lost` names it for somebody to look at:

>>> def diktum(id, text):
...     return {"type": "diktum", "id": id, "value": {"text": text, "points": []}}
>>> first, report = diktum("k1", "Membentuk Tim."), diktum("k2", "Tim melapor kepada Bupati.")
>>> rule = diktum("k3", "Laporan sebagaimana dimaksud dalam diktum KEDUA diumumkan.")
>>> longer = [first, diktum("k9", "Susunan Tim tercantum dalam Lampiran."), report, rule]
>>> renumber([first, report, rule], longer)[-1]["value"]["text"]
'Laporan sebagaimana dimaksud dalam diktum KETIGA diumumkan.'
>>> renumber([first, report, rule], [first, rule])[-1]["value"]["text"]
'Laporan sebagaimana dimaksud dalam diktum KEDUA diumumkan.'
>>> [(one.reference.words, one.reference.target_id) for one in lost([[first, report, rule], [first, rule]])]
[('diktum KEDUA', 'k2')]
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from decrees.drafting.references import Guide, Reference
from decrees.text import Clause, Document, Kind, build, map_texts, texts
from decrees.text.folding import fold_case
from decrees.text.redline import Change, Op, Redline, State
from decrees.text.redline.words import tokens

Raw = Mapping[str, Any]
_HEAD = dict.fromkeys(("title", "office", "province", "place", "signatory"), "")


Token = str | int


def _skeleton(text: str, found: Sequence[Reference]) -> list[Token]:
    """The words and marks between the ends of the text, with the number of each reference in its place."""
    line: list[Token] = ["\x02"]
    at = 0
    for number, reference in enumerate(found):
        line += [*_marks(text[at : reference.start]), number]
        at = reference.end
    return [*line, *_marks(text[at:]), "\x03"]


def _marks(text: str) -> Iterator[str]:
    return (token for token in tokens(text) if not token.isspace())


def _aligned(old: Sequence[Token], new: Sequence[Token], near: Callable[[int, int], float]) -> set[tuple[int, int]]:
    """The places that belong together: the most words in common, in order, then the likeliest references."""

    def gain(i: int, j: int) -> float:
        one, other = old[i], new[j]
        if isinstance(one, int) and isinstance(other, int):
            return near(one, other)
        return float(one == other)

    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], gain(i, j) + best[i + 1][j + 1])
    pairs, i, j = set(), 0, 0
    while i < len(old) and j < len(new):
        if gain(i, j) and best[i][j] == gain(i, j) + best[i + 1][j + 1]:
            pairs.add((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _reads_same(old: str, new: str) -> bool:
    return fold_case(old) == fold_case(new)


_WORDS = {
    "diktum": {Kind.DIKTUM},
    "lampiran": {Kind.ANNEX},
    "huruf": {Kind.RECITAL, Kind.POINT, Kind.ITEM},
    "angka": {Kind.CITATION, Kind.REGARD},
}


def _in_case_of(label: str, model: str) -> str:
    if model.isupper():
        return label.upper()
    return label.title() if model.istitle() else label.lower()


def _written(reference: Reference, words: str, target: Clause) -> str | None:
    """The reference's words with the label that the target bears now; None if these words cannot name it."""
    if target.kind not in _WORDS[reference.kind]:
        return None
    name, label = words[: reference.label_start - reference.start], words[reference.label_start - reference.start :]
    if reference.kind == "lampiran":
        roman = target.label.removeprefix("LAMPIRAN").strip()
        return f"{name.rstrip()} {roman}".strip() if name else roman or None
    bare = target.label.removesuffix(".")
    return name + (_in_case_of(bare, label) if reference.kind == "diktum" else bare)


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


Place = tuple[str, str, int]


class _Renumbering:
    def __init__(self, old_blocks: Sequence[Raw], new_blocks: Sequence[Raw]) -> None:
        self.old, self.new = (Guide(build(blocks, **_HEAD)) for blocks in (old_blocks, new_blocks))
        self.old_texts = {(clause_id, name): text for clause_id, name, text in texts(old_blocks)}
        self.given = new_blocks
        self.broken: dict[Place, Broken] = {}
        self.blocks = map_texts(new_blocks, self._rewritten)
        # A letter may have left the company that the words name: then it is put back as it was.
        while wrong := self._wrong():
            self.broken.update(wrong)
            self.blocks = map_texts(new_blocks, self._rewritten)

    def _written(self, reference: Reference, words: str) -> str | None:
        """What the words of an old reference have to be now; None where they can no longer name their clause."""
        target = self.new.clauses.get(reference.target_id or "")
        return _written(reference, words, target) if target else None

    def _carried(self, clause_id: str, name: str, text: str) -> Iterator[tuple[int, Reference, str, int, Reference]]:
        """References of the old text with number and words, and the number and reference that they are in the new."""
        old = self.old_texts.get((clause_id, name), "")
        olds = list(self.old.references(clause_id, old, name))
        news = list(self.new.references(clause_id, text, name)) if olds else []

        def words(reference: Reference, source: str) -> str:
            return source[reference.start : reference.end]

        def near(was: int, now: int) -> float:
            """Numbers count less than words, and an old number as much as the one it becomes: else a text that is
            renumbered already would be read in another order."""
            if olds[was].kind != news[now].kind:
                return 0.0
            before, after = words(olds[was], old), words(news[now], text)
            return 1.5 if _reads_same(before, after) or self._written(olds[was], before) == after else 1.0

        before, after = (_skeleton(old, olds), _skeleton(text, news)) if news else ([], [])
        pairs = {(at, at) for at in range(len(before))} if old == text else _aligned(before, after, near)
        for i, j in sorted(pairs):
            was, now = before[i], after[j]
            # Alone among other words, it was typed anew.
            if isinstance(was, int) and isinstance(now, int) and pairs & {(i - 1, j - 1), (i + 1, j + 1)}:
                yield was, olds[was], words(olds[was], old), now, news[now]

    def _stood(self, clause_id: str, name: str, text: str) -> Iterator[tuple[int, Reference, str]]:
        """References of the new text that stood, in the same words, in the old one, and the clause they meant."""
        for _, was, words, number, now in self._carried(clause_id, name, text):
            if was.target_id and _reads_same(words, text[now.start : now.end]):
                yield number, now, was.target_id

    def _rewritten(self, clause_id: str, name: str, text: str) -> str:
        pieces, at = [], 0
        for number, reference, target_id in self._stood(clause_id, name, text):
            place = clause_id, name, number
            words = text[reference.start : reference.end]
            target = self.new.clauses.get(target_id)
            written = _written(reference, words, target) if target else None
            if written is None:
                self.broken[place] = Broken(clause_id, words, target_id)
            pieces += [text[at : reference.start], words if place in self.broken or written is None else written]
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
                    wrong[place] = Broken(clause_id, text[reference.start : reference.end], meant)
        return wrong

    def carry(self, lost: Mapping[Place, Lost]) -> dict[Place, Lost]:
        """Of the lost references of the old text, those that nobody has touched and that still name something else."""
        concerned = {place[:2] for place in lost}
        kept: dict[Place, Lost] = {}
        for clause_id, name, text in texts(self.given):
            if (clause_id, name) not in concerned:
                continue
            for was, reference, words, number, now in self._carried(clause_id, name, text):
                one, after = lost.get((clause_id, name, was)), text[now.start : now.end]
                untouched = _reads_same(words, after) or self._written(reference, words) == after
                if one and untouched and now.target_id != one.reference.target_id:
                    kept[clause_id, name, number] = Lost(one.draft, replace(one.reference, words=after))
        return kept


def renumber(old_blocks: Sequence[Raw], new_blocks: Sequence[Raw]) -> list[dict[str, Any]]:
    """The new blocks, in which every reference that stood in the old ones names the clause it named there by the
    number that clause bears now. What was typed anew stays as typed. Running it again changes nothing."""
    return _Renumbering(old_blocks, new_blocks).blocks


def lost(drafts: Sequence[Sequence[Raw]]) -> list[Lost]:
    """What `renumber` had to leave, lately or drafts ago (the oldest first): an official has to look at it."""
    found: dict[Place, Lost] = {}
    for number, (old, new) in enumerate(pairwise(drafts)):
        step = _Renumbering(old, new)
        found = step.carry(found) | {place: Lost(number, one) for place, one in step.broken.items()}
    return list(found.values())


def _spans(change: Change) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Each hunk with its place in the old text and in the new."""
    old = new = 0
    places: dict[str, list[int]] = {}
    for segment in change.segments:
        place = places.setdefault(segment.hunk, [old, old, new, new])
        old += len(segment.text) if segment.op != Op.INSERT else 0
        new += len(segment.text) if segment.op != Op.DELETE else 0
        place[1], place[3] = old, new
    for hunk, (a, b, c, d) in places.items():
        if hunk:
            yield hunk, (a, b), (c, d)


def _meant(found: Sequence[Reference], start: int, end: int) -> str | None:
    return next((one.target_id for one in found if one.start <= start and end <= one.end), None)


def following(old: Document, new: Document, redline: Redline) -> frozenset[str]:
    """Hunks that only give a reference the new number of the clause it named before: no change of substance."""
    twins = {change.old_id: change.clause_id for change in redline.changes if change.old_id}
    before, after = Guide(old), Guide(new)
    found: set[str] = set()
    for change in redline.changes:
        if change.state not in (State.CHANGED, State.MOVED_CHANGED):
            continue
        texts = ["".join(one.text for one in side) for side in (change.old_segments, change.new_segments)]
        olds = list(before.references(change.old_id, texts[0]))
        if olds and _reads_same(_with_new_numbers(texts[0], olds, twins, after), texts[1]):
            found.update(segment.hunk for segment in change.segments if segment.hunk)
            continue
        news = list(after.references(change.clause_id, texts[1])) if olds else []
        for hunk, old_place, new_place in _spans(change) if news else ():
            was, now = _meant(olds, *old_place), _meant(news, *new_place)
            if was and now and twins.get(was) == now:
                found.add(hunk)
    return frozenset(found)


def _with_new_numbers(text: str, found: Sequence[Reference], twins: Mapping[str, str], after: Guide) -> str:
    """The old words as they would be if nothing but numbers had changed: two numbers side by side, of which one
    becomes what the other was, look like other changes to a comparison of words."""
    pieces, at = [], 0
    for reference in found:
        target = after.clauses.get(twins.get(reference.target_id or "", ""))
        words = text[reference.start : reference.end]
        pieces += [text[at : reference.start], (target and _written(reference, words, target)) or words]
        at = reference.end
    return "".join([*pieces, text[at:]])
