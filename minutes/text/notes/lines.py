"""One line of notes: a heading, what was said and by whom, an input, a decision, a point, a row of a table, something
to be done.

The mark at its beginning says what it is: `#` heading, `+` input, `!` decision, `-` point, `--` a point below it, `|`
row of a table, `@` something to be done; none: what was said, by an organisation where its name and a colon come
first. `KESATU:` begins a decision, too; `Hadir:`, `Izin:` and their like say who came.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from minutes.text.notes.due import due_in
from minutes.text.notes.present import Came, read_present

# Folded name or short name of an organisation → its key. A name that two of them have is not in it.
Names: TypeAlias = Mapping[str, int]


class Kind(StrEnum):
    HEADING = "heading"
    TALK = "talk"
    STATEMENT = "statement"
    INPUT = "input"
    DECISION = "decision"
    POINT = "point"
    ROW = "row"
    ATTENDANCE = "attendance"
    ACTION = "action"


MARKS = {"#": Kind.HEADING, "+": Kind.INPUT, "!": Kind.DECISION, "-": Kind.POINT, "•": Kind.POINT, "|": Kind.ROW}
_DASHES = re.compile("-{1,4}|•")
ORDINAL = re.compile(
    r"KE(?:SATU|DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN|SEMBILAN|SEPULUH|SEBELAS|(?:\w+ ){1,2}BELAS)\s*:"
)
_AT = re.compile(r"(?<![\w@])@(?=\w)")
_WORD_END = re.compile(r"\S+")
LONGEST_SPEAKER, LONGEST_NAME = 120, 8  # letters, words


@dataclass(frozen=True, slots=True)
class Line:
    """`organisation`: who said it or gave it. `unknown`: names behind an @ that nobody has; they stay in the text.
    `unread`: until when, in words that name no day. `level`: 2 of a point that stands below another."""

    kind: Kind
    text: str
    organisation: int | None = None
    office: str = ""
    owners: tuple[int, ...] = ()
    due: datetime.date | None = None
    unknown: tuple[str, ...] = ()
    unread: str = ""
    level: int = 1
    came: tuple[Came, ...] = ()

    @property
    def is_finished(self) -> bool:
        """Something to be done needs somebody who does it; so does coming."""
        named = {Kind.ACTION: self.owners, Kind.ATTENDANCE: self.came}
        return bool(self.text) and bool(named.get(self.kind, True))


def folded(name: str) -> str:
    return " ".join(name.casefold().split())


def read_line(typed: str, names: Names, today: datetime.date) -> Line:
    """`today` is the day of the meeting."""
    text = " ".join(typed.split())
    kind = MARKS.get(text[:1])
    if kind == Kind.ROW:
        return Line(kind, text)
    if kind == Kind.POINT:
        return _point(text)
    if kind == Kind.INPUT:
        return _attributed(Line(kind, text[1:].strip()), names)
    if kind:
        return Line(kind, text[1:].strip())
    if ORDINAL.match(text):
        return Line(Kind.DECISION, text)
    return _present(text, names) or _action(text, names, today) or _said(text, names)


def _present(text: str, names: Names) -> Line | None:
    read = read_present(text, names)
    return Line(Kind.ATTENDANCE, text, came=read[0], unknown=read[1]) if read else None


def _point(text: str) -> Line:
    dashes = _DASHES.match(text)[0]  # type: ignore[index]
    return Line(Kind.POINT, text[len(dashes) :].strip(), level=len(dashes))


def _said(text: str, names: Names) -> Line:
    line = _attributed(Line(Kind.TALK, text, unknown=tuple(_unknown(text, names))), names)
    return replace(line, kind=Kind.STATEMENT) if line.organisation else line


def _attributed(line: Line, names: Names) -> Line:
    """ "BI: …" and "Ketua, BI: …": who speaks, if it is somebody we know."""
    speaker, colon, said = line.text.partition(":")
    office, _comma, name = speaker.rpartition(",")
    key = names.get(folded(name)) if colon and len(speaker) <= LONGEST_SPEAKER else None
    if key is None or not said.strip():
        return line
    return replace(line, text=said.strip(), organisation=key, office=office.strip())


def _action(text: str, names: Names, today: datetime.date) -> Line | None:
    """Something to be done: it begins with an @, or names somebody we know behind one."""
    found = list(_named(text, names))
    owners = tuple(dict.fromkeys(key for *_place, key in found if key is not None))
    if not owners and not text.startswith("@"):
        return None
    due = due_in(text, today)
    unknown = tuple(text[start + 1 : end] for start, end, key in found if key is None)
    kept = _without(text, found, (due.start, due.end) if due and due.day else None)
    line = Line(Kind.ACTION, kept, owners=owners, unknown=unknown)
    return replace(line, due=due.day, unread="" if due.day else due.said) if due else line


def _without(text: str, found: list[tuple[int, int, int | None]], due: tuple[int, int] | None) -> str:
    """The names at the beginning and the day at the end are said by what the line becomes; within it they stay."""
    if due and not text[due[1] :].strip(" .;,)"):
        text = text[: due[0]].rstrip(" ,;")
    begin, bare = 0, []
    for start, end, key in found:
        if key is None or end > len(text):
            continue
        if not text[begin:start].strip(" ,:&") or text[begin:start].strip(" ,:&") == "dan":
            begin = end
        else:
            bare.append(start)
    kept = "".join(letter for place, letter in enumerate(text) if place >= begin and place not in bare)
    return kept.strip(" ,:")


def _unknown(text: str, names: Names) -> Iterator[str]:
    return (text[start + 1 : end] for start, end, key in _named(text, names) if key is None)


def _named(text: str, names: Names) -> Iterator[tuple[int, int, int | None]]:
    """Where each @ begins and its name ends, and whose it is: the longest name that we know, else one word."""
    for at in _AT.finditer(text):
        words = list(_WORD_END.finditer(text, at.end()))[:LONGEST_NAME]
        for word in reversed(words):
            end = at.end() + len(text[at.end() : word.end()].rstrip(".,:;!?)"))
            key = names.get(folded(text[at.end() : end]))
            if key is not None:
                yield at.start(), end, key
                break
        else:
            yield at.start(), at.end() + len(words[0][0].rstrip(".,:;!?)")), None
