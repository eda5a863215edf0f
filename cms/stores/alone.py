"""Work that one process at a time may do, on whichever machine. Whoever ends, however suddenly, leaves it to others."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def alone(name: str, database: BaseDatabaseWrapper | None = None) -> Iterator[bool]:
    """Whether nobody else does the work of this name on this database; if so, nobody begins it meanwhile."""
    database = database or connection
    holding = _holding_lock if database.vendor == "postgresql" else _holding_file
    with holding(name, database) as is_alone:
        yield is_alone


@contextmanager
def _holding_lock(name: str, database: BaseDatabaseWrapper) -> Iterator[bool]:
    """PostgreSQL gives the lock back by itself when the connection ends."""
    key = [zlib.crc32(f"mufakat.{name}".encode())]
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", key)
        is_alone = cursor.fetchone()[0]
    try:
        yield is_alone
    finally:
        if is_alone and database.is_usable():
            with database.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", key)


@contextmanager
def _holding_file(name: str, database: Any) -> Iterator[bool]:
    """A file beside SQLite's own, locked as long as it is open. Nobody else has a database in memory."""
    if database.is_in_memory_db():
        yield True
        return
    with open(f"{database.settings_dict['NAME']}.{name}.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
