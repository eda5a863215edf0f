"""Whoever takes away what guards the record is found out, whatever the database; and what was lost is made again."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import ConnectionHandler, DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from wagtail.documents.models import Document

from decrees.models import Anchor, Answer, ChangeSource, Comment, Reaction, Round, Version
from forum.ledger.triggers import DECLARED, expected, find_faults, lift, present, restore
from forum.models import LedgerEntry, Rsvp
from minutes.models import Approval, KeptFile
from tests.databases import copy_of_migrated
from tests.forum.ledger.test_ledger import add, unguard

ROOT = Path(__file__).resolve().parents[3]
SQLITE = "django.db.backends.sqlite3"
GUARDED = [
    LedgerEntry,
    Version,
    Anchor,
    Round,
    Comment,
    Answer,
    Reaction,
    ChangeSource,
    Document,
    KeptFile,
    Approval,
    Rsvp,
]


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def drop(name, table):
    run(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def found():
    return sorted(map(str, find_faults(connection)))


def checked(*databases):
    return [error.msg for error in run_checks(databases=databases or None) if error.id == "forum.E001"]


def test_every_trigger_that_a_migration_makes_is_declared():
    made = {}  # by which migration; a later one may take one away, or make another of the same name
    for path in sorted(ROOT.glob("*/migrations/0*.py")):
        text, since = path.read_text(), f"{path.parts[-3]}.{path.stem}"
        for trigger in re.findall(r"DROP TRIGGER IF EXISTS (\w+) ON (\w+)", text):
            made.pop(trigger, None)
        made |= dict.fromkeys(re.findall(r"CREATE TRIGGER (\w+) BEFORE [A-Za-z_, ]+ ON (\w+)", text), since)
    assert {(trigger.since, trigger.name, trigger.table) for trigger in DECLARED} == {
        (since, *trigger) for trigger, since in made.items()
    }


@pytest.mark.django_db
def test_a_migrated_database_has_what_is_declared_and_no_other():
    tables = {trigger.table for trigger in DECLARED}
    ours = {place for place in present(connection) if place[0] in tables}
    assert {(trigger.table, trigger.name) for trigger in expected(connection)} == ours
    assert len(ours) == len([trigger for trigger in DECLARED if trigger.vendor == connection.vendor])
    assert found() == []


@pytest.mark.django_db
def test_missing_trigger_is_named_by_the_check_and_by_verify_ledger():
    drop("comment_stays", "decrees_comment")
    assert checked("default") == ["The record is not guarded: trigger comment_stays on decrees_comment is missing."]
    with pytest.raises(CommandError, match=r"comment_stays on decrees_comment is missing.*restore_triggers") as refusal:
        call_command("verify_ledger", stdout=StringIO())
    assert refusal.value.returncode == 1


@pytest.mark.django_db
def test_migrate_does_not_begin_on_a_database_that_is_not_guarded():
    drop("comment_stays", "decrees_comment")
    with pytest.raises(CommandError, match="comment_stays on decrees_comment is missing"):
        call_command("migrate", skip_checks=False, verbosity=0)


@pytest.mark.django_db
def test_check_that_may_ask_no_database_says_nothing():
    drop("comment_stays", "decrees_comment")
    assert checked() == []


@pytest.mark.django_db
def test_trigger_that_does_something_else_is_found_and_made_again():
    if connection.vendor == "sqlite":
        drop("ledger_no_delete", "forum_ledgerentry")
        run("CREATE TRIGGER ledger_no_delete BEFORE DELETE ON forum_ledgerentry BEGIN SELECT 1; END")
    else:
        run("CREATE OR REPLACE FUNCTION comment_keeps() RETURNS trigger AS 'BEGIN RETURN OLD; END' LANGUAGE plpgsql")
    name = "ledger_no_delete on forum_ledgerentry"
    name = name if connection.vendor == "sqlite" else "comment_no_delete on decrees_comment"
    assert found() == [f"trigger {name} is changed"]
    call_command("restore_triggers", stdout=StringIO())
    assert found() == []


@pytest.mark.django_db
def test_what_was_taken_away_is_made_again_and_told():
    entry = add(1)[0]
    unguard()
    out = StringIO()
    call_command("restore_triggers", stdout=out)
    told = out.getvalue()
    if connection.vendor == "sqlite":
        assert "Made again: ledger_no_update on forum_ledgerentry (was missing)\n" in told
    else:
        assert "Made again: ledger_guard on forum_ledgerentry (was switched off)\n" in told
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerEntry.objects.filter(pk=entry.pk).delete()
    call_command("verify_ledger", stdout=StringIO())


@pytest.mark.django_db
def test_nothing_is_made_where_nothing_is_missing():
    out = StringIO()
    call_command("restore_triggers", stdout=out)
    assert out.getvalue() == "All triggers are there.\n"


@pytest.mark.django_db
def test_before_its_migration_a_trigger_is_not_expected():
    drop("round_stays", "decrees_round")
    MigrationRecorder(connection).record_unapplied("decrees", "0007_gate_holds")
    assert found() == []


@pytest.fixture
def sqlite_file(tmp_path, db):
    """A migrated database in a file, whichever the suite runs on: only SQLite loses triggers."""
    copy_of_migrated(tmp_path / "migrated.sqlite3")
    alone = ConnectionHandler({"default": {"ENGINE": SQLITE, "NAME": tmp_path / "migrated.sqlite3"}})["default"]
    yield alone
    alone.close()


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_table_that_a_migration_rebuilds_is_guarded_again_afterwards(sqlite_file, model):
    with sqlite_file.schema_editor() as editor:
        lift(None, editor)
        editor._remake_table(model)
    faults = find_faults(sqlite_file)
    assert {fault.trigger for fault in faults} == set(expected(sqlite_file))
    restore(sqlite_file, faults)
    assert find_faults(sqlite_file) == []


@pytest.mark.django_db
def test_migrate_makes_again_what_its_migrations_lost():
    """Its checks looked before: what is missing when it is through was lost on the way."""
    drop("round_stays", "decrees_round")
    call_command("migrate", skip_checks=True, verbosity=0)
    assert found() == []
