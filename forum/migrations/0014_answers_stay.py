"""What organisations answered to an invitation is only added to, and a published letter keeps what it showed."""

import django.db.models.deletion
from django.db import migrations, models

REASON = "an answer to an invitation stays"
COLUMNS = "id invitation_id organisation_id answer attendees note answered_at"


def changed(differs):
    kept = (f"NEW.{column} {differs} OLD.{column}" for column in COLUMNS.split())
    return " OR ".join(["NEW.answered_by_id IS NOT NULL", *kept])


ABORT = f"BEGIN SELECT RAISE(ABORT, '{REASON}'); END;"
SQLITE = [
    f"CREATE TRIGGER rsvp_no_update BEFORE UPDATE ON forum_rsvp WHEN {changed('IS NOT')} {ABORT}",
    f"CREATE TRIGGER rsvp_no_delete BEFORE DELETE ON forum_rsvp {ABORT}",
]
POSTGRES = [
    f"""CREATE FUNCTION rsvp_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP = 'UPDATE' THEN
IF NOT ({changed("IS DISTINCT FROM")}) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION '{REASON}'; END$function$;
CREATE TRIGGER rsvp_guard BEFORE DELETE OR UPDATE ON forum_rsvp
FOR EACH ROW EXECUTE FUNCTION rsvp_refuse();
CREATE TRIGGER rsvp_guard_truncate BEFORE TRUNCATE ON forum_rsvp
FOR EACH STATEMENT EXECUTE FUNCTION rsvp_refuse();""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0013_reasons'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitationpage',
            name='frozen',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AlterModelOptions(
            name='rsvp',
            options={'ordering': ['organisation__name', 'pk'], 'verbose_name': 'confirmation of attendance', 'verbose_name_plural': 'confirmations of attendance'},
        ),
        migrations.RemoveConstraint(
            model_name='rsvp',
            name='rsvp_once',
        ),
        migrations.AlterField(
            model_name='rsvp',
            name='invitation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rsvps', to='forum.invitationpage'),
        ),
        migrations.RunPython(guard),
    ]
