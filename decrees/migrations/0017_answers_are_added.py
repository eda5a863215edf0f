"""Answers, and what is said to them, are only ever added; a comment names those that stand, and they give way to newer
ones alone. The gate counts the answer that the comment names."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

ANSWER = "an answer never changes, another is added"
REACTION = "a reaction to an answer never changes, another is added"
NEWER = "the answer of a comment and the reaction to it only ever give way to newer ones"
KEPT, WAITS = "a comment is never removed", "a comment still lacks its answer"
WAITING = (
    "EXISTS (SELECT 1 FROM decrees_comment c JOIN decrees_version v ON v.id = c.version_id WHERE {} AND "
    "c.parent_id IS NULL AND c.audience NOT LIKE 'organisation:%' AND c.answer_id IS NULL)"
)
ROUND = f"NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL AND {WAITING.format('c.round_id = NEW.id')}"
VERSION = WAITING.format("v.decree_id = NEW.decree_id")
NAMES = "NEW.answer_id IS NOT NULL OR NEW.reaction_id IS NOT NULL"
OF_ITS_OWN = """NEW.answer_id IS NOT NULL AND NOT EXISTS
(SELECT 1 FROM decrees_answer a WHERE a.id = NEW.answer_id AND a.comment_id = NEW.id)
OR NEW.reaction_id IS NOT NULL AND NOT EXISTS
(SELECT 1 FROM decrees_reaction r WHERE r.id = NEW.reaction_id AND r.answer_id = NEW.answer_id)"""


def moves(differs):
    """(answers, reactions): what changes in a row though it never should."""
    answer = ("id", "comment_id", "disposition", "reason", '"group"', "office", "answered_at")
    reaction = ("id", "answer_id", "stance", "reason", "office", "at", "seq")
    fixed = [" OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns) for columns in (answer, reaction)]
    return (
        f"{fixed[0]} OR NEW.answered_by_id IS NOT NULL AND NEW.answered_by_id {differs} OLD.answered_by_id "
        f"OR OLD.seq IS NOT NULL AND NEW.seq {differs} OLD.seq",
        f"{fixed[1]} OR NEW.by_id IS NOT NULL AND NEW.by_id {differs} OLD.by_id",
    )


def back(equals):
    older = "COALESCE(NEW.{0}, 0) < COALESCE(OLD.{0}, 0)"
    return (
        f"{older.format('answer_id')} OR {OF_ITS_OWN} "
        f"OR NEW.answer_id {equals} OLD.answer_id AND {older.format('reaction_id')}"
    )


def abort(reason):
    return f"BEGIN SELECT RAISE(ABORT, '{reason}'); END;"


def taken(table):
    return f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"


def function(name, reason, condition=None):
    refused = f"RAISE EXCEPTION '{reason}';"
    does = f"IF {condition} THEN {refused} END IF; RETURN NEW;" if condition else refused
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN {does} END$function$;"


ANSWER_MOVES, REACTION_MOVES = moves("IS NOT")
SQLITE = [
    f"CREATE TRIGGER round_gate BEFORE UPDATE ON decrees_round WHEN {ROUND} {abort(WAITS)}",
    f"CREATE TRIGGER version_gate BEFORE INSERT ON decrees_version WHEN {VERSION} {abort(WAITS)}",
    f"CREATE TRIGGER answer_only_added BEFORE UPDATE ON decrees_answer WHEN {ANSWER_MOVES} {abort(ANSWER)}",
    f"CREATE TRIGGER answer_not_deleted BEFORE DELETE ON decrees_answer {abort(ANSWER)}",
    f"""CREATE TRIGGER answer_not_replaced BEFORE INSERT ON decrees_answer
WHEN {taken("decrees_answer")} {abort(ANSWER)}""",
    f"CREATE TRIGGER reaction_only_added BEFORE UPDATE ON decrees_reaction WHEN {REACTION_MOVES} {abort(REACTION)}",
    f"CREATE TRIGGER reaction_not_deleted BEFORE DELETE ON decrees_reaction {abort(REACTION)}",
    f"""CREATE TRIGGER reaction_not_replaced BEFORE INSERT ON decrees_reaction
WHEN {taken("decrees_reaction")} {abort(REACTION)}""",
    f"CREATE TRIGGER comment_unanswered BEFORE INSERT ON decrees_comment WHEN {NAMES} {abort(NEWER)}",
    f"""CREATE TRIGGER comment_not_replaced BEFORE INSERT ON decrees_comment
WHEN {taken("decrees_comment")} {abort(KEPT)}""",
    f"""CREATE TRIGGER comment_answered BEFORE UPDATE OF answer_id, reaction_id ON decrees_comment
WHEN {back("IS")} {abort(NEWER)}""",
]
ANSWER_MOVES, REACTION_MOVES = moves("IS DISTINCT FROM")
POSTGRES = [
    function("round_gate", WAITS, ROUND),
    "CREATE TRIGGER round_gate BEFORE UPDATE ON decrees_round FOR EACH ROW EXECUTE FUNCTION round_gate()",
    function("version_gate", WAITS, VERSION),
    "CREATE TRIGGER version_gate BEFORE INSERT ON decrees_version FOR EACH ROW EXECUTE FUNCTION version_gate()",
    function("answer_stays", ANSWER, ANSWER_MOVES),
    function("answer_refuse", ANSWER),
    "CREATE TRIGGER answer_only_added BEFORE UPDATE ON decrees_answer FOR EACH ROW EXECUTE FUNCTION answer_stays()",
    "CREATE TRIGGER answer_not_deleted BEFORE DELETE ON decrees_answer FOR EACH ROW EXECUTE FUNCTION answer_refuse()",
    """CREATE TRIGGER answer_not_truncated BEFORE TRUNCATE ON decrees_answer
FOR EACH STATEMENT EXECUTE FUNCTION answer_refuse()""",
    function("reaction_stays", REACTION, REACTION_MOVES),
    function("reaction_refuse", REACTION),
    """CREATE TRIGGER reaction_only_added BEFORE UPDATE ON decrees_reaction
FOR EACH ROW EXECUTE FUNCTION reaction_stays()""",
    """CREATE TRIGGER reaction_not_deleted BEFORE DELETE ON decrees_reaction
FOR EACH ROW EXECUTE FUNCTION reaction_refuse()""",
    """CREATE TRIGGER reaction_not_truncated BEFORE TRUNCATE ON decrees_reaction
FOR EACH STATEMENT EXECUTE FUNCTION reaction_refuse()""",
    function("comment_unanswered", NEWER, NAMES),
    """CREATE TRIGGER comment_unanswered BEFORE INSERT ON decrees_comment
FOR EACH ROW EXECUTE FUNCTION comment_unanswered()""",
    function("comment_answered", NEWER, back("IS NOT DISTINCT FROM")),
    """CREATE TRIGGER comment_answered BEFORE UPDATE OF answer_id, reaction_id ON decrees_comment
FOR EACH ROW EXECUTE FUNCTION comment_answered()""",
]


def fill(apps, schema_editor):
    """Until now there was one answer to a comment at most, and one reaction to that."""
    comments, answers, reactions = (apps.get_model("decrees", name) for name in ("Comment", "Answer", "Reaction"))
    given = answers.objects.filter(comment=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    said = reactions.objects.filter(answer__comment=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    comments.objects.update(answer=Subquery(given), reaction=Subquery(said))
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("decrees", "0016_answers_stay")]
    operations = [migrations.RunPython(fill), migrations.RunPython(guard)]
