"""The gate, in the database: no round closes and no further version is circulated while a comment lacks its answer.

Comments that an organisation keeps to itself ask for none. What the gate counts cannot be changed afterwards: where a
comment belongs and who may read it stay as they are, an answer is not removed, and a closed round takes no comment.
"""

from django.db import migrations

UNANSWERED = """EXISTS (SELECT 1 FROM decrees_comment c
JOIN decrees_version v ON v.id = c.version_id LEFT JOIN decrees_answer a ON a.comment_id = c.id
WHERE {} AND c.parent_id IS NULL AND c.audience NOT LIKE 'organisation:%' AND a.id IS NULL)"""
OF_ROUND = UNANSWERED.format("c.round_id = NEW.id")
OF_DECREE = UNANSWERED.format("v.decree_id = NEW.decree_id")
CLOSES = "NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL"
FIXED = ("version_id", "round_id", "parent_id", "audience", "clause", "start", '"end"', "quote", "is_position")
WAITS = "a comment still lacks its answer"
STAYS = "where a comment belongs never changes"
KEPT = "an answer is never removed"
OVER = "the round is closed"


def _changed(operator):
    return " OR ".join(f"NEW.{column} {operator} OLD.{column}" for column in FIXED)


SQLITE = [
    f"""CREATE TRIGGER round_gate BEFORE UPDATE ON decrees_round
WHEN {CLOSES} AND {OF_ROUND} BEGIN SELECT RAISE(ABORT, '{WAITS}'); END;""",
    f"""CREATE TRIGGER version_gate BEFORE INSERT ON decrees_version
WHEN {OF_DECREE} BEGIN SELECT RAISE(ABORT, '{WAITS}'); END;""",
    f"""CREATE TRIGGER comment_stays BEFORE UPDATE ON decrees_comment
WHEN {_changed("IS NOT")} BEGIN SELECT RAISE(ABORT, '{STAYS}'); END;""",
    f"""CREATE TRIGGER comment_in_time BEFORE INSERT ON decrees_comment
WHEN EXISTS (SELECT 1 FROM decrees_round r WHERE r.id = NEW.round_id AND r.closed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, '{OVER}'); END;""",
    f"""CREATE TRIGGER answer_no_delete BEFORE DELETE ON decrees_answer
BEGIN SELECT RAISE(ABORT, '{KEPT}'); END;""",
    f"""CREATE TRIGGER answer_stays BEFORE UPDATE ON decrees_answer
WHEN NEW.comment_id IS NOT OLD.comment_id BEGIN SELECT RAISE(ABORT, '{KEPT}'); END;""",
]
# FOR SHARE waits for somebody who is closing the round, and sees that it is closed.
POSTGRES = [
    f"""CREATE FUNCTION round_gate() RETURNS trigger AS $$ BEGIN
IF {CLOSES} AND {OF_ROUND} THEN RAISE EXCEPTION '{WAITS}'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER round_gate BEFORE UPDATE ON decrees_round FOR EACH ROW EXECUTE FUNCTION round_gate();""",
    f"""CREATE FUNCTION version_gate() RETURNS trigger AS $$ BEGIN
IF {OF_DECREE} THEN RAISE EXCEPTION '{WAITS}'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER version_gate BEFORE INSERT ON decrees_version FOR EACH ROW EXECUTE FUNCTION version_gate();""",
    f"""CREATE FUNCTION comment_stays() RETURNS trigger AS $$ BEGIN
IF {_changed("IS DISTINCT FROM")} THEN RAISE EXCEPTION '{STAYS}'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER comment_stays BEFORE UPDATE ON decrees_comment FOR EACH ROW EXECUTE FUNCTION comment_stays();""",
    f"""CREATE FUNCTION comment_in_time() RETURNS trigger AS $$ DECLARE closed timestamptz; BEGIN
SELECT closed_at INTO closed FROM decrees_round WHERE id = NEW.round_id FOR SHARE;
IF closed IS NOT NULL THEN RAISE EXCEPTION '{OVER}'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER comment_in_time BEFORE INSERT ON decrees_comment FOR EACH ROW EXECUTE FUNCTION comment_in_time();""",
    f"""CREATE FUNCTION answer_keeps() RETURNS trigger AS $$ BEGIN
IF TG_OP = 'UPDATE' THEN
IF NEW.comment_id IS NOT DISTINCT FROM OLD.comment_id THEN RETURN NEW; END IF; END IF;
RAISE EXCEPTION '{KEPT}'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER answer_keeps BEFORE UPDATE OR DELETE ON decrees_answer FOR EACH ROW EXECUTE FUNCTION answer_keeps();""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("decrees", "0004_answers_and_taking_part")]
    operations = [migrations.RunPython(guard)]
