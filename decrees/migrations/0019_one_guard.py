"""What is only added is not replaced either; a draft that was circulated is not removed."""

import re

from django.db import migrations, models

# What `decrees/models/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER version_no_update BEFORE UPDATE ON decrees_version BEGIN SELECT RAISE(ABORT,
'a circulated version never changes'); END;""",
    """CREATE TRIGGER version_no_delete BEFORE DELETE ON decrees_version BEGIN SELECT RAISE(ABORT,
'a circulated version never changes'); END;""",
    """CREATE TRIGGER version_no_replace BEFORE INSERT ON decrees_version WHEN EXISTS (SELECT 1 FROM decrees_version o
WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM decrees_version o WHERE o.decree_id = NEW.decree_id AND o.number =
NEW.number) BEGIN SELECT RAISE(ABORT, 'a circulated version never changes'); END;""",
    """CREATE TRIGGER placement_no_update BEFORE UPDATE ON decrees_placement BEGIN SELECT RAISE(ABORT,
'a step of a comment never changes'); END;""",
    """CREATE TRIGGER placement_no_delete BEFORE DELETE ON decrees_placement BEGIN SELECT RAISE(ABORT,
'a step of a comment never changes'); END;""",
    """CREATE TRIGGER placement_no_replace BEFORE INSERT ON decrees_placement WHEN EXISTS (SELECT 1 FROM
decrees_placement o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'a step of a comment never changes'); END;""",
    """CREATE TRIGGER decree_page_no_delete BEFORE DELETE ON decrees_decreepage WHEN EXISTS (SELECT 1 FROM
forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE
'%.circulated')) BEGIN SELECT RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER decree_page_no_replace BEFORE INSERT ON decrees_decreepage WHEN EXISTS (SELECT 1 FROM
decrees_decreepage o WHERE (o.page_ptr_id = NEW.page_ptr_id) AND EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE
e.page_id = o.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE '%.circulated'))) BEGIN SELECT
RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER decree_page_no_overwrite BEFORE UPDATE ON decrees_decreepage WHEN NEW.page_ptr_id <>
OLD.page_ptr_id AND EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE
'%.published' OR e.verb LIKE '%.circulated')) OR EXISTS (SELECT 1 FROM decrees_decreepage o WHERE (o.page_ptr_id
= NEW.page_ptr_id) AND o.page_ptr_id <> OLD.page_ptr_id AND EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE
e.page_id = o.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE '%.circulated'))) BEGIN SELECT
RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER round_not_replaced BEFORE INSERT ON decrees_round WHEN EXISTS (SELECT 1 FROM decrees_round o
WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM decrees_round o WHERE o.decree_id = NEW.decree_id AND o.closed_at
IS NULL AND NEW.closed_at IS NULL) BEGIN SELECT RAISE(ABORT, 'a round is never replaced'); END;""",
    """CREATE TRIGGER answer_no_update BEFORE UPDATE ON decrees_answer WHEN NEW.id IS NOT OLD.id OR NEW.comment_id IS
NOT OLD.comment_id OR NEW.disposition IS NOT OLD.disposition OR NEW."group" IS NOT OLD."group" OR NEW.office IS
NOT OLD.office OR NEW.answered_at IS NOT OLD.answered_at OR NEW.answered_by_id IS NOT NULL AND
NEW.answered_by_id IS NOT OLD.answered_by_id OR OLD.seq IS NOT NULL AND NEW.seq IS NOT OLD.seq OR NEW.reason IS
NOT OLD.reason AND NOT EXISTS (SELECT 1 FROM decrees_hiddenwords w JOIN decrees_concealmentstep s ON
s.concealment_id = w.concealment_id WHERE w.entry = OLD.seq AND s.step = 'erased') BEGIN SELECT RAISE(ABORT,
'an answer never changes, another is added'); END;""",
    """CREATE TRIGGER answer_no_delete BEFORE DELETE ON decrees_answer BEGIN SELECT RAISE(ABORT,
'an answer never changes, another is added'); END;""",
    """CREATE TRIGGER answer_no_replace BEFORE INSERT ON decrees_answer WHEN EXISTS (SELECT 1 FROM decrees_answer o
WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'an answer never changes, another is added'); END;""",
    """CREATE TRIGGER reaction_no_update BEFORE UPDATE ON decrees_reaction WHEN NEW.id IS NOT OLD.id OR NEW.answer_id
