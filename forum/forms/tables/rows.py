"""What becomes of each row: it is new, the same, different from what is there, or something is wrong with it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import Form
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from forum.forms.tables.columns import Column, Table, formulas_in
from forum.forms.tables.files import write_csv
from forum.models.typed import clean_line

ERROR = "Kesalahan"


class State(StrEnum):
    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    BAD = "bad"


@dataclass
class Checked:
    """`values` as they were brought, `cleaned` as they are stored, `changes` the columns that would change.

    `marks` are what no other row of the table may have.
    """

    number: int
    values: dict[str, str]
    cleaned: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    known: Any = None
    changes: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def state(self) -> State:
        if self.errors:
            return State.BAD
        return State.NEW if self.known is None else State.DIFFERS if self.changes else State.SAME

    @property
    def told(self) -> str:
        """What is wrong, or what would change."""
        return " ".join(f"{title}: {text}" for title, text in self.errors) or ", ".join(self.changes)


class Kind(ABC):
    """One kind of table, or a part of one. Checking reads, and writes nothing.

    `seen`: marks of the good rows so far -> the number of their row; of a part, with those of the parts above it.
    """

    do_not_call_in_templates = True  # a template is given the class
    slug: ClassVar[str]
    title: ClassVar[Any]
    columns: ClassVar[list[Column]]

    def __init__(self, table: Table, seen: dict[str, int] | None = None) -> None:
        self.table = table
        self.seen = {} if seen is None else seen

    @classmethod
    def template(cls) -> str:
        return write_csv([[one.title for one in cls.columns], [one.example for one in cls.columns]])

    @cached_property
    def checked(self) -> list[Checked]:
        return list(self._check())

    def of(self, state: State) -> list[Checked]:
        return [row for row in self.checked if row.state == state]

    def bad_rows(self) -> str:
        return self.report((row.values, row.told) for row in self.of(State.BAD))

    @classmethod
    def report(cls, rows: Iterable[tuple[dict[str, str], str]]) -> str:
        """As they were brought, with what is wrong; brought again, that column is passed over."""
        lines = ([*(values.get(one.name, "") for one in cls.columns), told] for values, told in rows)
        return write_csv(chain([[*(one.title for one in cls.columns), ERROR]], lines))

    def title_of(self, name: str) -> str:
        return next((one.title for one in self.columns if one.name == name), ERROR)

    def _check(self) -> Iterator[Checked]:
        for number, values in self.table.rows:
            row = Checked(number, values)
            row.errors = [(self.title_of(name), _("Write the value, not a formula.")) for name in formulas_in(values)]
            if not row.errors:
                form = self.form_for(values)
                form.full_clean()
                row.cleaned = form.cleaned_data
                row.errors = [(self.title_of(name), str(text)) for name, found in form.errors.items() for text in found]
            if not row.errors:
                self.look(row)
            if not row.errors:
                self.seen.update(dict.fromkeys(row.marks, number))
            yield row

    def words(self, *names: str) -> set[str]:
        """What stands in these columns, in small letters."""
        found = {clean_line(values.get(name, "")).lower() for _n, values in self.table.rows for name in names}
        return found - {""}

    def refuse(self, row: Checked, name: str, text: str) -> None:
        row.errors.append((self.title_of(name), text))

    @abstractmethod
    def form_for(self, values: dict[str, str]) -> Form: ...

    @abstractmethod
    def look(self, row: Checked) -> None:
        """Find what is known of a row that is well formed: sets `known`, `changes` and `marks`, or refuses it."""


def keys_named(rows: QuerySet[Any], words: set[str], *fields: str) -> list[int]:
    """Those that bear one of these names. Databases disagree on small letters of other alphabets, so it is done here,
    a few rows at a time."""
    found = rows.values_list("pk", *fields).order_by().iterator()
    return [key for key, *names in found if any(name.lower() in words for name in names)]
