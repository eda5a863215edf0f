"""No way around the gate: a comment is never removed, and a round that is closed stays as it was closed."""

from django.db import migrations

KEPT, OVER = "a comment is never removed", "the round is closed"
SQLITE = [
    f"""CREATE TRIGGER comment_no_delete BEFORE DELETE ON decrees_comment
BEGIN SELECT RAISE(ABORT, '{KEPT}'); END;""",
    f"""CREATE TRIGGER round_stays BEFORE UPDATE ON decrees_round
WHEN OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT OLD.closed_at
BEGIN SELECT RAISE(ABORT, '{OVER}'); END;""",
]
POSTGRES = [
    f"""CREATE FUNCTION comment_keeps() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{KEPT}'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER comment_no_delete BEFORE DELETE ON decrees_comment FOR EACH ROW EXECUTE FUNCTION comment_keeps();
CREATE FUNCTION round_stays() RETURNS trigger AS $$ BEGIN
IF OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at THEN
RAISE EXCEPTION '{OVER}'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER round_stays BEFORE UPDATE ON decrees_round FOR EACH ROW EXECUTE FUNCTION round_stays();"""
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("decrees", "0006_roster_links")]
    operations = [migrations.RunPython(guard)]
