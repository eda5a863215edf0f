"""Questions whose plan PostgreSQL keeps for the life of a connection: it plans one of many tables ten times as long as
it answers it.

Django puts values into the SQL itself, so each question is new to the server. Here they travel beside it, and psycopg
has the statement prepared; not where DATABASE_KEEPS_STATEMENTS is off.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db.backends.postgresql.base import ServerBindingCursor  # type: ignore[attr-defined]


class KeptStatement(ServerBindingCursor):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, **{**options, "prepare": True})


@contextlib.contextmanager
def keeping_statements(connection: Any) -> Iterator[None]:
    """Inside, what this connection asks is kept by the server."""
    connection.ensure_connection()
    session = connection.connection
    usual, session.cursor_factory = session.cursor_factory, KeptStatement
    try:
        yield
    finally:
        session.cursor_factory = usual
