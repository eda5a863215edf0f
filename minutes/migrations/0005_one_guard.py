"""What is only added is not replaced either; minutes that were circulated are not removed."""

import re

from django.db import migrations

# What `minutes/models/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER approval_no_update BEFORE UPDATE ON minutes_approval WHEN NEW.id IS NOT OLD.id OR NEW.minutes_id
IS NOT OLD.minutes_id OR NEW.made_at IS NOT OLD.made_at OR NEW.edition IS NOT OLD.edition OR NEW.office IS NOT
OLD.office OR NEW.digest IS NOT OLD.digest OR NEW.made_by_id IS NOT NULL BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER approval_no_delete BEFORE DELETE ON minutes_approval BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER approval_no_replace BEFORE INSERT ON minutes_approval WHEN EXISTS (SELECT 1 FROM minutes_approval
o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER correction_no_update BEFORE UPDATE ON minutes_correction WHEN NEW.id IS NOT OLD.id OR
NEW.minutes_id IS NOT OLD.minutes_id OR NEW.made_at IS NOT OLD.made_at OR NEW.organisation_id IS NOT
OLD.organisation_id OR NEW.text IS NOT OLD.text OR NEW.made_by_id IS NOT NULL BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER correction_no_delete BEFORE DELETE ON minutes_correction BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER correction_no_replace BEFORE INSERT ON minutes_correction WHEN EXISTS (SELECT 1 FROM
minutes_correction o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays');
END;""",
    """CREATE TRIGGER reopening_no_update BEFORE UPDATE ON minutes_reopening WHEN NEW.id IS NOT OLD.id OR
NEW.minutes_id IS NOT OLD.minutes_id OR NEW.made_at IS NOT OLD.made_at OR NEW.reason IS NOT OLD.reason OR
NEW.was_published IS NOT OLD.was_published OR NEW.made_by_id IS NOT NULL BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER reopening_no_delete BEFORE DELETE ON minutes_reopening BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER reopening_no_replace BEFORE INSERT ON minutes_reopening WHEN EXISTS (SELECT 1 FROM
minutes_reopening o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays');
END;""",
    """CREATE TRIGGER completion_no_update BEFORE UPDATE ON minutes_completion WHEN NEW.id IS NOT OLD.id OR
NEW.minutes_id IS NOT OLD.minutes_id OR NEW.made_at IS NOT OLD.made_at OR NEW.number IS NOT OLD.number OR
NEW.note IS NOT OLD.note OR NEW.made_by_id IS NOT NULL BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER completion_no_delete BEFORE DELETE ON minutes_completion BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER completion_no_replace BEFORE INSERT ON minutes_completion WHEN EXISTS (SELECT 1 FROM
minutes_completion o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_completion o WHERE o.minutes_id =
NEW.minutes_id AND o.number = NEW.number) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays');
END;""",
    """CREATE TRIGGER minutes_page_no_delete BEFORE DELETE ON minutes_minutespage WHEN EXISTS (SELECT 1 FROM
forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE
'%.circulated')) BEGIN SELECT RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER minutes_page_no_replace BEFORE INSERT ON minutes_minutespage WHEN EXISTS (SELECT 1 FROM
minutes_minutespage o WHERE (o.page_ptr_id = NEW.page_ptr_id OR o.meeting_id = NEW.meeting_id) AND EXISTS
(SELECT 1 FROM forum_ledgerentry e WHERE e.page_id = o.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE
'%.circulated'))) BEGIN SELECT RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER minutes_page_no_overwrite BEFORE UPDATE ON minutes_minutespage WHEN NEW.page_ptr_id <>
OLD.page_ptr_id AND EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE
'%.published' OR e.verb LIKE '%.circulated')) OR EXISTS (SELECT 1 FROM minutes_minutespage o WHERE
(o.page_ptr_id = NEW.page_ptr_id OR o.meeting_id = NEW.meeting_id) AND o.page_ptr_id <> OLD.page_ptr_id AND
EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE e.page_id = o.page_ptr_id AND (e.verb LIKE '%.published' OR
e.verb LIKE '%.circulated'))) BEGIN SELECT RAISE(ABORT, 'a page of the record is withdrawn, never deleted');
END;""",
    """CREATE TRIGGER kept_file_no_update BEFORE UPDATE ON minutes_keptfile BEGIN SELECT RAISE(ABORT,
'a file that was circulated stays'); END;""",
    """CREATE TRIGGER kept_file_no_delete BEFORE DELETE ON minutes_keptfile BEGIN SELECT RAISE(ABORT,
'a file that was circulated stays'); END;""",
    """CREATE TRIGGER kept_file_no_replace BEFORE INSERT ON minutes_keptfile WHEN EXISTS (SELECT 1 FROM
minutes_keptfile o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_keptfile o WHERE o.document_id =
NEW.document_id) BEGIN SELECT RAISE(ABORT, 'a file that was circulated stays'); END;""",
    """CREATE TRIGGER kept_document_no_replace BEFORE INSERT ON wagtaildocs_document WHEN EXISTS (SELECT 1 FROM
minutes_keptfile k WHERE k.document_id = NEW.id) BEGIN SELECT RAISE(ABORT, 'a file that was circulated stays');
END;""",
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
NEW.hiding_id AND o.step IN ('confirmed', 'refused') AND NEW.step IN ('confirmed', 'refused')) OR EXISTS (SELECT
1 FROM minutes_hidingstep o WHERE o.hiding_id = NEW.hiding_id AND o.step = 'lifted' AND NEW.step = 'lifted')
BEGIN SELECT RAISE(ABORT, 'the hiding of a part of minutes never changes'); END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION approval_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.minutes_id IS DISTINCT FROM OLD.minutes_id OR
NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.edition IS DISTINCT FROM OLD.edition OR NEW.office IS DISTINCT
FROM OLD.office OR NEW.digest IS DISTINCT FROM OLD.digest OR NEW.made_by_id IS NOT NULL) THEN RETURN NEW; END
IF; END IF; RAISE EXCEPTION 'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER approval_guard BEFORE DELETE OR UPDATE ON minutes_approval FOR EACH ROW EXECUTE FUNCTION
approval_refuse()""",
    """CREATE TRIGGER approval_guard_truncate BEFORE TRUNCATE ON minutes_approval FOR EACH STATEMENT EXECUTE FUNCTION
approval_refuse()""",
    """CREATE OR REPLACE FUNCTION correction_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.minutes_id IS DISTINCT FROM OLD.minutes_id OR
NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.organisation_id IS DISTINCT FROM OLD.organisation_id OR NEW.text
IS DISTINCT FROM OLD.text OR NEW.made_by_id IS NOT NULL) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION
'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER correction_guard BEFORE DELETE OR UPDATE ON minutes_correction FOR EACH ROW EXECUTE FUNCTION
correction_refuse()""",
    """CREATE TRIGGER correction_guard_truncate BEFORE TRUNCATE ON minutes_correction FOR EACH STATEMENT EXECUTE
FUNCTION correction_refuse()""",
    """CREATE OR REPLACE FUNCTION reopening_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.minutes_id IS DISTINCT FROM OLD.minutes_id OR
NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.was_published IS
DISTINCT FROM OLD.was_published OR NEW.made_by_id IS NOT NULL) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION
'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER reopening_guard BEFORE DELETE OR UPDATE ON minutes_reopening FOR EACH ROW EXECUTE FUNCTION
reopening_refuse()""",
    """CREATE TRIGGER reopening_guard_truncate BEFORE TRUNCATE ON minutes_reopening FOR EACH STATEMENT EXECUTE FUNCTION
reopening_refuse()""",
    """CREATE OR REPLACE FUNCTION completion_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.minutes_id IS DISTINCT FROM OLD.minutes_id OR
NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.number IS DISTINCT FROM OLD.number OR NEW.note IS DISTINCT FROM
OLD.note OR NEW.made_by_id IS NOT NULL) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION
'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER completion_guard BEFORE DELETE OR UPDATE ON minutes_completion FOR EACH ROW EXECUTE FUNCTION
completion_refuse()""",
    """CREATE TRIGGER completion_guard_truncate BEFORE TRUNCATE ON minutes_completion FOR EACH STATEMENT EXECUTE
FUNCTION completion_refuse()""",
    """CREATE OR REPLACE FUNCTION minutes_page_stays() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NEW.page_ptr_id = OLD.page_ptr_id THEN RETURN NEW; END IF; END IF; IF EXISTS (SELECT 1 FROM
forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE
'%.circulated')) THEN RAISE EXCEPTION 'a page of the record is withdrawn, never deleted'; END IF; IF TG_OP =
'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END$function$""",
    """CREATE TRIGGER minutes_page_guard BEFORE DELETE OR UPDATE ON minutes_minutespage FOR EACH ROW EXECUTE FUNCTION
minutes_page_stays()""",
    """CREATE OR REPLACE FUNCTION kept_file_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'a file that was circulated stays'; END$function$""",
    """CREATE TRIGGER kept_file_guard BEFORE DELETE OR UPDATE ON minutes_keptfile FOR EACH ROW EXECUTE FUNCTION
kept_file_refuse()""",
    """CREATE TRIGGER kept_file_guard_truncate BEFORE TRUNCATE ON minutes_keptfile FOR EACH STATEMENT EXECUTE FUNCTION
kept_file_refuse()""",
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
]

# Hidings had names of their own for the same.
GONE = [
    "DROP TRIGGER IF EXISTS hidden_part_not_replaced ON minutes_hiddenpart",
    "DROP TRIGGER IF EXISTS hiding_step_not_replaced ON minutes_hidingstep",
]


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in GONE:
            schema_editor.execute(statement.partition(" ON ")[0])


def guard(apps, schema_editor):
    """Each in place of an earlier one of that name."""
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRES:
        if made := re.match(r"CREATE TRIGGER (\w+) BEFORE [\w, ]+ (ON \w+)", statement):
            on_table = "" if vendor == "sqlite" else made[2]
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {made[1]} {on_table}")
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0004_hidden_parts"), ("forum", "0015_one_guard")]
    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
