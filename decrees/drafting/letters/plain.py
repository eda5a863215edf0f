"""Plain text as pieces: lines of one paragraph are joined, columns of a table are told apart."""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from decrees.drafting.letters.columns import is_head
from decrees.drafting.letters.marks import begins_piece, is_closing, mark_of
from decrees.drafting.letters.pieces import Piece, row

_GAP = re.compile(r"\s{2,}|\t")
_CHUNK = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[\s|+=:_-]*")
_ENDS = (".", ":", ";", ".”", '."', ".)")
_SHORT = 0.75  # of the longest line: a paragraph that ends before that and with a stop is over


def from_text(text: str) -> list[Piece]:
    return list(_Reader(text.splitlines()).pieces())


class _Reader:
    def __init__(self, lines: Sequence[str]) -> None:
        self.lines, self.at, self.tables = lines, 0, count(1)
        self.width = max((len(line.strip()) for line in lines), default=0)

    def pieces(self) -> Iterator[Piece]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
            elif line.count("|") > 1:
                yield from self._with_bars(next(self.tables))
            elif is_head(_GAP.split(line.strip())):
                yield from self._in_columns(next(self.tables))
            else:
                yield self._paragraph()

    def _paragraph(self) -> Piece:
        lines = [self.lines[self.at].strip()]
        self.at += 1
        while self.at < len(self.lines) and self._goes_on(lines[-1], self.lines[self.at].strip()):
            lines.append(self.lines[self.at].strip())
            self.at += 1
        return Piece(" ".join(lines))

    def _goes_on(self, before: str, line: str) -> bool:
        if not line or begins_piece(line) or line.count("|") > 1 or is_head(_GAP.split(line)):
            return False
        return not before.endswith(_ENDS) or (len(before) > self.width * _SHORT and not before.endswith(":"))

    def _with_bars(self, table: int) -> Iterator[Piece]:
        while self.at < len(self.lines) and self.lines[self.at].count("|") > 1:
            line = self.lines[self.at].strip()
            self.at += 1
            if _RULE.fullmatch(line):
                yield Piece(line)
            else:
                yield row(line.strip("|").split("|"), table)

    def _in_columns(self, table: int) -> Iterator[Piece]:
        """As a PDF prints them: each cell goes on in the next lines, under its own column."""
        starts = [match.start() for match in _CHUNK.finditer(self.lines[self.at])]
        cells: list[list[str]] = []
        while self.at < len(self.lines) and not self._ends_table(self.lines[self.at], has_rows=len(cells) > 1):
            chunks = list(_chunks(self.lines[self.at], starts))
            self.at += 1
            if chunks and (not cells or _begins_row(chunks, starts)):
                cells.append([""] * len(starts))
            for start, words in chunks:
                column = _column(start, starts)
                cells[-1][column] = f"{cells[-1][column]} {words}".strip()
        yield from (row(each, table) for each in cells)

    @staticmethod
    def _ends_table(line: str, *, has_rows: bool) -> bool:
        words = line.strip()
        alone = len(_CHUNK.findall(line)) == 1
        return has_rows and alone and (is_closing(words) or (begins_piece(words) and not words[0].isdigit()))


def _chunks(line: str, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Where each begins, and its words. A number may fill its column up to the next: "10. Lampiran I"."""
    for match in _CHUNK.finditer(line):
        number, _, words = match[0].partition(" ")
        begins = match.start() + len(number) + 1
        if words and _column(match.start(), starts) == 0 and len(starts) > 1 and starts[1] - 2 <= begins:
            yield match.start(), number
            yield begins, words
        else:
            yield match.start(), match[0]


def _begins_row(chunks: Sequence[tuple[int, str]], starts: Sequence[int]) -> bool:
    start, words = chunks[0]
    number = words.split()[0]
    return _column(start, starts) == 0 and (mark_of(number) is not None or number.isdecimal())


def _column(start: int, starts: Sequence[int]) -> int:
    """The last column that begins no later, or nearly so."""
    return max((number for number, begin in enumerate(starts) if begin <= start + 2), default=0)
