"""Parts of published minutes are hidden by two people, in rows that the database only lets be added."""

import django.db.models.deletion
import forum.clock
from django.conf import settings
from django.db import migrations, models

# What `minutes/models/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER hidden_part_no_update BEFORE UPDATE ON minutes_hiddenpart WHEN NEW.id IS NOT OLD.id OR NEW.at
IS NOT OLD.at OR NEW.seq IS NOT OLD.seq OR NEW.office IS NOT OLD.office OR NEW.by_id IS NOT OLD.by_id OR
NEW.minutes_id IS NOT OLD.minutes_id OR NEW.part IS NOT OLD.part OR NEW.reason IS NOT OLD.reason OR NEW.note
IS NOT OLD.note BEGIN SELECT RAISE(ABORT, 'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hidden_part_no_delete BEFORE DELETE ON minutes_hiddenpart BEGIN SELECT RAISE(ABORT,
'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hiding_step_no_update BEFORE UPDATE ON minutes_hidingstep WHEN NEW.id IS NOT OLD.id OR NEW.at
IS NOT OLD.at OR NEW.seq IS NOT OLD.seq OR NEW.office IS NOT OLD.office OR NEW.by_id IS NOT OLD.by_id OR
NEW.hiding_id IS NOT OLD.hiding_id OR NEW.step IS NOT OLD.step OR NEW.words IS NOT OLD.words BEGIN SELECT
RAISE(ABORT, 'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hiding_step_no_delete BEFORE DELETE ON minutes_hidingstep BEGIN SELECT RAISE(ABORT,
'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hidden_part_not_replaced BEFORE INSERT ON minutes_hiddenpart WHEN EXISTS (SELECT 1 FROM
minutes_hiddenpart WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT,
'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hiding_step_not_replaced BEFORE INSERT ON minutes_hidingstep WHEN EXISTS (SELECT 1 FROM
minutes_hidingstep WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT,
'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hiding_step_eyes BEFORE INSERT ON minutes_hidingstep WHEN NEW.step IN ('confirmed',
'refused') AND (NEW.by_id IS NULL OR EXISTS (SELECT 1 FROM minutes_hiddenpart h WHERE h.id = NEW.hiding_id
AND (h.by_id IS NULL OR h.by_id = NEW.by_id))) BEGIN SELECT RAISE(ABORT,
'it takes a second person to hide a part of minutes'); END;""",
    """CREATE TRIGGER hiding_step_first BEFORE INSERT ON minutes_hidingstep WHEN NEW.step = 'lifted' AND NOT EXISTS
(SELECT 1 FROM minutes_hidingstep s WHERE s.hiding_id = NEW.hiding_id AND s.step = 'confirmed') BEGIN SELECT
RAISE(ABORT, 'only what was hidden is shown again'); END;""",
]
POSTGRES = [
    """CREATE FUNCTION hidden_part_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP = 'UPDATE'
THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.at IS DISTINCT FROM OLD.at OR NEW.seq IS DISTINCT FROM
OLD.seq OR NEW.office IS DISTINCT FROM OLD.office OR NEW.by_id IS DISTINCT FROM OLD.by_id OR NEW.minutes_id
IS DISTINCT FROM OLD.minutes_id OR NEW.part IS DISTINCT FROM OLD.part OR NEW.reason IS DISTINCT FROM
OLD.reason OR NEW.note IS DISTINCT FROM OLD.note) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION
'the hiding of a part of minutes never changes'; END;$function$""",
    """CREATE TRIGGER hidden_part_guard BEFORE DELETE OR UPDATE ON minutes_hiddenpart FOR EACH ROW EXECUTE FUNCTION
hidden_part_refuse()""",
    """CREATE TRIGGER hidden_part_guard_truncate BEFORE TRUNCATE ON minutes_hiddenpart FOR EACH STATEMENT EXECUTE
FUNCTION hidden_part_refuse()""",
    """CREATE FUNCTION hiding_step_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP = 'UPDATE'
THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.at IS DISTINCT FROM OLD.at OR NEW.seq IS DISTINCT FROM
OLD.seq OR NEW.office IS DISTINCT FROM OLD.office OR NEW.by_id IS DISTINCT FROM OLD.by_id OR NEW.hiding_id
IS DISTINCT FROM OLD.hiding_id OR NEW.step IS DISTINCT FROM OLD.step OR NEW.words IS DISTINCT FROM
OLD.words) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'the hiding of a part of minutes never changes';
END;$function$""",
    """CREATE TRIGGER hiding_step_guard BEFORE DELETE OR UPDATE ON minutes_hidingstep FOR EACH ROW EXECUTE FUNCTION
hiding_step_refuse()""",
    """CREATE TRIGGER hiding_step_guard_truncate BEFORE TRUNCATE ON minutes_hidingstep FOR EACH STATEMENT EXECUTE
FUNCTION hiding_step_refuse()""",
    """CREATE FUNCTION hiding_step_in_order() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF NEW.step IN
('confirmed', 'refused') AND (NEW.by_id IS NULL OR EXISTS (SELECT 1 FROM minutes_hiddenpart h WHERE h.id =
NEW.hiding_id AND (h.by_id IS NULL OR h.by_id = NEW.by_id))) THEN RAISE EXCEPTION
'it takes a second person to hide a part of minutes'; END IF; IF NEW.step = 'lifted' AND NOT EXISTS (SELECT
1 FROM minutes_hidingstep s WHERE s.hiding_id = NEW.hiding_id AND s.step = 'confirmed') THEN RAISE EXCEPTION
'only what was hidden is shown again'; END IF; RETURN NEW; END;$function$""",
    """CREATE TRIGGER hiding_step_in_order BEFORE INSERT ON minutes_hidingstep FOR EACH ROW EXECUTE FUNCTION
hiding_step_in_order()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0003_frozen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HiddenPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=forum.clock.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='office')),
                ('part', models.CharField(max_length=100, verbose_name='part')),
                ('reason', models.CharField(choices=[('personal_data', 'contains personal data'), ('abuse', 'insults a person or threatens'), ('unlawful', 'is against the law')], max_length=20, verbose_name='reason')),
                ('note', models.TextField(verbose_name='explanation')),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hidings', to='minutes.minutespage')),
            ],
            options={
                'verbose_name': 'hiding of a part of minutes',
                'verbose_name_plural': 'hidings of parts of minutes',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='HidingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=forum.clock.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='office')),
                ('step', models.CharField(choices=[('confirmed', 'confirmed'), ('refused', 'refused'), ('lifted', 'shown again')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
                ('hiding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='minutes.hiddenpart')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('step__in', ['confirmed', 'refused'])), fields=('hiding',), name='part_decided_once'), models.UniqueConstraint(condition=models.Q(('step', 'lifted')), fields=('hiding',), name='part_lifted_once')],
            },
        ),
        migrations.RunPython(guard),
    ]
