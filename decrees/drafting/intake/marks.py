"""By which words and marks the parts of a decree are known."""

import re
from typing import NamedTuple

from decrees.text import ordinal

PARTS = {"menimbang": "recital", "mengingat": "citation", "memperhatikan": "regard"}
MOST_DIKTUMS = 99
_ORDINALS = {ordinal(n): n for n in range(1, MOST_DIKTUMS + 1)} | {"PERTAMA": 1}
_PART = re.compile(r"(menimbang|mengingat|memperhatikan)\b\s*(?::|$)\s*(.*)", re.IGNORECASE)
_ENACTS = re.compile(r"(?:dengan\s+persetujuan\s+bersama\s*)?m\s?e\s?m\s?u\s?t\s?u\s?s\s?k\s?a\s?n\s*:?", re.IGNORECASE)
_TITLE = re.compile(r"menetapkan\b\s*(?::|$)", re.IGNORECASE)
_DIKTUM = re.compile(rf"({'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\b\s*(?::|\.|$)?\s*(.*)")
_ANNEX = re.compile(
    r"lampiran(?:\s+[ivx]{1,5}|\s+\d{1,2})?\s*:?(?:\s+(?:keputusan|peraturan|surat)\b.*)?", re.IGNORECASE
)
_SIGNED = re.compile(r"(?:ditetapkan|dikeluarkan|diundangkan)\s+(?:di|pada)\b", re.IGNORECASE)
_COPIES = re.compile(r"(?:tembusan|salinan)\b[^:]{0,60}:?$", re.IGNORECASE)
_ANNEX_HEAD = re.compile(r"(?:keputusan|peraturan|nomor|tanggal|tentang|lampiran)\b", re.IGNORECASE)
_MARK = re.compile(
    r"(?P<open>\()?(?:(?P<number>\d{1,3})|(?P<letter>([a-z])\4?)|(?P<roman>[ivx]{2,5}))(?P<close>[.)])\s+"
    r"|(?P<bullet>[-–•·●▪◦\uF0B7\uF0A7])\s+"
)


class Mark(NamedTuple):
    """`style` tells 1. from 1) and a.; `label` is what is typed."""

    style: str
    label: str
    rest: str


def read_mark(line: str) -> Mark | None:
    found = _MARK.match(line)
    if not found or not line[found.end() :].strip():
        return None
    kind = "bullet" if found["bullet"] else "number" if found["number"] else "letter"
    style = f"{kind}{found['open'] or ''}{found['close'] or ''}"
    return Mark(style, found[0].strip(), line[found.end() :].strip())


def part_begun(line: str) -> tuple[str, str] | None:
    """Recital, citation or regard, and what stands behind the label."""
    found = _PART.match(line)
    return (PARTS[found[1].lower()], found[2]) if found else None


def diktum_begun(line: str) -> tuple[str, str] | None:
    """KESATU and the like, and what stands behind it."""
    found = _DIKTUM.match(line)
    return (found[1], found[2]) if found else None


def enacts(line: str) -> bool:
    return bool(_ENACTS.fullmatch(line))


def names_the_decree(line: str) -> bool:
    """Menetapkan: the title once more."""
    return bool(_TITLE.match(line))


def begins_annex(line: str) -> bool:
    return bool(_ANNEX.fullmatch(line)) and line[:8].isupper()


def heads_annex(line: str) -> bool:
    return bool(_ANNEX_HEAD.match(line))


def is_signed(line: str) -> bool:
    return bool(_SIGNED.match(line))


def begins_copies(line: str) -> bool:
    return bool(_COPIES.match(line))


def begins_something(line: str) -> bool:
    """Whether a table in which this stands is there for the layout alone."""
    known = (part_begun, diktum_begun, enacts, names_the_decree, is_signed, begins_copies)
    return any(begun(line) for begun in known)
