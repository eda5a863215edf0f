"""Whether every word of a file stands in the lines that were read in it: two programs read it, and are compared."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from forum.documents.office.intake.lines import Line

_WORD = re.compile(r"[^\W_]+")
_SOFT_HYPHEN = "\u00ad"


def missed_in(lines: Iterable[Line], said: Iterable[str]) -> list[str]:
    """The paragraphs of which words stand nowhere. One within which a footnote was put is looked for word by word."""
    read = " ".join(_texts(lines))
    whole, known = "".join(_words(read)), Counter(_words(read))
    return [one for one in said if "".join(_words(one)) not in whole and Counter(_words(one)) - known]


def _texts(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield f"{line.mark} {line.text}"
        for row in line.rows:
            for cell in row:
                yield from _texts(cell)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text.replace(_SOFT_HYPHEN, "")).casefold())
