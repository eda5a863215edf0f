"""What lines of notes become in the minutes."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from minutes.text.notes.lines import Kind, Line

MARKS = "#+!-•@ "


@dataclass(frozen=True, slots=True)
class Part:
    """`key` is that of the row it began with. A decision has its points in its text, one on each line."""

    key: str
    kind: Kind
    text: str
    organisation: int | None = None
    office: str = ""
    owners: tuple[int, ...] = ()
    due: datetime.date | None = None


def parts_of(lines: Iterable[tuple[str, str, Line]]) -> list[Part]:
    """From row, what was typed, and what that means, in order. Something to be done by nobody whom we know becomes what
    was said, as it was typed; a mark without words becomes nothing."""
    parts: list[Part] = []
    for key, typed, line in lines:
        if not typed.strip(MARKS):
            continue
        above = parts[-1] if parts else None
        if line.kind == Kind.POINT and above and above.kind == Kind.DECISION:
            parts[-1] = replace(above, text=f"{above.text}\n{_letter(above.text)}. {line.text}")
        elif line.is_finished:
            parts.append(Part(key, line.kind, line.text, line.organisation, line.office, line.owners, line.due))
        else:
            parts.append(Part(key, Kind.TALK, typed))
    return parts


def _letter(text: str) -> str:
    """a, b, c … for the point that follows so many; after z numbers."""
    count = text.count("\n")
    return chr(ord("a") + count) if count < 26 else str(count + 1)
