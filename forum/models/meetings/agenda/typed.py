"""Agendas typed line by line, as forum settings hold them and as the editor takes them when they are pasted.

`static/js/desk/agenda.js` reads the same (`tests/cases/agenda_lines.json`). Knows no Django.
"""

import re
from typing import NamedTuple

from forum.models.meetings.agenda.outline import LONGEST, MAIN, SUB

MARKS = {
    "decimal": re.compile(r"\d{1,2}\.\d{1,2}[.)]?\s+"),
    "number": re.compile(r"\d{1,2}[.)]\s+"),
    "letter": re.compile(r"[a-z][.)]\s+", re.IGNORECASE),
    "bullet": re.compile(r"[-–•·▪*]\s+"),
}
LENGTH = re.compile(
    r"[\s,:–-]*(?:\(\s*(\d{1,4})\s*\)|\(?\b(\d{1,4})\s*(?:menit|minutes?|min|mnt|['’])\s*\)?|\t(\d{1,4}))$", re.I
)


class Typed(NamedTuple):
    text: str
    level: int
    minutes: int | None


def read_lines(text: str) -> list[Typed]:
    """An item for each line that says something. '1.1', a letter or a dash where the first line has another mark, and
    what is set in further than the first line are sub-items; '(15)' or '15 menit' at the end is the length."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    first, set_in = _mark(lines[0])[0], _set_in(lines[0])
    return [_read(line, first, set_in) for line in lines]


def _read(line: str, first: str, set_in: int) -> Typed:
    mark, bare = _mark(line)
    is_below = mark == "decimal" or _set_in(line) > set_in or (mark in ("letter", "bullet") and mark != first)
    found = LENGTH.search(bare)
    minutes = int(next(filter(None, found.groups()))) if found else 0
    if found and found.start() and 0 < minutes <= LONGEST:
        return Typed(bare[: found.start()].strip(), SUB if is_below else MAIN, minutes)
    return Typed(bare, SUB if is_below else MAIN, None)


def _mark(line: str) -> tuple[str, str]:
    """Its kind, empty for none, and the line without it."""
    bare = line.strip()
    for kind, pattern in MARKS.items():
        if found := pattern.match(bare):
            return kind, bare[found.end() :]
    return "", bare


def _set_in(line: str) -> int:
    return len(line) - len(line.lstrip())
