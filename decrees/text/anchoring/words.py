"""Texts as words to compare: one letter of a private alphabet per word, so that string search compares words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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
    """Gives each distinct word its letter; both texts of a pair share one alphabet."""

    def __init__(self) -> None:
        super().__init__()
        self._letters: dict[str, str] = {}

    def __missing__(self, word: str) -> str:
        self[word] = letter = self._letters.setdefault(fold_typography(word), self._next())
        return letter

    def _next(self) -> str:
        code = _FIRST_LETTER + len(self._letters)
        return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))


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


def read(source: str | Clauses, alphabet: Alphabet) -> Text:
    raw = joined(source)
    spans, counted = _spans(raw)
    starts, ends = tuple(start for start, _ in spans), tuple(end for _, end in spans)
    letters = [alphabet[raw[start:end]] for start, end in spans]
    for start in counted:
        letters[bisect_left(starts, start)] = ENUMERATOR
    line = "".join(letters)
    return Text(raw, starts, ends, line, tuple(_blocks(source, raw, starts, line)))


def _blocks(source: str | Clauses, raw: str, starts: Sequence[int], line: str) -> Iterator[Block]:
    for start, end, clause in _ranges(source):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first < last:
            lead = last - first - len(line[first:last].lstrip(ENUMERATOR))
            number = raw[start : starts[first + lead] if first + lead < last else end].strip() if lead else ""
            yield Block(start, end, first, last, lead, number, line[first + lead : last], clause)
