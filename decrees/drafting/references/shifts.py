"""What became of the references from one version to the next: which only follow their clause, and which do not. Pure.

Diktum KEDUA is struck out, so KETIGA bears its number now. "diktum KEDUA" in another clause reads as before and names
another provision: a `Shift`. Where "diktum KETIGA" became "diktum KEDUA" with its clause, the number only follows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from decrees.drafting.references.alignment import paired, reads_same, renamed, words_of
from decrees.drafting.references.guide import Guide, Reference
from decrees.text import Document
from decrees.text.redline import Change, Op, Redline, State


class Fate(StrEnum):
    REPOINTED = "repointed"  # names another clause now
    DANGLING = "dangling"  # names none
    DOUBLED = "doubled"  # names a clause that the same list names already


@dataclass(frozen=True, slots=True)
class Shift:
    """A reference that reads as before and names something else. `target_id` is the clause that it named in the old
    text, `now_id` in the new one ("" for none); it stands at `start` to `end` in the new text of its clause."""

    clause_id: str
    old_id: str
    fate: Fate
    words: str
    target_id: str
    now_id: str
    start: int
    end: int
    old_start: int


class References:
    """The references of two versions of a text, side by side."""

    def __init__(self, old: Document, new: Document, redline: Redline) -> None:
        self.before, self.after, self.redline = Guide(old), Guide(new), redline
        self.twins = {
            change.old_id: change.clause_id
            for change in redline.changes
            if change.old_id and change.state is not State.REMOVED
        }

    @cached_property
    def shifts(self) -> list[Shift]:
        """In the order of the text."""
        stayed = (change for change in self.redline.changes if change.old_id in self.twins)
        return [shift for change in stayed for shift in self._shifts(change)]

    def _shifts(self, change: Change) -> Iterator[Shift]:
        old, new = _sides(change)
        olds = list(self.before.references(change.old_id, old))
        if not olds:
            return
        news = list(self.after.references(change.clause_id, new))
        twice = {mention.start for mention in self.after.repeated(change.clause_id, new)}
        for was, now in self._pairs(old, olds, new, news):
            if was.target_id and now.target_id != self.twins.get(was.target_id, ""):
                yield _shift(change, was, now, words_of(now, new), doubled=now.start in twice)

    def _pairs(
        self, old: str, olds: Sequence[Reference], new: str, news: Sequence[Reference]
    ) -> Iterator[tuple[Reference, Reference]]:
        """Those that read the same: other words are a change that everybody sees."""
        written = [self._renamed(one, words_of(one, old)) for one in olds] if old != new else []
        for was, now in paired(old, olds, new, news, written.__getitem__):
            if reads_same(words_of(olds[was], old), words_of(news[now], new)):
                yield olds[was], news[now]

    def _renamed(self, reference: Reference, words: str) -> str | None:
        target = self.after.clauses.get(self.twins.get(reference.target_id or "", ""))
        return renamed(reference, words, target) if target else None

    @cached_property
    def following(self) -> frozenset[str]:
        """Hunks that only give a reference the new number of the clause it named before: no change of substance. None
        in a clause of which a reference names something else now."""
        shifted = {shift.clause_id for shift in self.shifts}
        found: set[str] = set()
        for change in self.redline.changes:
            if change.state in (State.CHANGED, State.MOVED_CHANGED) and change.clause_id not in shifted:
                found.update(self._following(change))
        return frozenset(found)

    def _following(self, change: Change) -> Iterator[str]:
        old, new = _sides(change)
        olds = list(self.before.references(change.old_id, old))
        if not olds:
            return
        if reads_same(self._with_new_numbers(old, olds), new):
            yield from (segment.hunk for segment in change.segments if segment.hunk)
            return
        news = list(self.after.references(change.clause_id, new))
        for hunk, old_place, new_place in _spans(change):
            was, now = _meant(olds, *old_place), _meant(news, *new_place)
            if was and now and self.twins.get(was) == now:
                yield hunk

    def _with_new_numbers(self, text: str, found: Sequence[Reference]) -> str:
        """The old words as they would be if nothing but numbers had changed: two numbers side by side, of which one
        becomes what the other was, look like other changes to a comparison of words."""
        pieces, at = [], 0
        for reference in found:
            words = words_of(reference, text)
            pieces += [text[at : reference.start], self._renamed(reference, words) or words]
            at = reference.end
        return "".join([*pieces, text[at:]])


def _sides(change: Change) -> tuple[str, str]:
    old, new = ("".join(one.text for one in side) for side in (change.old_segments, change.new_segments))
    return old, new


def _shift(change: Change, was: Reference, now: Reference, words: str, *, doubled: bool) -> Shift:
    fate = Fate.DANGLING if now.target_id is None else Fate.DOUBLED if doubled else Fate.REPOINTED
    named = was.target_id or "", now.target_id or ""
    return Shift(change.clause_id, change.old_id, fate, words, *named, now.start, now.end, was.start)


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
