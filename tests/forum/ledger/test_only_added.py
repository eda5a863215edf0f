"""Rows that are only added: no statement of SQL changes, removes or replaces one, or empties their table."""

import datetime
import uuid

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from forum.ledger.triggers import ONLY_ADDED
from forum.models import User
from forum.models.invitations.invited.parties import ForParty
from minutes.models import Evidence
from tests.databases import undone

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 3, 2, 3, 4, 5, tzinfo=datetime.UTC)
TABLES = [kept.table for kept in ONLY_ADDED]
MODELS = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(kept, sql, *values):
    with pytest.raises(DatabaseError, match=kept.reason):
        run(sql, *values)


def value_of(field, number):
    """Something of its kind; a number for each row where it refers to another, and other logins in each table."""
    if field.related_model is User:
        return number + 10 * TABLES.index(field.model._meta.db_table)
    if field.primary_key or field.is_relation:
        return number
    if field.null:
        return None
    if isinstance(field, models.IntegerField):
        return number % 1000  # small numbers fit into every column
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.DateTimeField):
        return NOW
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.UUIDField):
        return uuid.UUID(int=number)
    return "public" if field.name == "audience" else f"{number}"[: field.max_length]


def first(field, number):
    """A row that is for one of two (`ForParty`) is for an organisation, evidence is a file and no link; the database
    refuses both."""
    if field.name == "person" and issubclass(field.model, ForParty):
        return None
    return "" if (field.model, field.name) == (Evidence, "link") else value_of(field, number)


def stored(field, value):
    """As the database of this run takes it."""
    return field.get_db_prep_save(value, connection)


def written(model, number, *, with_key=None, verb="INSERT"):
    """A row as no service would write it: only the guards of the table are asked."""
    fields = model._meta.concrete_fields
    values = [with_key if with_key and field.primary_key else stored(field, first(field, number)) for field in fields]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    run(f"{verb} INTO {model._meta.db_table} ({columns}) VALUES ({', '.join(['%s'] * len(values))})", *values)


@pytest.fixture
def guarded():
    """Each table with two rows that refer to nothing."""
    with undone():
        for kept in ONLY_ADDED:
            for number in (900_001, 900_002):
                written(MODELS[kept.table], number)
        yield [(kept, MODELS[kept.table]) for kept in ONLY_ADDED]


def test_no_statement_changes_or_removes_a_row_that_is_only_added(guarded):
    for kept, model in guarded:
        key, table = model._meta.pk.column, kept.table
        for field in model._meta.concrete_fields:
            if field.column not in kept.may_change:
                column = connection.ops.quote_name(field.column)
                refused(
                    kept, f"UPDATE {table} SET {column} = %s WHERE {key} = 900001", stored(field, other_than(field))
                )
        refused(kept, f"DELETE FROM {table} WHERE {key} = 900001")
        assert model._base_manager.filter(pk__in=[900_001, 900_002]).count() == 2, table


def other_than(field):
    """Not what the rows have."""
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.DateTimeField):
        return NOW + datetime.timedelta(days=1)
    if field.choices:
        return field.choices[1][0]
    if isinstance(field, models.JSONField):
        return {"a": 1}
    if field.null and isinstance(field, models.IntegerField):
        return 7
    return {"audience": "members"}.get(field.name) or value_of(field, 900_003)


def test_tables_that_are_only_added_to_say_all_their_keys(guarded):
    """By which REPLACE could push a row out."""
    for kept, model in guarded:
        assert sorted(kept.keys) == sorted(" ".join(key) for key in keys(model)), kept.table


def keys(model):
    for field in model._meta.concrete_fields:
        if field.unique:
            yield [field.column]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield [model._meta.get_field(name).column for name in constraint.fields]


def test_no_row_takes_the_place_of_another(guarded):
    """REPLACE of SQLite; PostgreSQL refuses any second row of a key."""
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    for kept, model in guarded:
        for key in [900_001, *([900_003] if len(kept.keys) > 1 else [])]:
            with pytest.raises(DatabaseError, match=kept.reason if connection.vendor == "sqlite" else "duplicate"):
                written(model, 900_001, with_key=key, verb=verb)
        assert model._base_manager.filter(pk__in=[900_001, 900_002]).count() == 2, kept.table


def test_no_table_is_emptied():
    """TRUNCATE of PostgreSQL, which takes along the tables that refer to it; SQLite empties by DELETE."""
    reasons = "|".join({kept.reason for kept in ONLY_ADDED})
    for kept in ONLY_ADDED:
        if connection.vendor == "postgresql":
            with pytest.raises(DatabaseError, match=reasons):
                run(f"TRUNCATE {kept.table} CASCADE")
        else:
            with undone():
                written(MODELS[kept.table], 900_001)
                refused(kept, f"DELETE FROM {kept.table}")
