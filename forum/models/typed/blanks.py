"""Whether a text shows anything, and whether it says anything."""

import re
import unicodedata

# First and last code point of what leaves the paper white: white space, control and format characters, and the letters
# and symbols that print nothing (Hangul fillers, the empty Braille cell). The database's triggers hold a copy
# (decrees/models/triggers.py): whoever changes this makes them anew in a migration.
BLANKS: tuple[tuple[int, int], ...] = (
    (0x00, 0x20), (0x7F, 0xA0), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x1680, 0x1680),
    (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F), (0x2800, 0x2800),
    (0x3000, 0x3000), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFC),
    (0x1BCA0, 0x1BCA3), (0x1D159, 0x1D159), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_SHOWN = re.compile("[^" + "".join(f"{chr(first)}-{chr(last)}" for first, last in BLANKS) + "]")
_SAYING = ("L", "N", "S")  # letters, digits, symbols; punctuation alone says nothing


def is_blank(text: str) -> bool:
    """Nothing can be seen of it."""
    return _SHOWN.search(text) is None


def says_something(text: str) -> bool:
    """At least one letter, digit or symbol can be seen. What is required must say something."""
    return any(unicodedata.category(shown).startswith(_SAYING) for shown in _SHOWN.findall(text))
