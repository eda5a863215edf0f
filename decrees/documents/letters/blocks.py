"""Pandoc's tree of a DOCX or ODT as pieces of a letter: paragraphs, headings, items with their numbers, rows."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

from decrees.drafting.letters import Look, Piece, row
from decrees.text import letter, roman

Node = dict[str, Any]
_CLOSED = {"SingleQuote": "‘{}’", "DoubleQuote": "“{}”"}
_STYLES: dict[str, Callable[[int], str]] = {
    "LowerAlpha": letter,
    "UpperAlpha": lambda n: letter(n).upper(),
    "LowerRoman": lambda n: roman(n).lower(),
    "UpperRoman": roman,
}
_BREAK = "\n"


def pieces_of(tree: Node) -> list[Piece]:
    tables = count(1)
    return list(_blocks(tree["blocks"], tables))


def _blocks(blocks: Iterable[Node], tables: Iterator[int]) -> Iterator[Piece]:
    for block in blocks:
        yield from _block(block["t"], block.get("c"), tables)


def _block(kind: str, content: Any, tables: Iterator[int]) -> Iterator[Piece]:
    match kind:
        case "Para" | "Plain":
            yield from _lines(_words(content))
        case "Header":
            yield from _lines(_words(content[2]), Look.HEADING)
        case "LineBlock":
            yield from _lines(_BREAK.join(_words(line) for line in content))
        case "CodeBlock":
            yield from _lines(content[1])
        case "Table":
            yield from _rows(content, next(tables))
        case _:
            yield from _holding(kind, content, tables)


def _holding(kind: str, content: Any, tables: Iterator[int]) -> Iterator[Piece]:
    """What holds blocks."""
    match kind:
        case "BlockQuote":
            yield from _blocks(content, tables)
        case "Div" | "Figure":
            yield from _blocks(content[-1], tables)
        case "BulletList":
            yield from _items(content, lambda _: "•", tables)
        case "OrderedList":
            yield from _items(content[1], _numbers(content[0]), tables)
        case "DefinitionList":
            for term, meanings in content:
                yield from _lines(_words(term))
                yield from (piece for meaning in meanings for piece in _blocks(meaning, tables))


def _numbers(attributes: Any) -> Callable[[int], str]:
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    name = _STYLES.get(style, str)
    return lambda n: f"{name(start + n)}{')' if 'Paren' in delimiter else '.'}"


def _items(items: Iterable[list[Node]], mark: Callable[[int], str], tables: Iterator[int]) -> Iterator[Piece]:
    """The number stands before the first paragraph of an item."""
    for number, blocks in enumerate(items):
        pieces = list(_blocks(blocks, tables)) or [Piece("")]
        first = pieces[0]
        if first.look is Look.ROW:
            yield Piece(mark(number))
            yield from pieces
        else:
            yield Piece(f"{mark(number)} {first.text}".strip())
            yield from pieces[1:]


def _rows(content: list[Any], table: int) -> Iterator[Piece]:
    caption, head, bodies, foot = content[1], content[3], content[4], content[5]
    yield from _blocks(caption[1], count())
    rows = [*head[1], *(one for body in bodies for part in body[2:] for one in part), *foot[1]]
    for _, cells in rows:
        yield row([_cell(each[4]) for each in cells], table)


def _cell(blocks: Iterable[Node]) -> str:
    inner = (piece.text for piece in _blocks(blocks, count()))
    return " ".join(words.replace("\t", " ") for words in inner if words)


def _lines(words: str, look: Look = Look.TEXT) -> Iterator[Piece]:
    """A line that was broken by hand is a paragraph of its own: letterheads and labels are written so."""
    yield from (Piece(" ".join(line.split()), look) for line in words.split(_BREAK) if line.strip())


def _words(inlines: Iterable[Node]) -> str:
    return "".join(_inline(each["t"], each.get("c")) for each in inlines)


def _inline(kind: str, content: Any) -> str:
    match kind:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak":
            return " "
        case "LineBreak":
            return _BREAK
        case "Code" | "Math":
            return str(content[-1])
        case "Quoted":
            return _CLOSED[content[0]["t"]].format(_words(content[1]))
        case "Note":
            inner = " ".join(piece.text for piece in _blocks(content, count()))
            return f" ({inner})"
        case "Span" | "Cite":
            return _words(content[1])
        case "Link":
            return _words(content[1])
        case "Emph" | "Underline" | "Strong" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps":
            return _words(content)
    return ""
