from django.db import migrations, models

# As in decrees/models/triggers.py.
SQLITE = (
    "CREATE TRIGGER comment_passages_stay BEFORE UPDATE ON decrees_comment WHEN NEW.further IS NOT OLD.further "
    "BEGIN SELECT RAISE(ABORT, 'where a comment belongs never changes'); END",
)
POSTGRES = (
    "CREATE FUNCTION comment_passages_stay() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF "
    "NEW.further IS DISTINCT FROM OLD.further THEN RAISE EXCEPTION 'where a comment belongs never changes'; "
    "END IF; RETURN NEW; END$$",
    "CREATE TRIGGER comment_passages_stay BEFORE UPDATE ON decrees_comment FOR EACH ROW "
    "EXECUTE FUNCTION comment_passages_stay()",
)


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("decrees", "0088_notices_of_rounds")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="further",
            field=models.JSONField(editable=False, null=True, verbose_name="further passages"),
        ),
        migrations.AddField(
            model_name="anchor",
            name="further",
            field=models.JSONField(editable=False, null=True, verbose_name="places of the further passages"),
        ),
        migrations.AddField(
            model_name="anchor",
            name="others_wait",
            field=models.BooleanField(editable=False, null=True, verbose_name="please check another passage"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
