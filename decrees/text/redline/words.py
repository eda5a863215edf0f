"""Word-level comparison of two texts, cleaned up to read as a person would mark it.

The changes are exact: the old sides joined give the old text, the new sides the new text.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz.distance import Postfix, Prefix

# An amount with its words, "14 (empat belas)" or "10.000,00 (sepuluh ribu)", is one token.
_AMOUNT = r"\d(?:[\d.,]{0,40}\d)? ?\([^\W\d_][\w \-/]{0,120}\)"
_TOKENS = re.compile(rf"{_AMOUNT}|\w+(?:[-'’]\w+)*|\s+|[^\w\s]")
_AMOUNT_BEGUN = re.compile(r"\d(?:[\d.,]*\d)? ?\([\w \-/]*$")
_AMOUNT_ENDED = re.compile(r"[\w \-/]*\)")
_PAIRS = {")": "(", "]": "[", "”": "“"}
_MARKS = frozenset([*_PAIRS, *_PAIRS.values()])
# An island of unchanged words inside a rewritten stretch is read as part of it up to this many words.
_ISLAND = 4
# So far, in characters and beyond twice its own length, an insertion may slide along the text.
_REACH = 80
# Under this share of kept words the stretch was written anew, and is shown so.
_REWRITTEN = 1 / 4


class Run(NamedTuple):
    """A stretch of tokens that is unchanged (`old == new`) or replaced."""

    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return self.old == self.new

    @property
    def replaced(self) -> bool:
        return bool(self.old and self.new) and not self.equal

    @property
    def length(self) -> int:
        return max(len("".join(self.old)), len("".join(self.new)))


def tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKENS.findall(text))


def _is_word(token: str) -> bool:
    return token[0].isalnum() or token[0] == "_"


def _count_words(part: Sequence[str]) -> int:
    return sum(map(_is_word, part))


def _joined(runs: Sequence[Run]) -> Run:
    old = tuple(token for run in runs for token in run.old)
    return Run(old, tuple(token for run in runs for token in run.new))


def _trimmed(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Run, Run, Run]:
    """Common start, what differs, common end."""
    most = min(len(old), len(new))
    start = end = 0
    while start < most and old[start] == new[start]:
        start += 1
    while end < most - start and old[-end - 1] == new[-end - 1]:
        end += 1
    head, tail = old[:start], old[len(old) - end :]
    return Run(head, head), Run(old[start : len(old) - end], new[start : len(new) - end]), Run(tail, tail)


def _tidy(runs: Sequence[Run]) -> list[Run]:
    """Without empty runs, and with neighbours of one sort as one."""
    tidied: list[Run] = []
    for run in runs:
        if not run.old and not run.new:
            continue
        if tidied and tidied[-1].equal == run.equal:
            tidied[-1] = _joined([tidied[-1], run])
        else:
            tidied.append(run)
    return tidied


def _raw_runs(old: tuple[str, ...], new: tuple[str, ...]) -> list[Run]:
    """Spaces and punctuation never start a match, else they would tear every rewritten phrase apart."""
    matcher = SequenceMatcher(lambda token: not _is_word(token), old, new, autojunk=False)
    return _tidy([Run(old[a:b], new[c:d]) for _, a, b, c, d in matcher.get_opcodes()])


# Clean-up


def _is_island(before: Run, run: Run, after: Run) -> bool:
    """Only a rewritten stretch has islands: words between two insertions, or two deletions, stay."""
    if not _joined([before, after]).replaced:
        return False
    count = _count_words(run.old)
    most = _ISLAND if before.replaced and after.replaced else int(before.replaced or after.replaced)
    is_space = "".join(run.old).isspace()
    return is_space or (count <= most and run.length <= min(before.length, after.length))


def _without_islands(runs: list[Run]) -> list[Run]:
    runs = list(runs)
    at = 1
    while at < len(runs) - 1:
        if runs[at].equal and _is_island(*runs[at - 1 : at + 2]):
            runs[at - 1 : at + 2] = [_joined(runs[at - 1 : at + 2])]
            at = max(at - 2, 1)
        else:
            at += 1
    return runs


def _is_rewritten(old: Sequence[str], new: Sequence[str], runs: Sequence[Run]) -> bool:
    kept = sum(_count_words(run.old) for run in runs if run.equal)
    removes = any(run.old for run in runs if not run.equal)
    adds = any(run.new for run in runs if not run.equal)
    return removes and adds and kept < _REWRITTEN * min(_count_words(old), _count_words(new))


def _seam(line: Sequence[str], at: int) -> int:
    """How naturally a change may begin or end before token `at`: ends of sentences first."""
    if at in (0, len(line)):
        return 4
    if not line[at - 1].isspace():
        return 0
    if at > 1 and line[at - 2] in ".;:":
        return 3
    return 2 if at > 1 and line[at - 2] == "," else 1


def _slide(line: Sequence[str], at: int, size: int, limits: range) -> int:
    """Where among equal tokens an insertion or deletion of `size` tokens covers whole phrases."""
    low = high = at
    while low > limits.start and line[low - 1] == line[low - 1 + size]:
        low -= 1
    while high < limits.stop and line[high] == line[high + size]:
        high += 1
    return max(range(low, high + 1), key=lambda place: (_seam(line, place) + _seam(line, place + size), place))


def _slid(before: Run, edit: Run, after: Run, *, first: bool, last: bool) -> list[Run]:
    line, changed = before.old + edit.old + edit.new + after.old, edit.old + edit.new
    size = len(changed)
    # Unless they are the ends of the text, one token of the neighbours stays, to keep changes apart.
    limits = range(0 if first else 1, len(line) - size - (0 if last else 1))
    start = _slide(line, len(before.old), size, limits)
    head, changed, tail = line[:start], line[start : start + size], line[start + size :]
    return [Run(head, head), Run(changed, ()) if edit.old else Run((), changed), Run(tail, tail)]


def _settled(runs: list[Run]) -> list[Run]:
    nothing = Run((), ())
    runs = [nothing, *runs, nothing]
    for at in range(1, len(runs) - 1):
        before, edit, after = runs[at - 1 : at + 2]
        if not (edit.equal or edit.replaced):
            runs[at - 1 : at + 2] = _slid(before, edit, after, first=at <= 2, last=at >= len(runs) - 3)
    return _tidy(runs)


def _halves(line: Sequence[str]) -> bool:
    """A bracket without its counterpart."""
    open_: list[str] = []
    for token in line if not _MARKS.isdisjoint(line) else ():
        if token in _PAIRS:
            if not open_ or open_.pop() != _PAIRS[token]:
                return True
        elif token in _MARKS:
            open_.append(token)
    return bool(open_)


def _torn(run: Run) -> bool:
    return not run.equal and (_halves(run.old) or _halves(run.new))


def _pairs(lines: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """In which of the lines a pair of brackets opens and closes."""
    open_: list[tuple[str, int]] = []
    for at, line in enumerate(lines):
        for token in line:
            if token in _PAIRS:
                if open_ and open_[-1][0] == _PAIRS[token]:
                    yield open_.pop()[1], at
            elif token in _MARKS:
                open_.append((token, at))


def _paired(runs: Sequence[Run]) -> list[Run]:
    """A bracket goes with its counterpart and what is between them, if that is a few words: "3 (tiga)" becomes
    "6 (enam)" as a whole."""
    single = ([Run((token,), (token,)) for token in run.old] if run.equal else [run] for run in runs)
    units = [unit for part in single for unit in part]
    reach = list(range(len(units)))
    for first, last in {*_pairs([unit.old for unit in units]), *_pairs([unit.new for unit in units])}:
        between = units[first : last + 1]
        stays = sum(_count_words(unit.old) for unit in between if unit.equal)
        if stays <= _ISLAND and not (between[0].equal and between[-1].equal):
            reach[first] = max(reach[first], last)
    joined, at = [], 0
    while at < len(units):
        start, end = at, reach[at]
        while at <= end:
            end, at = max(end, reach[at]), at + 1
        joined.append(_joined(units[start:at]))
    return _tidy(joined)


def _runs(old: tuple[str, ...], new: tuple[str, ...]) -> list[Run]:
    if not old or not new:
        return [Run(old, new)]
    head, middle, tail = _trimmed(old, new)
    if not any(map(_is_word, set(middle.old).intersection(middle.new))):
        return [head, middle, tail]
    runs = _without_islands(_raw_runs(middle.old, middle.new))
    if _is_rewritten(middle.old, middle.new, runs):
        runs = [middle]
    return [head, *(piece for run in runs for piece in _trimmed(run.old, run.new)), tail]


def _shared(old: str, new: str) -> tuple[str, str]:
    """What both start with and what both end with, up to a space: most of a clause, found without tokens."""
    head = max(old.rfind(" ", 0, Prefix.similarity(old, new)), 0)
    tail = old.find(" ", len(old) - Postfix.similarity(old[head:], new[head:]))
    begun = _AMOUNT_BEGUN.search(old, max(head - _REACH, 0), head)
    head = begun.start() if begun else head
    ended = _AMOUNT_ENDED.match(old, tail) if tail >= 0 else None
    return old[:head], old[ended.end() if ended else tail :] if tail >= 0 else ""


def compare_words(old: str, new: str) -> list[tuple[str, str]]:
    """Pairs of (old, new) stretches in order; equal sides mean unchanged."""
    if old == new or not old or not new:
        return [(old, new)] if old or new else []
    head, tail = _shared(old, new)
    before, after = tokens(old[len(head) : len(old) - len(tail)]), tokens(new[len(head) : len(new) - len(tail)])
    runs = _runs(before, after)
    # Only an insertion or a deletion can slide along its neighbours, word by word.
    slides, tears = [run for run in runs if bool(run.old) != bool(run.new)], [run for run in runs if _torn(run)]
    if slides or tears:
        reach = _REACH + 2 * (len(old) + len(new) - 2 * len(head) - 2 * len(tail))
        at, to = max(head.rfind(" ", 0, max(len(head) - reach, 0)), 0), tail.find(" ", reach)
        first, last = tokens(head[at:]), tokens(tail[:to] if to >= 0 else tail)
        head, tail = head[:at], tail[to:] if to >= 0 else ""
        runs = _tidy([Run(first, first), *runs, Run(last, last)])
        runs = _settled(runs) if slides else runs
        # What one pair has drawn in may be half of another.
        while any(map(_torn, runs)) and (paired := _paired(runs)) != runs:
            runs = paired
    return _pieces(head, runs, tail)


def _pieces(head: str, runs: Sequence[Run], tail: str) -> list[tuple[str, str]]:
    """Runs as text, with unchanged neighbours in one."""
    pieces = []
    for old, new in runs:
        if old == new:
            head += "".join(old)
            continue
        if head:
            pieces.append((head, head))
        pieces.append(("".join(old), "".join(new)))
        head = ""
    head += tail
    return [*pieces, (head, head)] if head else pieces
