"""Rows that are written with each change, by SQL written once and in one trip to the server.

No signal is sent and nothing is asked before: for the ledger alone, whose tables nobody else writes and whose head
everybody waits for.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import Field, Model

Statement: TypeAlias = tuple[str, list[Any]]


def added(row: Model) -> Statement:
    """All of a new row but a key that the database gives."""
    sql, fields = _insert(type(row))
    return sql, [_saved(field, row, adding=True) for field in fields]


@cache
def _insert(model: type[Model]) -> tuple[str, list[Field[Any, Any]]]:
    fields = [field for field in model._meta.concrete_fields if not getattr(field, "db_returning", False)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})', fields  # noqa: S608 – names of our own models


def changed(row: Model, *names: str) -> Statement:
    """These fields of a row that is stored."""
    fields: list[Any] = [row._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    table, key = row._meta.db_table, row._meta.pk.column
    sql = f'UPDATE "{table}" SET {columns} WHERE "{key}" = %s'  # noqa: S608 – names of our own models
    return sql, [*(_saved(field, row, adding=False) for field in fields), row.pk]


def _saved(field: Any, row: Model, *, adding: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, adding), connection)


def write(statements: Iterable[Statement]) -> None:
    """In this order, inside the caller's transaction. psycopg puts the values in, so PostgreSQL takes all at once."""
    statements = list(statements)
    if connection.vendor == "postgresql":
        statements = [("; ".join(sql for sql, _ in statements), [one for _, values in statements for one in values])]
    with connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)
