"""The order of an agenda: numbers, when each item begins, how long all of it takes. Knows no Django."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

MAIN, SUB = 1, 2
LONGEST = 24 * 60  # minutes of one item


class Line(NamedTuple):
    """`minutes` is None where nobody said how long it takes."""

    level: int
    minutes: int | None = None


class Place(NamedTuple):
    """`begins` and `ends` in minutes after the beginning of the meeting; None where what comes before it, or it
    itself, has no length."""

    number: str
    level: int
    begins: int | None
    ends: int | None


def places(lines: Iterable[Line]) -> list[Place]:
    """Of an agenda in which nothing has a length, nothing has a time."""
    known = list(lines)
    now = 0 if any(line.minutes for line in known) else None
    found: list[Place] = []
    for number, (head, *subs) in enumerate(_groups(known), 1):
        length = _length(head, subs)
        found.append(Place(str(number), MAIN, now, _after(now, length)))
        within = now
        for below, sub in enumerate(subs, 1):
            found.append(Place(f"{number}.{below}", SUB, within, _after(within, sub.minutes)))
            within = _after(within, sub.minutes)
        now = _after(now, length)
    return found


def total(lines: Iterable[Line]) -> int:
    """Minutes of all items together, as far as they have some."""
    return sum(_length(head, subs) or _sum(subs) for head, *subs in _groups(lines))


def _groups(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Each item with those below it. What has no item above it is one."""
    group: list[Line] = []
    for line in lines:
        if group and line.level != SUB:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _length(head: Line, subs: Sequence[Line]) -> int | None:
    """Its own, or what those below it take together if that is longer, or if it has none."""
    if head.minutes:
        return max(head.minutes, _sum(subs))
    return _sum(subs) if subs and all(sub.minutes for sub in subs) else None


def _sum(subs: Sequence[Line]) -> int:
    return sum(sub.minutes or 0 for sub in subs)


def _after(moment: int | None, minutes: int | None) -> int | None:
    return moment + minutes if moment is not None and minutes else None
