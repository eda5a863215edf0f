"""Why something was withdrawn, postponed or cancelled. The database refuses to change the reason of an entry."""

import django.db.models.deletion
import forum.models.typed.records
from django.db import migrations, models


SQLITE = [
    """CREATE TRIGGER entry_reason_no_update BEFORE UPDATE ON forum_entryreason
BEGIN SELECT RAISE(ABORT, 'the reason of an entry stays as it is'); END""",
    """CREATE TRIGGER entry_reason_no_delete BEFORE DELETE ON forum_entryreason
BEGIN SELECT RAISE(ABORT, 'the reason of an entry stays as it is'); END""",
]
POSTGRES = [
    """CREATE FUNCTION entry_reason_refuse() RETURNS trigger LANGUAGE plpgsql AS
$function$BEGIN RAISE EXCEPTION 'the reason of an entry stays as it is'; END$function$;
CREATE TRIGGER entry_reason_guard BEFORE DELETE OR UPDATE ON forum_entryreason
FOR EACH ROW EXECUTE FUNCTION entry_reason_refuse();""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0012_reading_of_newcomers'),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryReason',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='reason', serialize=False, to='forum.ledgerentry')),
                ('text', models.TextField(verbose_name='reason')),
            ],
            options={
                'default_permissions': (),
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.RunPython(guard),
        migrations.AddField(
            model_name='meetingpage',
            name='status_reason',
            field=models.CharField(blank=True, help_text='Why it is postponed or cancelled. Everybody reads it.', max_length=300, verbose_name='reason'),
        ),
    ]
