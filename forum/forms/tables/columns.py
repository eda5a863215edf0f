"""The columns of a table: what they are called, in either language, and which must be there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from forum.forms.tables.files import BEFORE_HEADER, MAX_ROWS, Rows, too_long
from forum.models.typed.spreadsheets import looks_like_formula


@dataclass(frozen=True)
class Column:
    """`title` is Indonesian in every language: it is what stands in the file."""

    name: str
    title: str
    help: str | Promise
    also: tuple[str, ...] = ()
    needed: bool = False
    example: str = ""

    def is_called(self, text: str) -> bool:
        return text.strip(" *:").lower() in (self.title.lower(), self.name, *self.also)


@dataclass(frozen=True)
class Table:
    """Rows by the names of their columns, each with its number in the file."""

    rows: list[tuple[int, dict[str, str]]]

    @classmethod
    def of(cls, rows: Rows, columns: Iterable[Column]) -> "Table":
        """Raises ValidationError if a column that is needed is not there, or there are too many rows."""
        known = list(columns)
        at, places = max(((number, _places(row, known)) for number, row in enumerate(rows[:BEFORE_HEADER])),
                         key=lambda one: len(one[1]), default=(0, {}))  # fmt: skip
        missing = [column.title for column in known if column.needed and column.name not in places]
        if missing:
            raise ValidationError(_("The table lacks the column %s.") % ", ".join(missing))
        found = [
            (number, {name: row[place] if place < len(row) else "" for name, place in places.items()})
            for number, row in enumerate(rows[at + 1 :], start=at + 2)
        ]
        kept = [(number, values) for number, values in found if any(values.values())]
        if len(kept) > MAX_ROWS:
            raise too_long()
        return cls(kept)


def _places(row: list[str], columns: list[Column]) -> dict[str, int]:
    found = {}
    for column in columns:
        place = next((place for place, text in enumerate(row) if column.is_called(text)), None)
        if place is not None:
            found[column.name] = place
    return found


def formulas_in(values: dict[str, str]) -> list[str]:
    """Names of the columns that hold one: what it would compute to is not ours to guess."""
    return [name for name, text in values.items() if looks_like_formula(text)]
