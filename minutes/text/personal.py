"""Personal data that slipped into a text: numbers of identity cards and civil servants, telephones, e-mail, addresses.

Where a number has a date inside, the date must be one: amounts and numbers of decrees and books have none."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["nik", "nip", "phone", "email", "address"]


@dataclass(frozen=True, slots=True)
class Finding:
    kind: Kind
    start: int
    end: int
    words: str


def find(text: str) -> list[Finding]:
    """In the order of the text; of two that overlap the longer."""
    found = sorted(_all(text), key=lambda one: (one.start - one.end, one.start))
    kept: list[Finding] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _all(text: str) -> Iterator[Finding]:
    for kind, pattern, holds in _SOUGHT:
        for match in pattern.finditer(text):
            if holds(match.group()) and not _BEFORE.search(text, max(0, match.start() - 8), match.start()):
                yield Finding(kind, *match.span(), match.group())


# What says of a number that it is none of a person.
_BEFORE = re.compile(r"(?:Rp\.?|IDR|IS[BS]N:?|[$€])\s*\Z", re.IGNORECASE)
_ALONE = r"(?<![\w])(?<!\d[.,/-])", r"(?![\w]|[.,/-]\d)"


def _digits(words: str) -> str:
    return "".join(letter for letter in words if letter.isdecimal())


def _is_nik(words: str) -> bool:
    """Province, then the day of birth (women 40 more), month, year; then a number that begins with 1."""
    digits = _digits(words)
    day, month = int(digits[6:8]), int(digits[8:10])
    day -= 40 if day > 40 else 0
    has_date = _is_date(2000, month, day)  # a leap year: the century is not told
    return 11 <= int(digits[:2]) <= 97 and has_date and digits[12:] != "0000"


def _is_nip(words: str) -> bool:
    """Day of birth, month of the appointment, 1 for men and 2 for women, a number."""
    digits = _digits(words)
    born, year, month = digits[:8], int(digits[8:12]), int(digits[12:14])
    is_born = 1920 <= int(born[:4]) <= 2100 and _is_date(int(born[:4]), int(born[4:6]), int(born[6:]))
    return is_born and int(born[:4]) < year <= 2100 and 1 <= month <= 12 and digits[14] in "12"


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_phone(words: str) -> bool:
    digits = _digits(words)
    national = digits.removeprefix("62").removeprefix("0")
    return 8 <= len(national) <= 12


def _always(words: str) -> bool:
    return True


_NIK = r"(?:\d{6}[ .-]?\d{6}[ .-]?\d{4}|\d{4}(?:[ -]\d{4}){3})"
_NIP = r"\d{8}[ .-]?\d{6}[ .-]?\d[ .-]?\d{3}"
_MOBILE = rf"{_ALONE[0]}(?:62[ .-]?|0)8\d{{1,2}}"
_ABROAD = r"(?<!\w)\+62[ .-]?(?:\(0\))?\d{2,3}"
_PHONE = rf"(?:{_MOBILE}|{_ABROAD})(?:[ .-]?\d{{2,5}}){{2,4}}{_ALONE[1]}"
_EMAIL = r"(?<![\w.+-])[\w+-][\w.+-]*@[\w-]+(?:\.[\w-]+)+"
_STREET = r"\b(?:J(?:ln?|alan)|G(?:g|ang)|Perum(?:ahan)?|Komplek|Dusun|Dsn)\b\.?"
_NAME = r"[A-Z0-9][\w'’.-]*"
_HOUSE = r"(?:[Nn]o(?:mor|\.)?\s*\d+\s?[A-Za-z]?\b|[Bb]lok\s+[A-Z0-9]+\b)"
_RT = r"RT\.?\s*0*\d{1,3}\s*(?:[/,]|dan)?\s*RW\.?\s*0*\d{1,3}"
_ADDRESS = rf"{_STREET}(?:\s+{_NAME}){{1,6}},?\s+{_HOUSE}(?:,?\s+{_RT})?|(?<!\w){_RT}(?!\w)"
_SOUGHT: list[tuple[Kind, re.Pattern[str], Callable[[str], bool]]] = [
    ("nik", re.compile(f"{_ALONE[0]}{_NIK}{_ALONE[1]}"), _is_nik),
    ("nip", re.compile(f"{_ALONE[0]}{_NIP}{_ALONE[1]}"), _is_nip),
    ("phone", re.compile(_PHONE), _is_phone),
    ("email", re.compile(_EMAIL), _always),
    ("address", re.compile(_ADDRESS), _always),
]
