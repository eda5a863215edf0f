"""Lines of a file as somebody might have typed them into notes: marks for headings and points, bars for tables."""

from collections.abc import Iterable, Iterator

from forum.documents.office.intake import BULLET, Line, Look
from minutes.text.tables import with_bars

DEEPEST, LONGEST_HEADING = 4, 200


def typed_lines(lines: Iterable[Line]) -> list[str]:
    """An empty line parts two tables, which would be one."""
    typed: list[str] = []
    for line in lines:
        if line.look is Look.TABLE:
            cells = [[" ".join(_flat(cell)) for cell in row] for row in line.rows]
            typed += ["", *with_bars(row for row in cells if any(row)).splitlines(), ""]
        else:
            typed.append(_typed(line))
    return typed


def _typed(line: Line) -> str:
    if line.look is Look.HEADING and len(line.text) <= LONGEST_HEADING:
        return f"# {line.text}"
    if line.look is not Look.ITEM:
        return line.text
    mark = "" if line.mark == BULLET else line.mark or f"{line.number}."
    words = f"{mark} {line.text}".strip()
    is_lettered = mark and not mark[0].isdecimal()
    return words if is_lettered and line.level == 1 else f"{'-' * min(line.level, DEEPEST)} {words}"


def _flat(cell: Iterable[Line]) -> Iterator[str]:
    for line in cell:
        if line.look is Look.TABLE:
            yield from (words for row in line.rows for inner in row for words in _flat(inner))
        else:
            yield f"{line.mark} {line.text}".strip()
