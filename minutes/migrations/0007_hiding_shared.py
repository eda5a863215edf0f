"""Parts of minutes are hidden as words of comments are: personal data at once, until a second person decides."""

import re

from django.db import migrations, models

from forum.ledger import triggers

# What `minutes/models/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER hidden_part_no_update BEFORE UPDATE ON minutes_hiddenpart BEGIN SELECT RAISE(ABORT,
'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hidden_part_no_delete BEFORE DELETE ON minutes_hiddenpart BEGIN SELECT RAISE(ABORT,
'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hidden_part_no_replace BEFORE INSERT ON minutes_hiddenpart WHEN EXISTS (SELECT 1 FROM
minutes_hiddenpart o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT,
'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hiding_step_no_update BEFORE UPDATE ON minutes_hidingstep BEGIN SELECT RAISE(ABORT,
'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hiding_step_no_delete BEFORE DELETE ON minutes_hidingstep BEGIN SELECT RAISE(ABORT,
'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hiding_step_no_replace BEFORE INSERT ON minutes_hidingstep WHEN EXISTS (SELECT 1 FROM
minutes_hidingstep o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_hidingstep o WHERE o.hiding_id =
NEW.hiding_id AND o.step IN ('confirmed', 'refused', 'lapsed') AND NEW.step IN ('confirmed', 'refused',
'lapsed')) OR EXISTS (SELECT 1 FROM minutes_hidingstep o WHERE o.hiding_id = NEW.hiding_id AND o.step IN
('lifted', 'erased') AND NEW.step IN ('lifted', 'erased')) BEGIN SELECT RAISE(ABORT,
'the hiding of a part of minutes never changes'); END;""",
    """CREATE TRIGGER hiding_step_eyes BEFORE INSERT ON minutes_hidingstep WHEN NEW.step IN ('confirmed', 'refused')
AND (NEW.by_id IS NULL OR EXISTS (SELECT 1 FROM minutes_hiddenpart h WHERE h.id = NEW.hiding_id AND (h.by_id IS
NULL OR h.by_id = NEW.by_id))) BEGIN SELECT RAISE(ABORT, 'it takes a second person to hide words'); END;""",
    """CREATE TRIGGER hiding_step_first BEFORE INSERT ON minutes_hidingstep WHEN NEW.step IN ('lifted', 'upheld',
'erased') AND NOT EXISTS (SELECT 1 FROM minutes_hidingstep s WHERE s.hiding_id = NEW.hiding_id AND s.step =
'confirmed') BEGIN SELECT RAISE(ABORT, 'only what was hidden is shown again or erased'); END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION hidden_part_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'the hiding of a part of minutes never changes'; END$function$""",
    """CREATE TRIGGER hidden_part_guard BEFORE DELETE OR UPDATE ON minutes_hiddenpart FOR EACH ROW EXECUTE FUNCTION
hidden_part_refuse()""",
    """CREATE TRIGGER hidden_part_guard_truncate BEFORE TRUNCATE ON minutes_hiddenpart FOR EACH STATEMENT EXECUTE
FUNCTION hidden_part_refuse()""",
    """CREATE OR REPLACE FUNCTION hiding_step_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'the hiding of a part of minutes never changes'; END$function$""",
    """CREATE TRIGGER hiding_step_guard BEFORE DELETE OR UPDATE ON minutes_hidingstep FOR EACH ROW EXECUTE FUNCTION
hiding_step_refuse()""",
    """CREATE TRIGGER hiding_step_guard_truncate BEFORE TRUNCATE ON minutes_hidingstep FOR EACH STATEMENT EXECUTE
FUNCTION hiding_step_refuse()""",
    """CREATE OR REPLACE FUNCTION hiding_step_in_order() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF
NEW.step IN ('confirmed', 'refused') AND (NEW.by_id IS NULL OR EXISTS (SELECT 1 FROM minutes_hiddenpart h WHERE
h.id = NEW.hiding_id AND (h.by_id IS NULL OR h.by_id = NEW.by_id))) THEN RAISE EXCEPTION
'it takes a second person to hide words'; END IF; IF NEW.step IN ('lifted', 'upheld', 'erased') AND NOT EXISTS
(SELECT 1 FROM minutes_hidingstep s WHERE s.hiding_id = NEW.hiding_id AND s.step = 'confirmed') THEN RAISE
EXCEPTION 'only what was hidden is shown again or erased'; END IF; RETURN NEW; END$function$""",
    """CREATE TRIGGER hiding_step_in_order BEFORE INSERT ON minutes_hidingstep FOR EACH ROW EXECUTE FUNCTION
hiding_step_in_order()""",
]


def guard(apps, schema_editor):
    """Each in place of an earlier one of that name."""
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRES:
        if made := re.match(r"CREATE TRIGGER (\w+) BEFORE [\w, ]+ (ON \w+)", statement):
            on_table = "" if vendor == "sqlite" else made[2]
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {made[1]} {on_table}")
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0006_approvals_alone")]

    operations = [
        migrations.RunPython(triggers.lift, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='hidingstep',
            name='part_decided_once',
        ),
        migrations.RemoveConstraint(
            model_name='hidingstep',
            name='part_lifted_once',
        ),
        migrations.AddField(
            model_name='hiddenpart',
            name='provisional',
            field=models.BooleanField(default=False, verbose_name='hidden at once'),
        ),
        migrations.AlterField(
            model_name='hidingstep',
            name='step',
            field=models.CharField(choices=[('confirmed', 'confirmed'), ('refused', 'refused'), ('lapsed', 'lapsed'), ('lifted', 'shown again'), ('objected', 'objection'), ('upheld', 'stays hidden after the objection'), ('erased', 'erased')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='hiddenpart',
            constraint=models.CheckConstraint(condition=models.Q(('provisional', False), ('reason', 'personal_data'), _connector='OR'), name='part_hidden_at_once_personal_data'),
        ),
        migrations.AddConstraint(
            model_name='hidingstep',
            constraint=models.UniqueConstraint(condition=models.Q(('step__in', ['confirmed', 'refused', 'lapsed'])), fields=('hiding',), name='part_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='hidingstep',
            constraint=models.UniqueConstraint(condition=models.Q(('step__in', ['lifted', 'erased'])), fields=('hiding',), name='part_ended_once'),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
