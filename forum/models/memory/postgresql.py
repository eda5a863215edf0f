"""Questions whose plan PostgreSQL keeps for the life of a connection: it plans one of many tables ten times as long as
it answers it.

Django puts values into the SQL itself, so each question is new to the server. Here they travel beside it, and psycopg
has the statement prepared; not where DATABASE_KEEPS_STATEMENTS is off.
"""

from typing import Any

from django.db.backends.postgresql.base import ServerBindingCursor  # type: ignore[attr-defined]
from django.db.models.sql.compiler import SQLCompiler


class KeptStatement(ServerBindingCursor):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, **{**options, "prepare": True})


def kept_by_server(compiler: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
    """What `compiler.execute_sql` does, by a statement that the server keeps."""
    compiler.connection.ensure_connection()
    session = compiler.connection.connection
    usual, session.cursor_factory = session.cursor_factory, KeptStatement
    try:
        return type(compiler).execute_sql(compiler, *args, **kwargs)
    finally:
        session.cursor_factory = usual
