"""Which comments a change may come from, likeliest first: for a person to confirm. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from decrees.text import Document, find, find_quote, title_of, walk, walk_with_parents
from decrees.text.folding import words
from decrees.text.redline import Hunk

# So many words in common say something also in another clause.
TELLING = 4
MOST = 6


class Why(IntEnum):
    """How a comment meets a change, the surest first."""

    TAKEN = 1
    WORDING = 2
    PASSAGE = 3
    CLAUSE = 4
    AROUND = 5


class Adopted(NamedTuple):
    """A wording that was taken into the text with one action on the way to the new version."""

    clause_id: str
    before: str
    after: str


class Remark(NamedTuple):
    """An answered comment where it stands on the old version: a passage of a clause, or without one the whole clause;
    without a clause nowhere."""

    id: int
    clause_id: str
    start: int | None = None
    end: int | None = None
    proposed: str | None = None
    promises: bool = False
    taken: Adopted | None = None


class Suggestion(NamedTuple):
    """`ticked`: so likely that it is offered as the answer."""

    comment: int
    why: Why
    ticked: bool


def suggest(
    old: Document, new: Document, hunks: Iterable[Hunk], remarks: Sequence[Remark]
) -> dict[str, list[Suggestion]]:
    """By hunk. Comments whose answer promised a change come before others, which are never ticked."""
    hunks, around = list(hunks), _Around(old, new)
    for remark in remarks:
        if remark.taken:
            around.taken |= {(remark.id, hunk.id) for hunk in adopted_in(hunks, *remark.taken, old, new)}
    return {hunk.id: _of_hunk(hunk, remarks, around) for hunk in hunks}


def _of_hunk(hunk: Hunk, remarks: Sequence[Remark], around: "_Around") -> list[Suggestion]:
    found = [(why, remark) for remark in remarks if (why := _why(hunk, remark, around))]
    met = [(why, remark) for why, remark in found if why < Why.AROUND or remark.promises]
    met.sort(key=lambda pair: (pair[0] is not Why.TAKEN, not pair[1].promises, pair[0]))
    # That somebody spoke of the whole clause says little beside somebody who spoke of these words.
    best = min((why for why, remark in met if remark.promises), default=Why.AROUND)
    enough = max(Why.PASSAGE, best) if best < Why.AROUND else Why.PASSAGE
    if hunk.old and not hunk.new:  # who was agreed with has not therefore asked for the words to go
        enough = Why.WORDING
    met = met[:MOST]
    return [Suggestion(one.id, why, why is Why.TAKEN or (one.promises and why <= enough)) for why, one in met]


def _why(hunk: Hunk, remark: Remark, around: "_Around") -> Why | None:
    if (remark.id, hunk.id) in around.taken:
        return Why.TAKEN
    if remark.clause_id not in (hunk.old_id, hunk.clause_id):
        if _holds(hunk, remark, TELLING):
            return Why.WORDING
        return Why.AROUND if remark.clause_id in around.of(hunk) else None
    touches = _touches(hunk, remark)
    if _holds(hunk, remark, 1 if touches else 2) or (touches and _strikes(hunk, remark, around)):
        return Why.WORDING
    if remark.start is None:
        return Why.CLAUSE
    return Why.PASSAGE if touches else Why.AROUND


def _touches(hunk: Hunk, remark: Remark) -> bool:
    """What was put in beside the passage touches it too, be it after a blank."""
    if remark.start is None or remark.end is None:
        return True
    return not hunk.moves and hunk.old_at <= remark.end + 1 and remark.start <= hunk.old_end + 1


def _holds(hunk: Hunk, remark: Remark, least: int) -> bool:
    put_in = words(hunk.new)
    return bool(remark.proposed) and len(put_in) >= least and _within(put_in, words(remark.proposed or ""))


def _strikes(hunk: Hunk, remark: Remark, around: "_Around") -> bool:
    """The words that went are not in the wording proposed either; of which, if there is one, some have stayed."""
    gone = words(hunk.old)
    if remark.proposed is None or not gone or hunk.new:
        return False
    start, end = remark.start or 0, len(around.texts.get(hunk.old_id, "")) if remark.end is None else remark.end
    all_went = hunk.old_at <= start and end <= hunk.old_end
    return not (all_went and remark.proposed.strip()) and not _within(gone, words(remark.proposed))


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    return any(many[at : at + len(few)] == few for at in range(len(many) - len(few) + 1))


class _Around:
    """Who might have asked for a change although the comment stands elsewhere: on a clause above it, or beside one that
    is new. On other words of the same clause is as far away."""

    def __init__(self, old: Document, new: Document) -> None:
        self.above = {
            clause.id: [parent.id for parent in parents]
            for document in (new, old)
            for clause, parents in walk_with_parents(document)
        }
        self.beside = _beside(new)
        self.texts = {clause.id: clause.text for clause in (title_of(old), *walk(old))}
        self.taken: set[tuple[int, str]] = set()  # remarks with the hunks that hold their words

    def of(self, hunk: Hunk) -> set[str]:
        found = {*self.above.get(hunk.old_id, ()), *self.above.get(hunk.clause_id, ())}
        return found | self.beside.get(hunk.clause_id, set()) if hunk.clause_id not in self.texts else found


def _beside(document: Document) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairwise(walk(document)):
        found.setdefault(one.id, set()).add(other.id)
        found.setdefault(other.id, set()).add(one.id)
    return found


def adopted_in(
    hunks: Iterable[Hunk], clause_id: str, before: str, after: str, old: Document, new: Document
) -> Iterator[Hunk]:
    """The hunks that put a wording into its clause, or strike one out: they stand within it, and it stands in the
    clause once, word for word. White space at either end does not matter."""
    for hunk in hunks:
        if hunk.clause_id == clause_id and not (hunk.moves or hunk.meant) and hunk.old.strip() in before:
            if after.strip():
                place, start, words = _place(new, hunk.clause_id, after.strip()), hunk.new_at, hunk.new
            else:
                place, start, words = _place(old, hunk.old_id, before.strip()), hunk.old_at, hunk.old
            start += len(words) - len(words.lstrip())
            if place and place[0] <= start and start + len(words.strip()) <= place[1]:
                yield hunk


def _place(document: Document, clause_id: str, text: str) -> tuple[int, int] | None:
    clause = find(document, clause_id)
    return find_quote(clause.text, -1, -1, text) if clause else None
