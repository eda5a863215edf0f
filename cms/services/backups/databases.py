"""The database as one file, as it was at one moment, while people work; and back into an empty one."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction

from cms.services.backups.manifest import KeepingError


class Store(Protocol):
    file: str

    def dump(self, target: Path) -> dict[str, int]: ...

    def load(self, source: Path) -> None: ...


def store() -> Store:
    return Sqlite() if connection.vendor == "sqlite" else Postgres()


def count_rows() -> dict[str, int]:
    """Rows by table, of the database that Django works on."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return _counted(cursor, sorted(name for name in tables if not name.startswith("sqlite_")))


def _counted(cursor: Any, tables: list[str]) -> dict[str, int]:
    counts = {}
    for table in tables:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 — names of our own tables
        counts[table] = cursor.fetchone()[0]
    return counts


def require_empty() -> None:
    if tables := connection.introspection.table_names():
        raise KeepingError(f"The database is not empty ({len(tables)} tables): make a new one to restore into.")


class Sqlite:
    """SQLite's own way: one read transaction, which hinders no writer (WAL)."""

    file = "database.sqlite3"

    def dump(self, target: Path) -> dict[str, int]:
        with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"])) as live, _opened(target) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # the file alone holds everything
            tables = copy.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
            )
            return _counted(copy.cursor(), sorted(name for (name,) in tables))

    def load(self, source: Path) -> None:
        connection.close()
        shutil.copyfile(source, connection.settings_dict["NAME"])


def _opened(path: Path) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(path))


class Postgres:
    """pg_dump sees what the transaction sees in which the rows are counted."""

    file = "database.dump"

    def dump(self, target: Path) -> dict[str, int]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            _run(
                "pg_dump",
                f"--file={target}",
                f"--snapshot={snapshot}",
                "--format=custom",
                "--no-owner",
                "--no-privileges",
            )
            return count_rows()

    def load(self, source: Path) -> None:
        connection.close()
        _run("pg_restore", "--single-transaction", "--no-owner", "--no-privileges", "--exit-on-error", str(source))


def _run(program: str, *options: str) -> None:
    """A program of PostgreSQL on the database of the settings; the password goes by the environment."""
    (_psql, *where, name), more = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    command = [program, *where, f"--dbname={name}", *options]
    try:
        done = subprocess.run(command, env={**os.environ, **(more or {})}, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError as error:
        raise KeepingError(f"{program} cannot be run: {error}") from error
    if done.returncode:
        raise KeepingError(f"{program} failed: {done.stderr.strip()}")