IS NOT OLD.answer_id OR NEW.stance IS NOT OLD.stance OR NEW.office IS NOT OLD.office OR NEW.at IS NOT OLD.at OR
NEW.seq IS NOT OLD.seq OR NEW.by_id IS NOT NULL AND NEW.by_id IS NOT OLD.by_id OR NEW.reason IS NOT OLD.reason
AND NOT EXISTS (SELECT 1 FROM decrees_hiddenwords w JOIN decrees_concealmentstep s ON s.concealment_id =
w.concealment_id WHERE w.entry = OLD.seq AND s.step = 'erased') BEGIN SELECT RAISE(ABORT,
'a reaction to an answer never changes, another is added'); END;""",
    """CREATE TRIGGER reaction_no_delete BEFORE DELETE ON decrees_reaction BEGIN SELECT RAISE(ABORT,
'a reaction to an answer never changes, another is added'); END;""",
    """CREATE TRIGGER reaction_no_replace BEFORE INSERT ON decrees_reaction WHEN EXISTS (SELECT 1 FROM decrees_reaction
o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'a reaction to an answer never changes, another is added');
END;""",
    """CREATE TRIGGER comment_not_replaced BEFORE INSERT ON decrees_comment WHEN EXISTS (SELECT 1 FROM decrees_comment
o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM decrees_comment o WHERE o.position_of_id = NEW.position_of_id)
BEGIN SELECT RAISE(ABORT, 'a comment is never removed'); END;""",
    """CREATE TRIGGER concealment_no_update BEFORE UPDATE ON decrees_concealment BEGIN SELECT RAISE(ABORT,
'the hiding of words never changes'); END;""",
    """CREATE TRIGGER concealment_no_delete BEFORE DELETE ON decrees_concealment BEGIN SELECT RAISE(ABORT,
'the hiding of words never changes'); END;""",
    """CREATE TRIGGER concealment_no_replace BEFORE INSERT ON decrees_concealment WHEN EXISTS (SELECT 1 FROM
decrees_concealment o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the hiding of words never changes'); END;""",
    """CREATE TRIGGER concealment_words_no_update BEFORE UPDATE ON decrees_hiddenwords BEGIN SELECT RAISE(ABORT,
'the hiding of words never changes'); END;""",
    """CREATE TRIGGER concealment_words_no_delete BEFORE DELETE ON decrees_hiddenwords BEGIN SELECT RAISE(ABORT,
'the hiding of words never changes'); END;""",
    """CREATE TRIGGER concealment_words_no_replace BEFORE INSERT ON decrees_hiddenwords WHEN EXISTS (SELECT 1 FROM
decrees_hiddenwords o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM decrees_hiddenwords o WHERE o.concealment_id
= NEW.concealment_id AND o.entry = NEW.entry) BEGIN SELECT RAISE(ABORT, 'the hiding of words never changes');
END;""",
    """CREATE TRIGGER concealment_step_no_update BEFORE UPDATE ON decrees_concealmentstep WHEN NEW.id IS NOT OLD.id OR
NEW.at IS NOT OLD.at OR NEW.seq IS NOT OLD.seq OR NEW.by_id IS NOT OLD.by_id OR NEW.office IS NOT OLD.office OR
NEW.concealment_id IS NOT OLD.concealment_id OR NEW.step IS NOT OLD.step OR NEW.words IS NOT OLD.words AND NOT
EXISTS (SELECT 1 FROM decrees_hiddenwords w JOIN decrees_concealmentstep s ON s.concealment_id =
w.concealment_id WHERE w.entry = OLD.seq AND s.step = 'erased') BEGIN SELECT RAISE(ABORT,
'a step of a hiding never changes'); END;""",
    """CREATE TRIGGER concealment_step_no_delete BEFORE DELETE ON decrees_concealmentstep BEGIN SELECT RAISE(ABORT,
'a step of a hiding never changes'); END;""",
    """CREATE TRIGGER concealment_step_no_replace BEFORE INSERT ON decrees_concealmentstep WHEN EXISTS (SELECT 1 FROM
decrees_concealmentstep o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM decrees_concealmentstep o WHERE
o.concealment_id = NEW.concealment_id AND o.step IN ('confirmed', 'refused', 'lapsed') AND NEW.step IN
('confirmed', 'refused', 'lapsed')) OR EXISTS (SELECT 1 FROM decrees_concealmentstep o WHERE o.concealment_id =
NEW.concealment_id AND o.step IN ('lifted', 'erased') AND NEW.step IN ('lifted', 'erased')) BEGIN SELECT
RAISE(ABORT, 'a step of a hiding never changes'); END;""",
    """CREATE TRIGGER report_no_update BEFORE UPDATE ON decrees_report WHEN NEW.id IS NOT OLD.id OR NEW.at IS NOT
OLD.at OR NEW.seq IS NOT OLD.seq OR NEW.comment_id IS NOT OLD.comment_id OR NEW.part IS NOT OLD.part OR
NEW.reason IS NOT OLD.reason OR NEW.words IS NOT OLD.words OR OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT
OLD.closed_at OR OLD.closed_at IS NOT NULL AND NEW.outcome IS NOT OLD.outcome OR OLD.closed_at IS NOT NULL AND
NEW.office IS NOT OLD.office BEGIN SELECT RAISE(ABORT, 'what a reader reported stays, and what was decided');
END;""",
    """CREATE TRIGGER report_no_delete BEFORE DELETE ON decrees_report BEGIN SELECT RAISE(ABORT,
'what a reader reported stays, and what was decided'); END;""",
    """CREATE TRIGGER report_no_replace BEFORE INSERT ON decrees_report WHEN EXISTS (SELECT 1 FROM decrees_report o
WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what a reader reported stays, and what was decided'); END;""",
    """CREATE TRIGGER concealment_eyes BEFORE INSERT ON decrees_concealmentstep WHEN NEW.step IN ('confirmed',
'refused') AND (NEW.by_id IS NULL OR EXISTS (SELECT 1 FROM decrees_concealment h WHERE h.id = NEW.concealment_id
AND (h.by_id IS NULL OR h.by_id = NEW.by_id))) BEGIN SELECT RAISE(ABORT,
'it takes a second person to hide words'); END;""",
    """CREATE TRIGGER concealment_first BEFORE INSERT ON decrees_concealmentstep WHEN NEW.step IN ('lifted', 'upheld',
'erased') AND NOT EXISTS (SELECT 1 FROM decrees_concealmentstep s WHERE s.concealment_id = NEW.concealment_id
AND s.step = 'confirmed') BEGIN SELECT RAISE(ABORT, 'only what was hidden is shown again or erased'); END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION version_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION
'a circulated version never changes'; END$function$""",
    """CREATE TRIGGER version_guard BEFORE DELETE OR UPDATE ON decrees_version FOR EACH ROW EXECUTE FUNCTION
version_refuse()""",
    """CREATE TRIGGER version_guard_truncate BEFORE TRUNCATE ON decrees_version FOR EACH STATEMENT EXECUTE FUNCTION
version_refuse()""",
    """CREATE OR REPLACE FUNCTION placement_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'a step of a comment never changes'; END$function$""",
    """CREATE TRIGGER placement_guard BEFORE DELETE OR UPDATE ON decrees_placement FOR EACH ROW EXECUTE FUNCTION
placement_refuse()""",
    """CREATE TRIGGER placement_guard_truncate BEFORE TRUNCATE ON decrees_placement FOR EACH STATEMENT EXECUTE FUNCTION
placement_refuse()""",
    """CREATE OR REPLACE FUNCTION decree_page_stays() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NEW.page_ptr_id = OLD.page_ptr_id THEN RETURN NEW; END IF; END IF; IF EXISTS (SELECT 1 FROM
forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE
'%.circulated')) THEN RAISE EXCEPTION 'a page of the record is withdrawn, never deleted'; END IF; IF TG_OP =
'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END$function$""",
    """CREATE TRIGGER decree_page_guard BEFORE DELETE OR UPDATE ON decrees_decreepage FOR EACH ROW EXECUTE FUNCTION
decree_page_stays()""",
    """CREATE OR REPLACE FUNCTION answer_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.comment_id IS DISTINCT FROM OLD.comment_id OR
NEW.disposition IS DISTINCT FROM OLD.disposition OR NEW."group" IS DISTINCT FROM OLD."group" OR NEW.office IS
DISTINCT FROM OLD.office OR NEW.answered_at IS DISTINCT FROM OLD.answered_at OR NEW.answered_by_id IS NOT NULL
AND NEW.answered_by_id IS DISTINCT FROM OLD.answered_by_id OR OLD.seq IS NOT NULL AND NEW.seq IS DISTINCT FROM
OLD.seq OR NEW.reason IS DISTINCT FROM OLD.reason AND NOT EXISTS (SELECT 1 FROM decrees_hiddenwords w JOIN
decrees_concealmentstep s ON s.concealment_id = w.concealment_id WHERE w.entry = OLD.seq AND s.step = 'erased'))
THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'an answer never changes, another is added'; END$function$""",
    """CREATE TRIGGER answer_guard BEFORE DELETE OR UPDATE ON decrees_answer FOR EACH ROW EXECUTE FUNCTION
answer_refuse()""",
    """CREATE TRIGGER answer_guard_truncate BEFORE TRUNCATE ON decrees_answer FOR EACH STATEMENT EXECUTE FUNCTION
answer_refuse()""",
    """CREATE OR REPLACE FUNCTION reaction_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.answer_id IS DISTINCT FROM OLD.answer_id OR
NEW.stance IS DISTINCT FROM OLD.stance OR NEW.office IS DISTINCT FROM OLD.office OR NEW.at IS DISTINCT FROM
OLD.at OR NEW.seq IS DISTINCT FROM OLD.seq OR NEW.by_id IS NOT NULL AND NEW.by_id IS DISTINCT FROM OLD.by_id OR
NEW.reason IS DISTINCT FROM OLD.reason AND NOT EXISTS (SELECT 1 FROM decrees_hiddenwords w JOIN
decrees_concealmentstep s ON s.concealment_id = w.concealment_id WHERE w.entry = OLD.seq AND s.step = 'erased'))
THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'a reaction to an answer never changes, another is added';
END$function$""",
    """CREATE TRIGGER reaction_guard BEFORE DELETE OR UPDATE ON decrees_reaction FOR EACH ROW EXECUTE FUNCTION
reaction_refuse()""",
    """CREATE TRIGGER reaction_guard_truncate BEFORE TRUNCATE ON decrees_reaction FOR EACH STATEMENT EXECUTE FUNCTION
reaction_refuse()""",
    """CREATE OR REPLACE FUNCTION concealment_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'the hiding of words never changes'; END$function$""",
    """CREATE TRIGGER concealment_guard BEFORE DELETE OR UPDATE ON decrees_concealment FOR EACH ROW EXECUTE FUNCTION
concealment_refuse()""",
    """CREATE TRIGGER concealment_guard_truncate BEFORE TRUNCATE ON decrees_concealment FOR EACH STATEMENT EXECUTE
FUNCTION concealment_refuse()""",
    """CREATE OR REPLACE FUNCTION concealment_words_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'the hiding of words never changes'; END$function$""",
    """CREATE TRIGGER concealment_words_guard BEFORE DELETE OR UPDATE ON decrees_hiddenwords FOR EACH ROW EXECUTE
FUNCTION concealment_words_refuse()""",
    """CREATE TRIGGER concealment_words_guard_truncate BEFORE TRUNCATE ON decrees_hiddenwords FOR EACH STATEMENT
EXECUTE FUNCTION concealment_words_refuse()""",
    """CREATE OR REPLACE FUNCTION concealment_step_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF
TG_OP = 'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.at IS DISTINCT FROM OLD.at OR NEW.seq IS
DISTINCT FROM OLD.seq OR NEW.by_id IS DISTINCT FROM OLD.by_id OR NEW.office IS DISTINCT FROM OLD.office OR
NEW.concealment_id IS DISTINCT FROM OLD.concealment_id OR NEW.step IS DISTINCT FROM OLD.step OR NEW.words IS
DISTINCT FROM OLD.words AND NOT EXISTS (SELECT 1 FROM decrees_hiddenwords w JOIN decrees_concealmentstep s ON
s.concealment_id = w.concealment_id WHERE w.entry = OLD.seq AND s.step = 'erased')) THEN RETURN NEW; END IF; END
IF; RAISE EXCEPTION 'a step of a hiding never changes'; END$function$""",
    """CREATE TRIGGER concealment_step_guard BEFORE DELETE OR UPDATE ON decrees_concealmentstep FOR EACH ROW EXECUTE
FUNCTION concealment_step_refuse()""",
    """CREATE TRIGGER concealment_step_guard_truncate BEFORE TRUNCATE ON decrees_concealmentstep FOR EACH STATEMENT
EXECUTE FUNCTION concealment_step_refuse()""",
    """CREATE OR REPLACE FUNCTION report_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.at IS DISTINCT FROM OLD.at OR NEW.seq IS DISTINCT
FROM OLD.seq OR NEW.comment_id IS DISTINCT FROM OLD.comment_id OR NEW.part IS DISTINCT FROM OLD.part OR
NEW.reason IS DISTINCT FROM OLD.reason OR NEW.words IS DISTINCT FROM OLD.words OR OLD.closed_at IS NOT NULL AND
NEW.closed_at IS DISTINCT FROM OLD.closed_at OR OLD.closed_at IS NOT NULL AND NEW.outcome IS DISTINCT FROM
OLD.outcome OR OLD.closed_at IS NOT NULL AND NEW.office IS DISTINCT FROM OLD.office) THEN RETURN NEW; END IF;
END IF; RAISE EXCEPTION 'what a reader reported stays, and what was decided'; END$function$""",
    """CREATE TRIGGER report_guard BEFORE DELETE OR UPDATE ON decrees_report FOR EACH ROW EXECUTE FUNCTION
report_refuse()""",
    """CREATE TRIGGER report_guard_truncate BEFORE TRUNCATE ON decrees_report FOR EACH STATEMENT EXECUTE FUNCTION
report_refuse()""",
    """CREATE OR REPLACE FUNCTION concealment_in_order() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF
NEW.step IN ('confirmed', 'refused') AND (NEW.by_id IS NULL OR EXISTS (SELECT 1 FROM decrees_concealment h WHERE
h.id = NEW.concealment_id AND (h.by_id IS NULL OR h.by_id = NEW.by_id))) THEN RAISE EXCEPTION
'it takes a second person to hide words'; END IF; IF NEW.step IN ('lifted', 'upheld', 'erased') AND NOT EXISTS
(SELECT 1 FROM decrees_concealmentstep s WHERE s.concealment_id = NEW.concealment_id AND s.step = 'confirmed')
THEN RAISE EXCEPTION 'only what was hidden is shown again or erased'; END IF; RETURN NEW; END$function$""",
    """CREATE TRIGGER concealment_in_order BEFORE INSERT ON decrees_concealmentstep FOR EACH ROW EXECUTE FUNCTION
concealment_in_order()""",
]


