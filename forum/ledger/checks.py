"""Django's checks and `migrate` look whether every trigger is there that ought to be.

A check that asks a database runs only where one is named: in `migrate`, before it begins, and in `check --database
default`. A server that starts asks nothing of its database, so this belongs before its start.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from forum.ledger.triggers import find_faults, restore

HINT = (
    "manage.py restore_triggers makes it again; manage.py verify_ledger says whether the ledger was changed meanwhile."
)


@register(Tags.database)
def check_triggers(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    faults = [fault for alias in databases or () for fault in find_faults(connections[alias])]
    return [Error(f"The record is not guarded: {fault}.", hint=HINT, id="forum.E001") for fault in faults]


def restore_lost(using: str, **kwargs: Any) -> None:
    """After `migrate`: what is missing now was there before it began, so a table was rebuilt without its triggers."""
    connection = connections[using]
    restore(connection, [fault for fault in find_faults(connection) if fault.state == "missing"])
