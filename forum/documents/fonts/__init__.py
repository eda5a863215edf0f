"""The typefaces of the PDF, which are shipped with the product, and the characters that none of them has."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from forum.documents.fonts.glyphs import characters_of

FOLDER = Path(__file__).parent
# In the order in which they are tried. The first has the widths of Bookman Old Style, which is prescribed but not free.
FAMILIES = (
    "TeX Gyre Bonum",
    "Noto Sans Javanese",
    "Noto Sans Balinese",
    "Noto Sans Sundanese",
    "Noto Sans Batak",
    "Noto Sans Buginese",
    "DejaVu Sans",
)
MISSING = "□"
# Zero-width space, word joiner, soft hyphen: a PDF would carry them inside the words that are copied and searched.
_UNSEEN = re.compile("[\u200b\u2060\u00ad]")
MM_PER_POINT = 25.4 / 72


def _paths() -> list[Path]:
    return sorted(path for path in FOLDER.rglob("*") if path.suffix in (".otf", ".ttf"))


@lru_cache(maxsize=1)
def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in _paths()}


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    return frozenset().union(*map(characters_of, _paths()))


def _has_form(character: str) -> bool:
    """Private characters have none: what a face shows there is its own affair."""
    return character == "\n" or (ord(character) in _characters() and unicodedata.category(character) != "Co")


def _is_invisible(character: str) -> bool:
    """Joins or varies its neighbours, such as the skin of an emoji."""
    return unicodedata.category(character) in ("Cf", "Sk") or unicodedata.name(character, "").startswith("VARIATION")


def without_form(text: str) -> list[str]:
    """The characters that no typeface has, each once, in the order of the text."""
    lacking = dict.fromkeys(character for character in text if not _has_form(character))
    return [character for character in lacking if not _is_invisible(character)]


def as_printed(text: str) -> str:
    """With a mark in the place of each character that no typeface has."""
    return "".join(c if _has_form(c) else "" if _is_invisible(c) else MISSING for c in _UNSEEN.sub("", text))


@lru_cache(maxsize=1)
def _face() -> ImageFont.FreeTypeFont:
    path = FOLDER / "bonum" / "texgyrebonum-regular.otf"
    return ImageFont.truetype(str(path), 1000, layout_engine=ImageFont.Layout.BASIC)


def width_mm(text: str, *, points: float = 12) -> float:
    """Of one line in the first typeface."""
    return _face().getlength(text) / 1000 * points * MM_PER_POINT
