"""Triggers by which the database refuses to change what is on record: which there ought to be, and which there are.

Migrations make them, and none of Django's models knows of them: on SQLite a table that Django rebuilds loses its own.
What is declared here is what a migrated database holds; a test compares the two on the database it runs on.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class OnlyAdded:
    """A table whose rows are only added. `may_change` are the columns that do in one respect (see `only_added`)."""

    table: str
    reason: str
    may_change: frozenset[str]
    keys: tuple[str, ...]


ONLY_ADDED: list[OnlyAdded] = []
_DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def only_added(
    since: str, prefix: str, table: str, reason: str, *, unique: Sequence[tuple[str, str]] = (("id", ""),),
    columns: str = "", login: str = "", once: str = "", erased: str = "", erasing: str = "",
    may: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """The database refuses to change, remove or replace a row, and to empty the table.

    If a row may change in one respect, `columns` are those that never do: `login` only becomes NULL, with the login;
    the `once` are given together, while the first of them is NULL; the `erased` go when the condition `erasing` holds;
    each column of `may` changes on a condition of its own.
    `unique`: the columns of each key and constraint, and of which rows ('{row}.step = 1') it holds: of all if empty.
    """
    abort = f"SELECT RAISE(ABORT, '{reason}')"
    may = dict(may or {}) | dict.fromkeys(erased.split(), erasing)
    changes = {vendor: _changes(differs, columns, login, once, may) for vendor, differs in _DIFFERS.items()}
    on_sqlite(since, f"{prefix}_no_update", table, "UPDATE", abort, when=changes["sqlite"])
    on_sqlite(since, f"{prefix}_no_delete", table, "DELETE", abort)
    on_sqlite(since, f"{prefix}_no_replace", table, "INSERT", abort, when=is_taken(table, unique))
    allowed = f"IF NOT ({changes['postgresql']}) THEN RETURN NEW; END IF;"
    allowed = f"IF TG_OP = 'UPDATE' THEN {allowed} END IF; " if changes["postgresql"] else ""
    refuse = Function(f"{prefix}_refuse", f"BEGIN {allowed}RAISE EXCEPTION '{reason}'; END")
    on_postgresql(since, f"{prefix}_guard", table, "DELETE OR UPDATE", refuse)
    on_postgresql(since, f"{prefix}_guard_truncate", table, "TRUNCATE", refuse, each="STATEMENT")
    may_change = frozenset([*f"{login} {once}".split(), *may])
    ONLY_ADDED.append(OnlyAdded(table, reason, may_change, tuple(key for key, _rows in unique)))


def _changes(differs: str, columns: str, login: str, once: str, may: Mapping[str, str]) -> str:
    """What never happens to a row; empty if nothing ever does."""
    never = [f"NEW.{column} {differs} OLD.{column}" for column in columns.split()]
    same = f" AND NEW.{login} {differs} OLD.{login}" if once or may else ""  # it stays when these change
    never += [f"NEW.{login} IS NOT NULL{same}"] if login else []
    given = f"OLD.{once.split()[0]} IS NOT NULL" if once else ""
    never += [f"{given} AND NEW.{column} {differs} OLD.{column}" for column in once.split()]
    never += [f"NEW.{column} {differs} OLD.{column} AND NOT {condition}" for column, condition in may.items()]
    return " OR ".join(never)


def is_taken(table: str, unique: Sequence[tuple[str, str]]) -> str:
    """On SQLite, REPLACE removes what has the same key without asking the triggers of DELETE."""
    taken = []
    for key, rows in unique:
        same = [f"o.{column} = NEW.{column}" for column in key.split()]
        same += [rows.format(row="o"), rows.format(row="NEW")] if rows else []
        taken.append(f"EXISTS (SELECT 1 FROM {table} o WHERE {' AND '.join(same)})")  # noqa: S608
    return " OR ".join(taken)


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
    found = list(faults)
    with transaction.atomic(using=connection.alias):
        for fault in found:
            _make_again(fault, connection)
    if found:
        # Many at once are those of tables that `migrate` has just made anew on SQLite.
        told, more = "; ".join(map(str, found[:3])), f"; and {len(found) - 3} more" if len(found) > 3 else ""
        logger.warning("Made again: %s%s", told, more)


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


# --- the ledger itself, the reasons beside its entries, and what organisations answered to invitations

_SINCE = "forum.0015_one_guard"

only_added(
    _SINCE, "ledger", "forum_ledgerentry", "the ledger is append-only", unique=[("seq", ""), ("digest", "")],
)  # fmt: skip
only_added(
    _SINCE, "entry_reason", "forum_entryreason", "the reason of an entry stays as it is", unique=[("entry_id", "")],
)  # fmt: skip
only_added(
    "forum.0036_invited_people", "rsvp", "forum_rsvp", "an answer to an invitation stays",
    columns="id invitation_id organisation_id person_id answer attendees note answered_at", login="answered_by_id",
)  # fmt: skip
