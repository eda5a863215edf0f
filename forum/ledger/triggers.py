"""Triggers by which the database refuses to change what is on record: which there ought to be, and which there are.

Migrations make them, and none of Django's models knows of them: on SQLite a table that Django rebuilds loses its own.
What is declared here is what a migrated database holds; a test compares the two on the database it runs on.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

logger = logging.getLogger(__name__)
State = Literal["missing", "switched off", "changed"]


@dataclass(frozen=True, slots=True)
class Function:
    """What a trigger of PostgreSQL calls; several may call one."""

    name: str
    body: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """`definition` is written as the database gives it back. Before the migration `since` ('decrees.0005_gate') there
    is no such trigger."""

    vendor: Literal["sqlite", "postgresql"]
    since: str
    name: str
    table: str
    definition: str
    calls: Function | None = None

    def __str__(self) -> str:
        return f"{self.name} on {self.table}"

    @property
    def fingerprint(self) -> str:
        return _plain(f"{self.definition} {self.calls.body if self.calls else ''}")


@dataclass(frozen=True, slots=True)
class Fault:
    trigger: Trigger
    state: State

    def __str__(self) -> str:
        return f"trigger {self.trigger} is {self.state}"


DECLARED: list[Trigger] = []


def on_sqlite(since: str, name: str, table: str, event: str, does: str, *, when: str = "") -> None:
    """Declare the trigger `event` ('UPDATE', 'DELETE', 'INSERT') that runs the statement `does`."""
    condition = f"WHEN {when} " if when else ""
    definition = f"CREATE TRIGGER {name} BEFORE {event} ON {table} {condition}BEGIN {does}; END"
    DECLARED.append(Trigger("sqlite", since, name, table, definition))


def on_postgresql(
    since: str, name: str, table: str, event: str, calls: Function, *, each: Literal["ROW", "STATEMENT"] = "ROW"
) -> None:
    """Declare a trigger with its events in PostgreSQL's own order: 'INSERT OR DELETE OR UPDATE'."""
    definition = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {calls.name}()"
    DECLARED.append(Trigger("postgresql", since, name, table, definition, calls))


def only_added(since: str, prefix: str, table: str, reason: str, *, columns: str, login: str = "") -> None:
    """Rows are never removed and none of their `columns` ever changes; `login` only becomes NULL, with the login."""

    def changed(differs: str) -> str:
        gained = [f"NEW.{login} IS NOT NULL"] if login else []
        return " OR ".join([*gained, *(f"NEW.{column} {differs} OLD.{column}" for column in columns.split())])

    abort = f"SELECT RAISE(ABORT, '{reason}')"
    on_sqlite(since, f"{prefix}_no_update", table, "UPDATE", abort, when=changed("IS NOT"))
    on_sqlite(since, f"{prefix}_no_delete", table, "DELETE", abort)
    allowed = f"IF NOT ({changed('IS DISTINCT FROM')}) THEN RETURN NEW; END IF;"
    body = f"BEGIN IF TG_OP = 'UPDATE' THEN {allowed} END IF; RAISE EXCEPTION '{reason}'; END"
    refuse = Function(f"{prefix}_refuse", body)
    on_postgresql(since, f"{prefix}_guard", table, "DELETE OR UPDATE", refuse)
    on_postgresql(since, f"{prefix}_guard_truncate", table, "TRUNCATE", refuse, each="STATEMENT")


