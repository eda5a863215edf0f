"""A table of a discussion as text: a line for each row, cells parted by tabs; the first row is its head.

Between two cells stands white space alone, so that words chosen on a page, which has tabs there too, are found in it.
"""

import re
from collections.abc import Iterable

Rows = list[list[str]]

_BAR = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r"[\s|:-]*-[\s|:-]*")


def read_table(text: str) -> Rows:
    """As it is stored or pasted, with tabs; or as it is typed, with bars: `| Target | 2017 |`. All rows are as long as
    the longest."""
    rows = [_cells(line) for line in text.splitlines() if not _RULER.fullmatch(line)]
    rows = [row for row in rows if any(row)]
    longest = max(map(len, rows), default=0)
    return [row + [""] * (longest - len(row)) for row in rows]


def table_text(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def with_bars(rows: Iterable[Iterable[str]]) -> str:
    """To be typed over: a tab leaves a field."""
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


def table_words(text: str) -> str:
    return " ".join(cell for row in read_table(text) for cell in row if cell)


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [" ".join(cell.split()) for cell in line.split("\t")]
    bare = line.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [" ".join(cell.replace("\\|", "|").split()) for cell in _BAR.split(bare)]
