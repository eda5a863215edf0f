"""Text as words, each with the place where it stands."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from search.text.data import MONTHS, SCALES, STOP, TWICE
from search.text.stemming import stems

LONGEST = 60
_MARKS = "'’‘ʼ`´\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TOKEN = re.compile(
    rf"\b(?:per)?(?P<twice>{'|'.join(TWICE)})[- ](?P=twice)(?:an)?\b"
    rf"|(?:[Rr][Pp]\.?\s?)?(?P<number>\d+(?:[.,]\d+)*)(?:\s+(?P<scale>{'|'.join(SCALES)})\b)?(?![^\W_])"
    rf"|(?P<word>[^\W_]+(?:[{_MARKS}][^\W_]+)*)",
    re.IGNORECASE,
)
_DROPPED = str.maketrans("", "", _MARKS)
_DIGIT = re.compile(r"\d")
_INDONESIAN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NUMERIC_DAY = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)\b")
_SORTED_DAY = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_WRITTEN_DAY = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+((?:19|20)\d\d)\b", re.IGNORECASE)


class Word(NamedTuple):
    """`kin` are the terms of what is the same in another form: roots (`~tetap`), parts of a number, a day."""

    text: str
    start: int
    end: int
    kin: frozenset[str] = frozenset()

    @property
    def is_stop(self) -> bool:
        return self.text in STOP


def fold(text: str) -> str:
    """In small letters, without accents and apostrophes."""
    text = text.translate(_DROPPED)
    if text.isascii():  # nearly every word
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(text: str) -> list[Word]:
    days = list(_days(text)) if _DIGIT.search(text) else []
    return [_with_days(word, days) for word in _words(text)] if days else [*_words(text)]


def _words(text: str) -> Iterator[Word]:
    for found in _TOKEN.finditer(text):
        if found["number"]:
            yield _number(found)
        elif found["twice"]:
            yield Word(found["twice"].lower() * 2, found.start(), found.end())
        elif word := fold(found[0])[:LONGEST]:
            yield Word(word, found.start(), found.end(), roots(word))


@lru_cache(maxsize=60_000)
def roots(word: str) -> frozenset[str]:
    """The terms of what it may be a form of."""
    return frozenset(f"~{root}" for root in stems(word))


def _number(found: re.Match[str]) -> Word:
    """`Rp1.250.000.000,00`, `1250000000` and `1,25 miliar` are one amount. Of what is no amount but has points, such as
    the number of a letter, each part is found as well."""
    typed = found["number"][:LONGEST]
    value = _value(typed)
    scale = found["scale"]
    if scale:
        value = (value if value is not None else Decimal(0)) * SCALES[scale.lower()]
    text = typed if value is None else _written(value)
    parts = {part.lstrip("0") or "0" for part in re.split(r"[.,]", typed)} | {typed}
    # What is grouped by points may be no amount; `,00` is none of its parts.
    kin = parts if not scale and (typed.count(".") < 2 or value is None) else {typed}
    return Word(text, found.start(), found.end(), frozenset(kin - {text}))


def _value(typed: str) -> Decimal | None:
    if typed.isdecimal():
        return Decimal(typed) if typed.isascii() else None
    if _INDONESIAN.fullmatch(typed):
        return Decimal(typed.replace(".", "").replace(",", "."))
    return Decimal(typed.replace(",", "")) if _ENGLISH.fullmatch(typed) else None


def _written(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _days(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _NUMERIC_DAY.finditer(text):
        yield *found.span(), _day(found[3], int(found[2]), found[1])
    for found in _SORTED_DAY.finditer(text):
        yield *found.span(), _day(found[1], int(found[2]), found[3])
    for found in _WRITTEN_DAY.finditer(text):
        yield *found.span(), _day(found[3], MONTHS[found[2].lower()], found[1])


def _day(year: str, month: int, day: str) -> str:
    return f"@{year}-{month:02}-{int(day):02}"


def _with_days(word: Word, days: list[tuple[int, int, str]]) -> Word:
    standing = {day for start, end, day in days if start <= word.start < end}
    return Word(word.text, word.start, word.end, word.kin | standing) if standing else word
