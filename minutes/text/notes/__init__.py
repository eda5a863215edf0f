"""Notes that are typed while people speak: what a line means, when it is due, and what stands after several wrote at
once. No Django."""

from minutes.text.notes.due import Due, due_in
from minutes.text.notes.lines import Kind, Line, Names, read_line
from minutes.text.notes.parts import Part, parts_of
from minutes.text.notes.standing import Row, Words, standing
from minutes.text.notes.written import Written

__all__ = [
    "Due",
    "Kind",
    "Line",
    "Names",
    "Part",
    "Row",
    "Words",
    "Written",
    "due_in",
    "parts_of",
    "read_line",
    "standing",
]
