"""Pandoc's tree of a DOCX or ODT as lines: paragraphs, headings, items with the numbers that the program gives them by
itself, and tables whose cells are lines again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

Node = dict[str, Any]
BULLET, BREAK = "•", "\n"
_QUOTED = {"SingleQuote": "‘{}’", "DoubleQuote": "“{}”"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Look(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Line:
    """`level`: 1 of an item, 2 of one in a list in a list. `mark`: its number as the program shows it, or a bullet.
    `number` and not `mark`, if it is counted in a way of which pandoc knows no name: first, second.

    `rows` of a table: a cell that is covered by another one is empty.
    """

    text: str
    look: Look = Look.TEXT
    level: int = 0
    mark: str = ""
    number: int = 0
    rows: tuple[tuple[tuple["Line", ...], ...], ...] = ()


def lines_of(tree: Node) -> list[Line]:
    return list(_blocks(tree["blocks"], 0))


def _blocks(blocks: Iterable[Node], level: int) -> Iterator[Line]:
    for block in blocks:
        yield from _block(block["t"], block.get("c"), level)


def _block(kind: str, content: Any, level: int) -> Iterator[Line]:
    match kind:
        case "Para" | "Plain":
            yield from _broken(words_of(content))
        case "Header":
            yield from _broken(words_of(content[2]), Look.HEADING)
        case "LineBlock":
            yield from _broken(BREAK.join(words_of(line) for line in content))
        case "CodeBlock":
            yield from _broken(content[1])
        case "Table":
            yield from _table(content)
        case _:
            yield from _holding(kind, content, level)


def _holding(kind: str, content: Any, level: int) -> Iterator[Line]:
    """What holds blocks."""
    match kind:
        case "BlockQuote":
            yield from _blocks(content, level)
        case "Div":
            yield from _blocks(content[-1], level)
        case "Figure":
            yield from _blocks([*content[2], *content[1][1]], level)
        case "BulletList":
            for blocks in content:
                yield from _item(Line("", Look.ITEM, level + 1, BULLET), blocks)
        case "OrderedList":
            for place, blocks in enumerate(content[1]):
                yield from _item(_numbered(content[0], place, level + 1), blocks)
        case "DefinitionList":
            for term, meanings in content:
                yield from _broken(words_of(term))
                yield from (line for meaning in meanings for line in _blocks(meaning, level))


def _item(bare: Line, blocks: list[Node]) -> Iterator[Line]:
    """The number stands before the first paragraph; what follows it within the item is a line of its own."""
    lines = list(_blocks(blocks, bare.level))
    if lines and lines[0].look in (Look.TEXT, Look.HEADING):
        yield replace(bare, text=lines.pop(0).text)
    elif bare.mark != BULLET and lines:
        yield bare
    yield from lines


def _numbered(attributes: Any, place: int, level: int) -> Line:
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    number = start + place
    name = {
        "LowerAlpha": lambda: _letters(number),
        "UpperAlpha": lambda: _letters(number).upper(),
        "LowerRoman": lambda: roman(number),
        "UpperRoman": lambda: roman(number).upper(),
        "Decimal": lambda: str(number),
    }.get(style, lambda: "")()
    mark = name and {"OneParen": f"{name})", "TwoParens": f"({name})"}.get(delimiter, f"{name}.")
    return Line("", Look.ITEM, level, mark, number)


def _letters(number: int) -> str:
    """Word counts on behind z with aa, bb, cc."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def roman(number: int) -> str:
    made = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        made += sign * count
    return made


def _table(content: list[Any]) -> Iterator[Line]:
    caption, head, bodies, foot = content[1], content[3], content[4], content[5]
    yield from _blocks(caption[1], 0)
    given = [row for _attributes, row in [*head[1], *(one for body in bodies for part in body[2:] for one in part)]]
    rows = _grid([*given, *(row for _attributes, row in foot[1])])
    if any(line for row in rows for line in row):
        yield Line("", Look.TABLE, rows=tuple(map(tuple, rows)))


def _grid(rows: list[list[Any]]) -> list[list[tuple[Line, ...]]]:
    """A cell over several columns or rows leaves empty ones beside and below it, so that all others stay in their
    column."""
    placed: list[dict[int, tuple[Line, ...]]] = [{} for _row in rows]
    for at, cells in enumerate(rows):
        for _attributes, _alignment, down, along, blocks in cells:
            column = next(place for place in range(len(placed[at]) + 1) if place not in placed[at])
            for below in range(at, min(at + down, len(rows))):
                placed[below].update((column + place, ()) for place in range(along))
            placed[at][column] = tuple(_blocks(blocks, 0))
    width = max((max(row, default=-1) for row in placed), default=-1) + 1
    return [[row.get(column, ()) for column in range(width)] for row in placed]


def _broken(words: str, look: Look = Look.TEXT) -> Iterator[Line]:
    """A line that was broken by hand is one of its own: heads and labels are written so."""
    yield from (Line(" ".join(line.split()), look) for line in words.split(BREAK) if line.strip())


def words_of(inlines: Iterable[Node]) -> str:
    return "".join(_inline(each["t"], each.get("c")) for each in inlines)


def _inline(kind: str, content: Any) -> str:
    match kind:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak":
            return " "
        case "LineBreak":
            return BREAK
        case "Code" | "Math":
            return str(content[-1])
        case "Quoted":
            return _QUOTED[content[0]["t"]].format(words_of(content[1]))
        case "Note":
            return f" ({'; '.join(line.text for line in _blocks(content, 0))})"
        case "Span" | "Cite" | "Link":
            return words_of(content[1])
        case "Superscript":
            words = words_of(content)
            return words.translate(_RAISED) if words.isascii() and words.isdecimal() else words
        case "Emph" | "Underline" | "Strong" | "Strikeout" | "Subscript" | "SmallCaps":
            return words_of(content)
    return ""