def expected(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """What there ought to be in this database, as far as it is migrated."""
    applied = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    return [trigger for trigger in DECLARED if trigger.vendor == connection.vendor and trigger.since in applied]


def find_faults(connection: BaseDatabaseWrapper) -> list[Fault]:
    found = present(connection)
    states = ((trigger, _state(trigger, found.get((trigger.table, trigger.name)))) for trigger in expected(connection))
    return [Fault(trigger, state) for trigger, state in states if state]


def _state(trigger: Trigger, found: tuple[str, bool] | None) -> State | None:
    if found is None:
        return "missing"
    fingerprint, is_on = found
    if not is_on:
        return "switched off"
    return None if fingerprint == trigger.fingerprint else "changed"


_PRESENT = {
    "sqlite": "SELECT tbl_name, name, sql, '', 1 FROM sqlite_master WHERE type = 'trigger'",
    # 'O': fires in an ordinary session. `true`: without the schema, where the search path makes it plain.
    "postgresql": """SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid, true), p.prosrc, t.tgenabled = 'O'
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)""",
}


def present(connection: BaseDatabaseWrapper) -> dict[tuple[str, str], tuple[str, bool]]:
    """(table, name) of every trigger in the database -> its fingerprint, and whether it is switched on."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        return {(table, name): (_plain(f"{sql} {body}"), bool(on)) for table, name, sql, body, on in cursor.fetchall()}


def _plain(sql: str) -> str:
    return " ".join(sql.replace(";", " ").split())


def restore(connection: BaseDatabaseWrapper, faults: Iterable[Fault]) -> None:
    """Make these triggers again as they are declared, in place of what there is."""
    with transaction.atomic(using=connection.alias):
        for fault in faults:
            _make_again(fault, connection)
            logger.warning("%s: made again", fault)


def _make_again(fault: Fault, connection: BaseDatabaseWrapper) -> None:
    trigger = fault.trigger
    on_table = f" ON {trigger.table}" if trigger.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on_table}")
        if trigger.calls:
            head = f"CREATE OR REPLACE FUNCTION {trigger.calls.name}() RETURNS trigger LANGUAGE plpgsql"
            cursor.execute(f"{head} AS $function${trigger.calls.body}$function$")
        cursor.execute(trigger.definition)


def lift(apps: Any, schema_editor: Any) -> None:
    """For `RunPython`, before a migration that makes Django rebuild such a table on SQLite: triggers of other tables
    name it, and would refuse. `migrate` makes them again when it is through."""
    if schema_editor.connection.vendor == "sqlite":
        # Also those that are declared by a later migration: it makes another in place of an earlier one of that name.
        for name in sorted({trigger.name for trigger in DECLARED if trigger.vendor == "sqlite"}):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


# --- those of the ledger itself

_SINCE, _TABLE = "forum.0003_ledger_guard", "forum_ledgerentry"
_APPENDED = "'the ledger is append-only'"
_REFUSE = Function("ledger_refuse", f"BEGIN RAISE EXCEPTION {_APPENDED}; END")

on_sqlite(_SINCE, "ledger_no_update", _TABLE, "UPDATE", f"SELECT RAISE(ABORT, {_APPENDED})")
on_sqlite(_SINCE, "ledger_no_delete", _TABLE, "DELETE", f"SELECT RAISE(ABORT, {_APPENDED})")
on_postgresql(_SINCE, "ledger_guard", _TABLE, "DELETE OR UPDATE", _REFUSE)
on_postgresql(_SINCE, "ledger_guard_truncate", _TABLE, "TRUNCATE", _REFUSE, each="STATEMENT")

# --- what organisations answered to invitations

only_added(
    "forum.0014_answers_stay", "rsvp", "forum_rsvp", "an answer to an invitation stays",
    columns="id invitation_id organisation_id answer attendees note answered_at", login="answered_by_id",
)  # fmt: skip

# --- and of the reasons beside its entries

_REASONS, _REASON_TABLE = "forum.0013_reasons", "forum_entryreason"
_KEPT = "'the reason of an entry stays as it is'"
_KEEP = Function("entry_reason_refuse", f"BEGIN RAISE EXCEPTION {_KEPT}; END")

on_sqlite(_REASONS, "entry_reason_no_update", _REASON_TABLE, "UPDATE", f"SELECT RAISE(ABORT, {_KEPT})")
on_sqlite(_REASONS, "entry_reason_no_delete", _REASON_TABLE, "DELETE", f"SELECT RAISE(ABORT, {_KEPT})")
on_postgresql(_REASONS, "entry_reason_guard", _REASON_TABLE, "DELETE OR UPDATE", _KEEP)