# Answers and reactions had names of their own for the same.
GONE = [
    "DROP TRIGGER IF EXISTS answer_only_added ON decrees_answer",
    "DROP TRIGGER IF EXISTS answer_not_deleted ON decrees_answer",
    "DROP TRIGGER IF EXISTS answer_not_replaced ON decrees_answer",
    "DROP TRIGGER IF EXISTS answer_not_truncated ON decrees_answer",
    "DROP TRIGGER IF EXISTS reaction_only_added ON decrees_reaction",
    "DROP TRIGGER IF EXISTS reaction_not_deleted ON decrees_reaction",
    "DROP TRIGGER IF EXISTS reaction_not_replaced ON decrees_reaction",
    "DROP TRIGGER IF EXISTS reaction_not_truncated ON decrees_reaction",
]


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in GONE:
            schema_editor.execute(statement.partition(" ON ")[0])
    else:
        for statement in [*GONE, "DROP FUNCTION answer_stays()", "DROP FUNCTION reaction_stays()"]:
            schema_editor.execute(statement)


def guard(apps, schema_editor):
    """Each in place of an earlier one of that name."""
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRES:
        if made := re.match(r"CREATE TRIGGER (\w+) BEFORE [\w, ]+ (ON \w+)", statement):
            on_table = "" if vendor == "sqlite" else made[2]
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {made[1]} {on_table}")
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("decrees", "0018_hidden_words"), ("forum", "0015_one_guard")]
    operations = [
        migrations.AlterField(
            model_name='concealment',
            name='part',
            field=models.CharField(choices=[('comment', 'comment'), ('answer', 'answer'), ('reaction', 'what is said to the answer'), ('objection', 'objection to a hiding')], max_length=10, verbose_name='words of'),
        ),
        migrations.AlterField(
            model_name='concealmentstep',
            name='step',
            field=models.CharField(choices=[('confirmed', 'confirmed'), ('refused', 'refused'), ('lapsed', 'lapsed'), ('lifted', 'shown again'), ('objected', 'objection'), ('upheld', 'stays hidden after the objection'), ('erased', 'erased')], max_length=10),
        ),
        migrations.AlterField(
            model_name='report',
            name='part',
            field=models.CharField(choices=[('comment', 'comment'), ('answer', 'answer'), ('reaction', 'what is said to the answer'), ('objection', 'objection to a hiding')], default='comment', max_length=10, verbose_name='words of'),
        ),
        migrations.RunPython(drop, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
