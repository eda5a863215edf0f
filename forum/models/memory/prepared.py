"""Questions asked so often that their SQL is written once in the life of a process.

The ORM takes ten to thirty times as long to put a small question into SQL as the database to answer it. No answer is
kept: the database is asked each time.
"""

import copy
import datetime
import inspect
import re
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property, partial
from typing import Any, Generic, NamedTuple, Self, TypeVar

from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from forum.models.memory.request import open_answers

Row = TypeVar("Row")


class Given(Expression):
    """Stands in a question for a value that is known when it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        return "%s", [self]


class Written(Query):
    """A query that has its SQL. Each copy is for one set of values."""

    compiled: SQLCompiler
    sql: str
    width: int
    parameters: tuple[Any, ...]
    converters: dict[Any, Any] | None
    given: dict[str, Any]
    rows: list[tuple[Any, ...]] | None = None  # as the database gave them, where it was asked already

    def clone(self) -> "Written":
        """Nothing is added to it any more: a copy may share everything."""
        return copy.copy(self)

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> SQLCompiler:
        compiler: Any = copy.copy(self.compiled)
        compiler.connection = connection or connections[using or "default"]
        if self.select_for_update and not compiler.connection.in_atomic_block:
            raise TransactionManagementError("A lock is held until the end of a transaction: none has begun.")
        parameters = self.to_database(compiler.connection)
        compiler.as_sql = lambda: (self.sql, parameters)
        compiler.get_converters = lambda expressions: self.converters
        compiler.execute_sql = partial(_executed, compiler, self.rows)
        return compiler

    def to_database(self, connection: Any) -> tuple[Any, ...]:
        """The parameters, with the values that are given in their places."""
        return tuple(self._parameter(one, connection) for one in self.parameters)

    def _parameter(self, parameter: Any, connection: Any) -> Any:
        if not isinstance(parameter, Given):
            return parameter
        value, adapt = self.given[parameter.name], connection.ops
        if isinstance(value, uuid.UUID):
            return value if connection.features.has_native_uuid_field else value.hex
        if isinstance(value, datetime.datetime):
            return adapt.adapt_datetimefield_value(value)
        return adapt.adapt_datefield_value(value) if isinstance(value, datetime.date) else value


def _executed(compiler: Any, rows: list[tuple[Any, ...]] | None, *args: Any, **kwargs: Any) -> Any:
    if rows is not None:
        return [rows]
    with keeping_statements(compiler.connection):
        return type(compiler).execute_sql(compiler, *args, **kwargs)


def keeping_statements(connection: Any) -> AbstractContextManager[None]:
    """Inside, PostgreSQL keeps what is asked; not where statements are noted (in development, by tests): what is noted
    holds the values."""
    if connection.vendor != "postgresql" or connection.queries_logged:
        return nullcontext()
    from forum.models.memory import postgresql

    return postgresql.keeping_statements(connection)


DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _is_moment(parameter: Any) -> bool:
    """As the database is told of it; SQLite by words."""
    return isinstance(parameter, datetime.date) or (isinstance(parameter, str) and bool(DAY.match(parameter)))


class Asked(NamedTuple):
    """A question with its values."""

    question: "Prepared[Any]"
    values: tuple[Any, ...]


class Prepared(Generic[Row]):
    """A query set with places for values: `Prepared(lambda user: Person.objects.filter(user=user))(user.pk)`.

    A value is what the column holds: a key, a word, a token, a day, a moment. Everything else is said once for the life
    of the process: it may not depend on the day (a day that is not given is refused), on rows, or on who asks. A lock
    (`select_for_update`) is taken each time, and inside a transaction only.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Row]], names: Sequence[str] = ()) -> None:
        self.ask = ask
        self.names = names or list(inspect.signature(ask).parameters)

    def __call__(self, *values: Any) -> list[Row]:
        ahead: list[Row] | None = (open_answers() or {}).pop((self, values), None)
        return self.answer(values) if ahead is None else ahead

    def of(self, *values: Any) -> "Asked":
        """The question with its values, to be asked together with others."""
        return Asked(self, values)

    def answer(self, values: Sequence[Any], found: list[tuple[Any, ...]] | None = None) -> list[Row]:
        """From the database, or from what it `found` where it was asked together with others."""
        rows = self._written.all()
        rows.query.given = self._named(values)
        rows.query.rows = found
        return list(rows)

    def parameters(self, values: Sequence[Any]) -> tuple[Any, ...]:
        query = self._written.query.clone()
        query.given = self._named(values)
        return query.to_database(connections[self._written.db])

    def _named(self, values: Sequence[Any]) -> dict[str, Any]:
        return dict(zip(self.names, values, strict=True))

    @property
    def sql(self) -> str:
        words: str = self._written.query.sql
        return words

    @property
    def width(self) -> int:
        """How many columns are asked for."""
        columns: int = self._written.query.width
        return columns

    def write(self) -> Self:
        """Now, not when it is asked for the first time."""
        self._written  # noqa: B018 – cached
        return self

    @cached_property
    def _written(self) -> Any:
        rows: Any = self.ask(*map(Given, self.names))
        compiler = rows.query.get_compiler(rows.db)
        sql, parameters = compiler.as_sql()
        if any(_is_moment(one) for one in parameters):
            raise TypeError(f"a day or an hour would be asked about for ever: {sql} {parameters}")
        if compiler.has_extra_select:
            raise TypeError(f"in the order of something that is not asked for: {sql}")
        converters = compiler.get_converters([column for column, *_names in compiler.select[: compiler.col_count]])
        compiler.connection = None  # that of the thread that asked first
        rows.query.__class__ = Written
        rows.query.compiled, rows.query.sql, rows.query.parameters = compiler, sql, parameters
        rows.query.converters = converters
        rows.query.width = len(compiler.select)
        return rows
