"""Decisions get a number among all of their year, say who did not agree, and may have a day of review; what became of agenda items."""

import django.db.models.deletion
import forum.clock
import forum.models.typed.records
import modelcluster.fields
from django.db import migrations, models


# What `minutes/models/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER decision_number_no_update BEFORE UPDATE ON minutes_decisionnumber BEGIN SELECT RAISE(ABORT,
'the number of a decision stays'); END;""",
    """CREATE TRIGGER decision_number_no_delete BEFORE DELETE ON minutes_decisionnumber BEGIN SELECT RAISE(ABORT,
'the number of a decision stays'); END;""",
    """CREATE TRIGGER decision_number_no_replace BEFORE INSERT ON minutes_decisionnumber WHEN EXISTS (SELECT 1 FROM
minutes_decisionnumber o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_decisionnumber o WHERE
o.minutes_id = NEW.minutes_id AND o.number = NEW.number) OR EXISTS (SELECT 1 FROM minutes_decisionnumber o
WHERE o.year = NEW.year AND o.place = NEW.place) BEGIN SELECT RAISE(ABORT, 'the number of a decision stays');
END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION decision_number_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'the number of a decision stays'; END$function$""",
    """CREATE TRIGGER decision_number_guard BEFORE DELETE OR UPDATE ON minutes_decisionnumber FOR EACH ROW EXECUTE
FUNCTION decision_number_refuse()""",
    """CREATE TRIGGER decision_number_guard_truncate BEFORE TRUNCATE ON minutes_decisionnumber FOR EACH STATEMENT
EXECUTE FUNCTION decision_number_refuse()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0010_corrections'),
    ]

    operations = [
        migrations.CreateModel(
            name='NumberedYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='dissent',
            field=models.TextField(blank=True, help_text='One organisation on each line, with its reason: “BI: the budget is missing”. Empty: nobody.', verbose_name='dissent'),
        ),
        migrations.AddField(
            model_name='decision',
            name='review_on',
            field=models.DateField(blank=True, help_text='It stays on the agenda of the next meetings until one of them was held on this day or later.', null=True, verbose_name='to be reviewed from'),
        ),
        migrations.CreateModel(
            name='AgendaOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(max_length=300, verbose_name='agenda item')),
                ('outcome', models.CharField(blank=True, choices=[(None, 'not decided yet'), ('decided', 'decided'), ('noted', 'noted'), ('postponed', 'postponed to the next meeting')], max_length=10, verbose_name='what became of it')),
                ('minutes', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='minutes.minutespage')),
            ],
            options={
                'verbose_name': 'outcome of an agenda item',
                'verbose_name_plural': 'outcomes of agenda items',
                'ordering': ['sort_order'],
                'abstract': False,
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.CreateModel(
            name='DecisionNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('year', models.PositiveSmallIntegerField()),
                ('place', models.PositiveIntegerField()),
                ('given_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decision_numbers', to='minutes.minutespage')),
            ],
            options={
                'ordering': ['year', 'place'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('minutes', 'number'), name='decision_numbered_once'), models.UniqueConstraint(fields=('year', 'place'), name='decision_place_given_once')],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
