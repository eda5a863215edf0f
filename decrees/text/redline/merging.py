"""Proposed wordings brought into one text: which of them conflict, all others at once, and three-way merging. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from decrees.text.redline.words import compare_words


@dataclass(frozen=True, slots=True)
class Proposal:
    """Puts `replacement` where the base text has `start` to `end` (code points)."""

    id: str
    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Merged:
    """`applied` in the order of the text; `conflicts` are groups of ids between which a person has to choose."""

    text: str
    applied: tuple[str, ...]
    conflicts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """`start` to `end` is where the merged text holds ours; `base`, `ours` and `theirs` are the three wordings."""

    start: int
    end: int
    base: str
    ours: str
    theirs: str


def _groups(proposals: Sequence[Proposal]) -> list[list[Proposal]]:
    """Proposals that overlap or touch, together, in the order of the text."""
    groups: list[list[Proposal]] = []
    reach = -1
    for proposal in sorted(proposals, key=lambda one: (one.start, one.end, one.id)):
        if groups and proposal.start <= reach:
            groups[-1].append(proposal)
        else:
            groups.append([proposal])
        reach = max(reach, proposal.end)
    return groups


def _is_agreed(group: Sequence[Proposal]) -> bool:
    """The same change proposed several times is no conflict."""
    return len({(one.start, one.end, one.replacement) for one in group}) == 1


def conflicts(proposals: Sequence[Proposal]) -> list[tuple[str, ...]]:
    """Ids of proposals on the same words, or on words next to each other, that do not say the same."""
    return [tuple(one.id for one in group) for group in _groups(proposals) if not _is_agreed(group)]


def merge(base: str, proposals: Sequence[Proposal]) -> Merged:
    """All proposals without a rival are applied, none of a conflict. One outside the text is a ValueError."""
    for one in proposals:
        if not 0 <= one.start <= one.end <= len(base):
            raise ValueError(f"proposal {one.id!r} does not lie in the text")
    pieces, applied, at = [], [], 0
    for group in filter(_is_agreed, _groups(proposals)):
        pieces += [base[at : group[0].start], group[0].replacement]
        applied += [one.id for one in group]
        at = group[0].end
    return Merged("".join([*pieces, base[at:]]), tuple(applied), tuple(conflicts(proposals)))


# Three ways


@dataclass(frozen=True, slots=True)
class _Edit:
    """`start` to `end` of the base become `text`."""

    start: int
    end: int
    text: str


def _edits(base: str, new: str) -> Iterator[_Edit]:
    """As the redline marks them: a phrase written anew is one edit, whatever words it has kept by chance."""
    at = 0
    for old, text in compare_words(base, new):
        if old != text:
            yield _Edit(at, at + len(old), text)
        at += len(old)


def _regions(ours: Sequence[_Edit], theirs: Sequence[_Edit]) -> Iterator[tuple[list[_Edit], list[_Edit]]]:
    """Edits of both sides that overlap or touch, together."""
    sides = [(edit, 0) for edit in ours] + [(edit, 1) for edit in theirs]
    region: tuple[list[_Edit], list[_Edit]] = ([], [])
    reach = -1
    for edit, side in sorted(sides, key=lambda one: (one[0].start, one[0].end, one[1])):
        if edit.start > reach and reach >= 0:
            yield region
            region = ([], [])
        region[side].append(edit)
        reach = max(reach, edit.end)
    if reach >= 0:
        yield region


def _applied(base: str, edits: Iterable[_Edit], start: int, end: int) -> str:
    pieces = []
    for edit in edits:
        pieces += [base[start : edit.start], edit.text]
        start = edit.end
    return "".join([*pieces, base[start:end]])


def merge3(base: str, ours: str, theirs: str) -> tuple[str, list[Conflict]]:
    """Both revisions of `base` in one text, word by word. Where both changed the same words, or words next to each
    other, in different ways, the text holds ours and the conflict tells all three: no word of either is lost."""
    merged, found, at = "", [], 0
    for mine, other in _regions(list(_edits(base, ours)), list(_edits(base, theirs))):
        start = min(edit.start for edit in (*mine, *other))
        end = max(edit.end for edit in (*mine, *other))
        was, one, two = (_applied(base, edits, start, end) for edits in ([], mine, other))
        merged += base[at:start]
        kept = two if one == was else one
        if one != two and was not in (one, two):
            found.append(Conflict(len(merged), len(merged) + len(kept), was, one, two))
        merged, at = merged + kept, end
    return merged + base[at:], found
