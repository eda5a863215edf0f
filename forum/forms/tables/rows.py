"""What becomes of each row: it is new, the same, different from what is there, or something is wrong with it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from django.forms import Form
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from forum.forms.tables.columns import Column, Table, formulas_in
from forum.forms.tables.files import write_csv

ERROR = "Kesalahan"


class State(StrEnum):
    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    BAD = "bad"


@dataclass
class Checked:
    """`values` as they were brought, `cleaned` as they are stored, `changes` the columns that would change."""

    number: int
    values: dict[str, str]
    cleaned: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    known: Any = None
    changes: list[str] = field(default_factory=list)

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
    """One kind of table. Checking reads, and writes nothing."""

    do_not_call_in_templates = True  # a template is given the class
    slug: ClassVar[str]
    title: ClassVar[Any]
    columns: ClassVar[list[Column]]

    def __init__(self, table: Table) -> None:
        self.table = table

    @classmethod
    def template(cls) -> str:
        return write_csv([[one.title for one in cls.columns], [one.example for one in cls.columns]])

    @cached_property
    def checked(self) -> list[Checked]:
        return list(self._check())

    def of(self, state: State) -> list[Checked]:
        return [row for row in self.checked if row.state == state]

    def bad_rows(self) -> str:
        """As they were brought, with what is wrong; brought again, that column is passed over."""
        rows = [[row.values.get(one.name, "") for one in self.columns] + [row.told] for row in self.of(State.BAD)]
        return write_csv([[*(one.title for one in self.columns), ERROR], *rows])

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
            yield row

    def refuse(self, row: Checked, name: str, text: str) -> None:
        row.errors.append((self.title_of(name), text))

    @abstractmethod
    def form_for(self, values: dict[str, str]) -> Form: ...

    @abstractmethod
    def look(self, row: Checked) -> None:
        """Find what is known of a row that is well formed: sets `known` and `changes`, or refuses it."""
