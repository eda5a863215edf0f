"""What a letter is read as, and what it is cut into."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    TEXT = "text"
    HEADING = "heading"  # by its style in the file
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a row of a table, with the number that stands before it. `table` tells rows of one table from
    those of another."""

    text: str
    look: Look = Look.TEXT
    cells: tuple[str, ...] = ()
    table: int = 0


class Role(StrEnum):
    OPENING = "opening"
    HEADING = "heading"
    POINT = "point"
    CLOSING = "closing"
    SIGNATURE = "signature"
    COPIES = "copies"


@dataclass(frozen=True, slots=True)
class Part:
    """`text` is what stands in the letter. Of a point besides: the headings over it, the outermost first; the words
    that say where, the words it quotes, the wording it proposes ("" strikes out), and what it says about them."""

    role: Role
    text: str
    under: tuple[str, ...] = ()
    place: str = ""
    passage: str = ""
    wording: str | None = None
    said: str = ""


def row(cells: Iterable[str], table: int) -> Piece:
    cleaned = tuple(cell.strip() for cell in cells)
    return Piece("\t".join(cleaned), Look.ROW, cleaned, table)
