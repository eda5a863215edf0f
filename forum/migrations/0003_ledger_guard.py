"""The first head of the chain, and a database that refuses to change or remove what the ledger holds."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON forum_ledgerentry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON forum_ledgerentry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
"""
POSTGRES = """
CREATE FUNCTION ledger_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER ledger_guard BEFORE UPDATE OR DELETE ON forum_ledgerentry
FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_guard_truncate BEFORE TRUNCATE ON forum_ledgerentry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""


def guard(apps, schema_editor):
    apps.get_model("forum", "LedgerHead").objects.create(seq=0, digest="0" * 64)
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE.strip().split("END;\n"):
            schema_editor.execute(statement if statement.endswith("END;") else statement + "END;", params=None)
    else:
        schema_editor.execute(POSTGRES, params=None)


class Migration(migrations.Migration):
    dependencies = [("forum", "0002_people_meetings_ledger")]
    operations = [migrations.RunPython(guard)]
