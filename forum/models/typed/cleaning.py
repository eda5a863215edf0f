"""The one cleaning of what is typed, pasted or read from a file, where it enters.

Word separates lines by a vertical tab, other programs by a form feed or U+2028: in `clean_lines` they are line ends, in
`clean_line` spaces, as are the separators of old data files, so that no two words become one. Other control characters,
what turns the direction of reading around, and what no file can hold go; Word's bullets become characters. All else
stays, also what joins emoji and Javanese letters.
"""

import html
import re
import unicodedata

from forum.models.typed.blanks import is_blank
from forum.models.typed.bullets import plain_bullets

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SEPARATOR = re.compile("[\x1c-\x1f]")
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def folded(text: str) -> str:
    """The same for the same words, whatever the capitals and spaces."""
    return " ".join(text.casefold().split())


def clean_line(text: str) -> str:
    """For a field of one line."""
    return _kept(printable(text, line_end=" ").replace("\t", " "))


def clean_lines(text: str) -> str:
    """For a field of several lines, which end in line feeds."""
    return _kept(printable(text))


def clean_markup(markup: str) -> str:
    """For rich text, whose lines are its elements. Blank if all of its words are."""
    cleaned = _kept(printable(markup, line_end=" "))
    return "" if is_blank(words_of(cleaned)) else cleaned


def printable(text: str, *, line_end: str = "\n") -> str:
    """For files and feeds, also of texts that were stored before they were cleaned: what every format can hold."""
    return _HARMFUL.sub("", _SEPARATOR.sub(" ", _LINE_END.sub(line_end, plain_bullets(text))))


def words_of(markup: str) -> str:
    """Rich text without its marks; a picture or a line counts as a word."""
    return html.unescape(re.sub(r"<[^<>]*>", " ", re.sub(r"<(embed|img|hr)\b[^<>]*>", " = ", markup)))


def _kept(text: str) -> str:
    """Accents composed, nothing around it; a text of which nothing can be seen is none."""
    text = unicodedata.normalize("NFC", text).strip()
    return "" if is_blank(text) else text
