"""Lines of a file as somebody might have typed them: numbers that the program gave by itself, tables with bars. Tables
in which a decree is only laid out (Menimbang, colon, words) are taken apart."""

from collections.abc import Iterable, Iterator

from decrees.drafting.intake.marks import begins_something
from decrees.text import ordinal
from forum.documents.office.intake import Line, Look
from minutes.text.tables import with_bars

INDENT = "  "
Cells = tuple[tuple[Line, ...], ...]


def typed_lines(lines: Iterable[Line]) -> list[str]:
    return [typed for line in lines for typed in _typed(line)]


def _typed(line: Line) -> Iterator[str]:
    if line.look is not Look.TABLE:
        yield _words(line)
    elif all(sum(bool(cell) for cell in row) < 2 for row in line.rows) or any(
        begins_something(_words(first)) for row in line.rows for cell in row for first in cell[:1]
    ):
        for row in line.rows:
            yield from _laid_out(row)
    else:
        cells = [[" ".join(_flat(cell)) for cell in row] for row in line.rows]
        yield from with_bars(row for row in cells if any(row)).splitlines()


def _words(line: Line) -> str:
    if line.look is not Look.ITEM:
        return line.text
    mark = line.mark or ordinal(line.number)
    return f"{INDENT * (line.level - 1)}{mark} {line.text}".rstrip()


def _flat(cell: Iterable[Line]) -> Iterator[str]:
    for line in cell:
        if line.look is Look.TABLE:
            yield from (words for row in line.rows for inner in row for words in _flat(inner))
        else:
            yield _words(line).strip()


def _laid_out(row: Cells) -> Iterator[str]:
    """Label, colon and number stand before the first line of the words; the lines after it are lines of their own."""
    before: list[str] = []
    for cell in row:
        lines = [words for line in cell for words in _typed(line)]
        if len(lines) > 1:
            yield " ".join([*before, lines[0].strip()])
            yield from lines[1:-1]
            before = [lines[-1]]
        else:
            before += [lines[0] if not before else lines[0].strip()] if lines else []
    if before:
        yield " ".join(before)
