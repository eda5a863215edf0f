"""What waits for the end of a transaction. Django keeps it, and has no other way to ask than `run_on_commit`: a part
that is taken back takes back what it wanted, where a mark of our own would still say that it is on its way."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


def waiting_for_commit() -> list[Callable[[], Any]]:
    """In the order in which it will be done."""
    return [waiting[1] for waiting in connection.run_on_commit]


def once_after_commit(wanted: Callable[[], Any]) -> None:
    """However often a transaction wants it."""
    if wanted not in waiting_for_commit():
        transaction.on_commit(wanted)
