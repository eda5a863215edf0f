"""A database that refuses to change or remove a circulated version."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER version_no_update BEFORE UPDATE ON decrees_version
BEGIN SELECT RAISE(ABORT, 'a circulated version never changes'); END;""",
    """CREATE TRIGGER version_no_delete BEFORE DELETE ON decrees_version
BEGIN SELECT RAISE(ABORT, 'a circulated version never changes'); END;""",
]
POSTGRES = [
    """CREATE FUNCTION version_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'a circulated version never changes'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER version_guard BEFORE UPDATE OR DELETE ON decrees_version
FOR EACH ROW EXECUTE FUNCTION version_refuse();
CREATE TRIGGER version_guard_truncate BEFORE TRUNCATE ON decrees_version
FOR EACH STATEMENT EXECUTE FUNCTION version_refuse();"""
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("decrees", "0001_initial")]
    operations = [migrations.RunPython(guard)]
