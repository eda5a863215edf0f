from django.db import migrations, models

# As in decrees/models/triggers.py.
ORDERED = "NEW.structure {0} OLD.structure OR NEW.together_with_id {0} OLD.together_with_id"
SQLITE = (
    "CREATE TRIGGER comment_order_stays BEFORE UPDATE ON decrees_comment WHEN "
    + ORDERED.format("IS NOT")
    + " BEGIN SELECT RAISE(ABORT, 'where a comment belongs never changes'); END",
)
POSTGRES = (
    "CREATE FUNCTION comment_order_stays() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF "
    + ORDERED.format("IS DISTINCT FROM")
    + " THEN RAISE EXCEPTION 'where a comment belongs never changes'; END IF; RETURN NEW; END$$",
    "CREATE TRIGGER comment_order_stays BEFORE UPDATE ON decrees_comment FOR EACH ROW "
    "EXECUTE FUNCTION comment_order_stays()",
)


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("decrees", "0092_supporters_are_told")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="together_with",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="together",
                to="decrees.comment",
                verbose_name="proposed together with",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
