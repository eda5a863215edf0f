"""Text that people type: how it is kept, whether it says anything, and where it enters records."""

from forum.models.typed.blanks import BLANKS, is_blank, says_something
from forum.models.typed.cleaning import clean_line, clean_lines, clean_markup, folded, printable, words_of
from forum.models.typed.records import NOTHING_SAID, TypedText, require_words

__all__ = [
    "BLANKS",
    "NOTHING_SAID",
    "TypedText",
    "clean_line",
    "clean_lines",
    "clean_markup",
    "folded",
    "is_blank",
    "printable",
    "require_words",
    "says_something",
    "words_of",
]
