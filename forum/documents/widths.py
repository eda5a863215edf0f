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
UPRIGHT_POINTS, TURNED_POINTS = 12, 8.5
BOLDER = 1.15  # how much wider bold letters are
BREAK = "\u200b"
_VIRAMA = 9  # the combining class of the sign that joins two letters of Javanese, Balinese and their kin


def label_mm(document: model.Document) -> float:
    labels = (block.label for block in document.blocks if isinstance(block, model.Labelled))
    return max(LABEL, _widest(labels))


def key_mm(block: model.KeyValues) -> float:
    return block.key_mm or _widest(row.key for row in block.rows)


def _widest(labels: Iterable[str]) -> float:
    lines = (line for label in labels for line in model.clean(label).split("\n"))
    return min(WIDEST, max(map(width_mm, lines), default=0) + GAP)


def columns_mm(table: model.Table, *, landscape: bool) -> list[float]:
    """Room for a word of 12 points in each column."""
    total = sum(column.width for column in table.columns)
    text, points = (TURNED, TURNED_POINTS) if landscape else (TEXT, UPRIGHT_POINTS)
    return [(column.width / total * text - SIDES) * UPRIGHT_POINTS / points for column in table.columns]


def breakable(text: str, room_mm: float) -> str:
    """With a sign between the letters of each word that is wider than its room."""
    return re.sub(r"\S{3,}", lambda word: _broken(word[0]) if _exceeds(word[0], room_mm) else word[0], text)


def _exceeds(word: str, room_mm: float) -> bool:
    return len(word) * 5 > room_mm and width_mm(word) * BOLDER > room_mm


def _broken(word: str) -> str:
    pieces = [word[0]]
    for before, letter in pairwise(word):
        joined = unicodedata.category(letter).startswith(("M", "Cf")) or unicodedata.combining(before) == _VIRAMA
        pieces.append(letter if joined else BREAK + letter)
    return "".join(pieces)
