"""Widths of columns in mm, the same in every format: a label's column is as wide as its longest label.

And words that are too long for their column: in a PDF they may break between any two letters.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from forum.documents import model
from forum.documents.fonts import width_mm

# The column of "Menimbang" and "KESATU", which grows with longer labels; what is longer still is broken.
LABEL, WIDEST = 37.0, 70.0
GAP = 3.0
# Text of the upright and the turned paper; sides of a cell; the least room of a text outside of a table.
TEXT, TURNED, SIDES, NARROW = 165.0, 290.0, 4.0, 65.0
UPRIGHT_POINTS, SMALL_POINTS, TURNED_POINTS = 12, 9, 8.5
BOLDER = 1.15  # how much wider bold letters are
LONGEST_WORD = 60.0
BREAK = "\u200b"
# What stays on one line: an amount or a date whose spaces do not break, each part of a word with hyphens.
_WORD = re.compile(r"[^ \n\t-]+-*|-+")
_VIRAMA = 9  # the combining class of the sign that joins two letters of Javanese, Balinese and their kin


def label_mm(document: model.Document) -> float:
    labels = (block.label for block in document.blocks if isinstance(block, model.Labelled))
    return max(LABEL, _widest(labels))


def key_mm(block: model.KeyValues) -> float:
    return block.key_mm or _widest(row.key for row in block.rows)


def _widest(labels: Iterable[str]) -> float:
    lines = (line for label in labels for line in model.clean(label).split("\n"))
    return min(WIDEST, max(map(width_mm, lines), default=0) + GAP)


def is_small(table: model.Table, *, landscape: bool) -> bool:
    """Whether its words have no room side by side in letters of the usual size: then they are smaller."""
    return not landscape and sum(_least(table, 1)) > TEXT


def points_of(table: model.Table, *, landscape: bool) -> float:
    if landscape:
        return TURNED_POINTS
    return SMALL_POINTS if is_small(table, landscape=landscape) else UPRIGHT_POINTS


def columns_mm(table: model.Table, *, landscape: bool) -> list[float]:
    """In proportion to what the table asks for; a column whose longest word would break takes room from the others,
    in proportion to what they can spare."""
    text = TURNED if landscape else TEXT
    total = sum(column.width for column in table.columns)
    asked = [column.width / total * text for column in table.columns]
    least = _least(table, points_of(table, landscape=landscape) / UPRIGHT_POINTS)
    short = sum(max(0.0, low - width) for low, width in zip(least, asked, strict=True))
    spare = sum(max(0.0, width - low) for low, width in zip(least, asked, strict=True))
    if short > spare:
        return _shared_out(least, text)
    if not short:
        return asked
    return [max(low, width - (width - low) * short / spare) for low, width in zip(least, asked, strict=True)]


def _shared_out(least: list[float], text: float) -> list[float]:
    """Where not all words have room: whole in the narrow columns, broken in the widest."""
    given, left = [0.0] * len(least), text
    narrow_first = sorted(range(len(least)), key=least.__getitem__)
    for place, at in enumerate(narrow_first):
        given[at] = min(least[at], left / (len(least) - place))
        left -= given[at]
    return given


def _least(table: model.Table, scale: float) -> list[float]:
    """What the longest word of each column needs, its margins included; `scale`: of the letters, 1 is 12 points."""
    titles = [(model.Run(column.title, bold=True),) for column in table.columns]
    cells: list[list[model.Text]] = [[title] for title in titles]
    for row in table.rows:
        for column, cell in zip(cells, row if len(row) == len(titles) else row[:-1], strict=False):
            column.append(cell)
    return [scale * _longest_word(texts) + SIDES + 0.5 for texts in cells]


def _longest_word(texts: Iterable[model.Text]) -> float:
    """In mm of 12 points; what is longer than any column should be breaks where it stands."""
    words = {(word, run.bold) for text in texts for run in model.runs(text) for word in _WORD.findall(run.text)}
    found = (width_mm(word) * (BOLDER if bold else 1) for word, bold in words)
    return max((width for width in found if width <= LONGEST_WORD), default=0.0)


def rooms_mm(table: model.Table, *, landscape: bool) -> list[float]:
    """Room for a word of 12 points in each column."""
    scale = UPRIGHT_POINTS / points_of(table, landscape=landscape)
    return [(width - SIDES) * scale for width in columns_mm(table, landscape=landscape)]


def breakable(text: str, room_mm: float, *, bold: bool = True) -> str:
    """With a sign between the letters of each word that is wider than its room."""
    room = room_mm / (BOLDER if bold else 1)
    return re.sub(r"\S{3,}", lambda word: _broken(word[0]) if _exceeds(word[0], room) else word[0], text)


def _exceeds(word: str, room_mm: float) -> bool:
    return len(word) * 5 > room_mm and width_mm(word) > room_mm


def _broken(word: str) -> str:
    pieces = [word[0]]
    for before, letter in pairwise(word):
        joined = unicodedata.category(letter).startswith(("M", "Cf")) or unicodedata.combining(before) == _VIRAMA
        pieces.append(letter if joined else BREAK + letter)
    return "".join(pieces)
