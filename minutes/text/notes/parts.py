"""What lines of notes become in the minutes."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from minutes.text.notes.lines import Kind, Line
from minutes.text.tables import read_table, table_text

MARKS = "#+!-•@| "
INDENT = "\u00a0" * 3  # a page shows it, unlike spaces


@dataclass(frozen=True, slots=True)
class Part:
    """`key` is that of the row it began with. A decision has its points in its text, one on each line; so have points
    of the discussion, behind a tab for each point that one stands below. A table is the text of all its rows."""

    key: str
    kind: Kind
    text: str
    organisation: int | None = None
    office: str = ""
    owners: tuple[int, ...] = ()
    due: datetime.date | None = None
    status: str = ""
    people: int = 0


def parts_of(lines: Iterable[tuple[str, str, Line]]) -> list[Part]:
    """From row, what was typed, and what that means, in order. Something to be done by nobody whom we know becomes what
    was said, as it was typed, and so does a line that says who came and names somebody whom we do not know; a mark
    without words becomes nothing."""
    parts: list[Part] = []
    for key, typed, line in lines:
        if not typed.strip(MARKS):
            continue
        above = parts[-1] if parts else None
        if line.kind == Kind.ATTENDANCE:
            parts += _came(key, line)
        if line.kind == Kind.ATTENDANCE and line.came and not line.unknown:
            continue
        if above and (below := _below(above, line)):
            parts[-1] = replace(above, text=f"{above.text}\n{below}")
        elif line.is_finished and line.kind != Kind.ATTENDANCE:
            text = table_text(read_table(line.text)) if line.kind == Kind.ROW else line.text
            parts.append(Part(key, line.kind, text, line.organisation, line.office, line.owners, line.due))
        else:
            parts.append(Part(key, Kind.TALK, typed))
    return parts


def _came(key: str, line: Line) -> list[Part]:
    """One for each organisation, whose key is part of its own."""
    return [
        Part(
            f"{key}:{one.organisation}",
            Kind.ATTENDANCE,
            "",
            organisation=one.organisation,
            office=one.capacity,
            status=one.status,
            people=one.people,
        )
        for one in line.came
    ]


def _below(above: Part, line: Line) -> str:
    """What the line adds to the part above it; nothing if it is a part of its own."""
    if line.kind == Kind.POINT and above.kind == Kind.DECISION:
        return _decided(above.text, line)
    if line.kind == Kind.POINT and above.kind == Kind.POINT:
        return "\t" * (line.level - 1) + line.text
    return table_text(read_table(line.text)) if line.kind == above.kind == Kind.ROW else ""


def _decided(text: str, point: Line) -> str:
    """a, b, c … after z numbers; below them 1), 2) … A letter that was typed is not put twice."""
    points = text.split("\n")[1:]
    letters = [place for place, one in enumerate(points) if not one.startswith(INDENT)]
    if point.level > 1 and letters:
        return f"{INDENT}{len(points) - letters[-1]}) {point.text}"
    count = len(letters)
    mark = f"{chr(ord('a') + count) if count < 26 else count + 1}. "
    return mark + point.text.removeprefix(mark)
