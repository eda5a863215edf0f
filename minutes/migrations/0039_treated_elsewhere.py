"""Follow-ups are treated in systems of others, too: by the minutes, and by what is reported of them later."""

import django.db.models.deletion
from django.db import migrations, models

import forum.models.typed.records

# What `minutes/models/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER reported_links_no_update BEFORE UPDATE ON minutes_reportedlinks BEGIN SELECT
RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER reported_links_no_delete BEFORE DELETE ON minutes_reportedlinks BEGIN SELECT
RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER reported_links_no_replace BEFORE INSERT ON minutes_reportedlinks WHEN EXISTS (SELECT 1 FROM
minutes_reportedlinks o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_reportedlinks o WHERE o.report_id =
NEW.report_id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION reported_links_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER reported_links_guard BEFORE DELETE OR UPDATE ON minutes_reportedlinks FOR EACH ROW EXECUTE
FUNCTION reported_links_refuse()""",
    """CREATE TRIGGER reported_links_guard_truncate BEFORE TRUNCATE ON minutes_reportedlinks FOR EACH STATEMENT EXECUTE
FUNCTION reported_links_refuse()""",
]
HELP = "A line for each: “LAPOR! 1234567 – what it is about”, or the address there."


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


def links():
    return models.JSONField(blank=True, help_text=HELP, null=True, verbose_name="treated elsewhere")


class Migration(migrations.Migration):
    dependencies = [("minutes", "0038_reader_counts")]
    operations = [
        migrations.AddField(model_name="actionitem", name="links", field=links()),
        migrations.CreateModel(
            name="ReportedLinks",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("links", links()),
                ("state", models.CharField(blank=True, max_length=120, verbose_name="how it stands there")),
                ("ended", models.BooleanField(default=False, verbose_name="not treated there any more")),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elsewhere",
                        to="minutes.actionreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "where a follow-up is treated elsewhere",
                "verbose_name_plural": "where follow-ups are treated elsewhere",
                "default_permissions": (),
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
