"""Texts as words to compare: one letter of a private alphabet per word, so that string search compares words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from decrees.text.folding import fold_typography

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
# Scripts without spaces: every character is a word.
_SINGLE = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_SINGLE}]|[^\W{_SINGLE}]+(?:[{_MARKS}]+[^\W{_SINGLE}]*)*")
_BREAK = re.compile(r"\n(?:[^\S\n]*\n)+")
_UNITS = "SATU|PERTAMA|DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN|SEMBILAN|SEPULUH|SEBELAS"
_ENUMERATOR = re.compile(
    rf"^[^\S\n]*(?:[#>*•·–—-]+[^\S\n]+)*"
    rf"(?:\(?(?:\d+(?:\.\d+)*[a-z]{{0,2}}|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)[.)](?=\s|$)"
    rf"|\d+(?:\.\d+)+(?=\s)"
    rf"|KE(?:{_UNITS})(?:[^\S\n]+(?:BELAS|PULUH))?(?:[^\S\n]+(?:{_UNITS}))?(?=[\s:.]|$))",
    re.MULTILINE,
)
ENUMERATOR = "\x01"
_FIRST_LETTER = 0x100
_SURROGATES = range(0xD800, 0xE000)

Clauses = Sequence[tuple[str, str]]


class Alphabet(dict[str, str]):
    """Gives each distinct word its letter, and remembers paragraphs; both texts of a pair share one alphabet."""

    def __init__(self) -> None:
        super().__init__()
        self._letters: dict[str, str] = {}
        self._paragraphs: dict[str, Paragraph] = {}

    def read(self, text: str) -> "Paragraph":
        """Most paragraphs stand in both texts, and are taken apart once."""
        if text not in self._paragraphs:
            self._paragraphs[text] = _paragraph(text, self)
        return self._paragraphs[text]

    def __missing__(self, word: str) -> str:
        folded = word.lower() if word.isascii() else fold_typography(word)
        self[word] = letter = self._letters.setdefault(folded, self._next())
        return letter

    def _next(self) -> str:
        code = _FIRST_LETTER + len(self._letters)
        return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))


class Paragraph(NamedTuple):
    """Where its words start and end, and their letters; `lead` of them count it, and read `number`."""

    starts: list[int]
    ends: list[int]
    line: str
    lead: int
    number: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text and its words `first` to `last`; `lead` of them count it, and read `number`."""

    start: int
    end: int
    first: int
    last: int
    lead: int
    number: str
    key: str
    clause: tuple[str, int] | None = None

    @property
    def size(self) -> int:
        return self.last - self.first


@dataclass(frozen=True)
class Text:
    """A text, where its words start and end, and the letters that stand for them."""

    raw: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    line: str
    blocks: tuple[Block, ...]

    def words_in(self, start: int, end: int) -> range:
        """The words that the span touches."""
        return range(bisect_left(self.ends, start + 1), bisect_left(self.starts, end))

    @cached_property
    def block_of(self) -> tuple[int, ...]:
        return tuple(number for number, block in enumerate(self.blocks) for _ in range(block.size))

    def between(self, at: int) -> tuple[int, int]:
        """The stretch without words before word `at`."""
        return self.ends[at - 1] if at else 0, self.starts[at] if at < len(self.starts) else len(self.raw)

    def uncounted(self, start: int, end: int) -> str:
        """The text of a span without its enumerators."""
        pieces = []
        for at in self.words_in(start, end):
            if self.line[at] == ENUMERATOR:
                pieces.append(self.raw[start : max(start, self.starts[at])])
                start = min(end, self.ends[at])
        return "".join(pieces) + self.raw[start:end]

    def is_same_block(self, one: int, other: int) -> bool:
        within = min(one, other) >= 0 and max(one, other) < len(self.starts)
        return within and self.block_of[one] == self.block_of[other]


def _paragraphs(text: str, offset: int = 0) -> Iterable[tuple[int, int]]:
    start = 0
    for gap in _BREAK.finditer(text):
        yield offset + start, offset + gap.start()
        start = gap.end()
    yield offset + start, offset + len(text)


def joined(source: str | Clauses) -> str:
    return source if isinstance(source, str) else "\n\n".join(text for _, text in source)


def _ranges(source: str | Clauses) -> Iterable[tuple[int, int, tuple[str, int] | None]]:
    if isinstance(source, str):
        yield from ((start, end, None) for start, end in _paragraphs(source))
        return
    offset = 0
    for name, text in source:
        for number, (start, end) in enumerate(_paragraphs(text, offset)):
            yield start, end, (name, number)
        offset += len(text) + 2


def _spans(raw: str) -> tuple[list[tuple[int, int]], set[int]]:
    """The words, an enumerator as one, and where the enumerators begin."""
    spans = [match.span() for match in _WORD.finditer(raw)]
    starts = [start for start, _ in spans]
    counted = set()
    for match in reversed(list(_ENUMERATOR.finditer(raw))):
        first, last = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        spans[first:last] = [(spans[first][0], spans[last - 1][1])]
        counted.add(spans[first][0])
    return spans, counted


def _paragraph(text: str, alphabet: Alphabet) -> Paragraph:
    spans, counted = _spans(text)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    letters = [ENUMERATOR if start in counted else alphabet[text[start:end]] for start, end in spans]
    line = "".join(letters)
    lead = len(line) - len(line.lstrip(ENUMERATOR))
    number = text[: starts[lead] if lead < len(line) else len(text)].strip() if lead else ""
    return Paragraph(starts, ends, line, lead, number)


def read(source: str | Clauses, alphabet: Alphabet) -> Text:
    raw = joined(source)
    starts: list[int] = []
    ends: list[int] = []
    blocks, lines = [], []
    for start, end, clause in _ranges(source):
        paragraph = alphabet.read(raw[start:end])
        first, count, lead = len(starts), len(paragraph.line), paragraph.lead
        starts += [start + at for at in paragraph.starts]
        ends += [start + at for at in paragraph.ends]
        lines.append(paragraph.line)
        if count:
            key = paragraph.line[lead:]
            blocks.append(Block(start, end, first, first + count, lead, paragraph.number, key, clause))
    return Text(raw, tuple(starts), tuple(ends), "".join(lines), tuple(blocks))
