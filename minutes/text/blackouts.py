"""Words of minutes that only the internal edition has: the text as the public reads it.

Blacked out words are so wherever they stand in these minutes, whatever row was meant, in capitals or not, with other
white space, and across a change of letters. A row where they do not stand word for word any more (another edition, a
correction) goes as a whole: it may say the same in other words.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from minutes.text.grounds import mark_of

_TAG = re.compile(r"(<[^>]*>)")
_EMPTY = re.compile(r"<(\w+)(?:\s[^>]*)?></\1>")
# What stands within a line; any other tag ends a word.
_INLINE = re.compile(r"</?(?:a|b|strong|i|em|u|span|sub|sup|mark|code)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """`whole`: all of the row, whatever it says. `part` names the row as `HiddenPart` does."""

    part: str
    quote: str
    whole: bool
    ground: str

    @property
    def mark(self) -> str:
        return mark_of(self.ground)


@dataclass(frozen=True, slots=True)
class Blackout:
    passages: tuple[Passage, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.passages)

    def words(self, text: str) -> str:
        """What stands outside the rows: a remark, a name, a title."""
        for start, end, mark in reversed(self._places(text)):
            text = text[:start] + mark + text[end:]
        return text

    def row(self, part: str, text: str) -> str:
        return self.taking_all(part, text) or self.words(text)

    def markup(self, part: str, markup: str) -> str:
        """The same for rich text."""
        pieces = _TAG.split(markup)
        joined, at = _joined(pieces)
        if mark := self.taking_all(part, joined):
            return f"<p>{html.escape(mark)}</p>"
        places = self._places(joined)
        return _cut(pieces, at, places) if places else markup

    def taking_all(self, part: str, text: str) -> str:
        """The mark, if all of the row goes."""
        mine = (one for one in self.passages if one.part == part)
        return next((one.mark for one in mine if one.whole or not _pattern(one.quote).search(text)), "")

    def deeply(self, value: Any) -> Any:
        """Every string in plain values."""
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, dict):
            return {key: self.deeply(one) for key, one in value.items()}
        return [self.deeply(one) for one in value] if isinstance(value, list | tuple) else value

    def _places(self, text: str) -> list[tuple[int, int, str]]:
        """In order; where two overlap they are one, with the mark of the first."""
        found = [(*m.span(), one.mark) for one in self.passages for m in _pattern(one.quote).finditer(text)]
        places: list[tuple[int, int, str]] = []
        for start, end, mark in sorted(found):
            if places and start < places[-1][1]:
                first, last, told = places.pop()
                places.append((first, max(last, end), told))
            else:
                places.append((start, end, mark))
        return places


def stands_in(quote: str, text: str) -> bool:
    return bool(_pattern(quote).search(text))


def words_of_markup(markup: str) -> str:
    return _joined(_TAG.split(markup))[0]


@lru_cache(maxsize=512)
def _pattern(quote: str) -> re.Pattern[str]:
    letters = [letter for letter in quote if not letter.isspace()]
    before = r"(?<!\w)" if letters[0].isalnum() else ""
    after = r"(?!\w)" if letters[-1].isalnum() else ""
    return re.compile(before + r"\s*".join(map(re.escape, letters)) + after, re.IGNORECASE)


def _joined(pieces: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The words without tags, and of each letter its piece and its place there; (-1, 0) where a tag ends a line."""
    letters: list[str] = []
    at: list[tuple[int, int]] = []
    for n, piece in enumerate(pieces):
        if n % 2 and not _INLINE.match(piece):
            letters.append("\n")
            at.append((-1, 0))
        elif not n % 2:
            words = html.unescape(piece)
            letters.extend(words)
            at.extend((n, place) for place in range(len(words)))
    return "".join(letters), at


def _cut(pieces: list[str], at: list[tuple[int, int]], places: Iterable[tuple[int, int, str]]) -> str:
    """The mark stands where the words began; what they took of later pieces goes."""
    kept = [list(html.unescape(piece)) if not n % 2 else [piece] for n, piece in enumerate(pieces)]
    for start, end, mark in places:
        taken = [place for place in at[start:end] if place[0] >= 0]
        for n, place in taken:
            kept[n][place] = ""
        n, place = taken[0]
        kept[n][place] = mark
    written = [piece[0] if n % 2 else html.escape("".join(piece), quote=False) for n, piece in enumerate(kept)]
    return _without_empty("".join(written))


def _without_empty(markup: str) -> str:
    while (less := _EMPTY.sub("", markup)) != markup:
        markup = less
    return markup
