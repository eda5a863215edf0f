"""A reason can be seen: one of invisible characters opens no gate, neither for an answer nor for what else asks for one."""

from django.db import migrations

UNSEEN = "a reason that cannot be seen"
# First and last code point of what leaves the paper white.
GLOB = (
    "1,45,32,127,45,160,173,45,173,847,45,847,1564,45,1564,4447,45,4448,5760,45,5760,6068,45,6069,6155,45"
    ",6159,8192,45,8207,8232,45,8239,8287,45,8303,10240,45,10240,12288,45,12288,12644,45,12644,65024,45"
    ",65039,65279,45,65279,65440,45,65440,65520,45,65532,113824,45,113827,119129,45,119129,119155,45"
    ",119162,917504,45,921599"
)
CLASS = (
    r"\U00000001-\U00000020\U0000007f-\U000000a0\U000000ad-\U000000ad\U0000034f-\U0000034f\U0000061c-"
    r"\U0000061c\U0000115f-\U00001160\U00001680-\U00001680\U000017b4-\U000017b5\U0000180b-\U0000180f"
    r"\U00002000-\U0000200f\U00002028-\U0000202f\U0000205f-\U0000206f\U00002800-\U00002800\U00003000-"
    r"\U00003000\U00003164-\U00003164\U0000fe00-\U0000fe0f\U0000feff-\U0000feff\U0000ffa0-\U0000ffa0"
    r"\U0000fff0-\U0000fffc\U0001bca0-\U0001bca3\U0001d159-\U0001d159\U0001d173-\U0001d17a\U000e0000-"
    r"\U000e0fff"
)
REFUSE = f"BEGIN SELECT RAISE(ABORT, '{UNSEEN}'); END;"


def on_sqlite(column):
    return f"NEW.{column} NOT GLOB '*[^' || char({GLOB}) || ']*'"


def on_postgresql(column):
    return f"NEW.{column} !~ '[^{CLASS}]'"


def function(name, condition):
    body = f"BEGIN IF {condition} THEN RAISE EXCEPTION '{UNSEEN}'; END IF; RETURN NEW; END"
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $function${body}$function$;"


OBJECTS, ALONE = "NEW.stance = 'objects'", "NEW.comment_id IS NULL"
REASON = on_sqlite("reason")
SQLITE = [
    f"CREATE TRIGGER answer_reason_insert BEFORE INSERT ON decrees_answer WHEN {REASON} {REFUSE}",
    f"CREATE TRIGGER answer_reason_update BEFORE UPDATE OF reason ON decrees_answer WHEN {REASON} {REFUSE}",
    f"CREATE TRIGGER reaction_reason_insert BEFORE INSERT ON decrees_reaction WHEN ({REASON}) AND {OBJECTS} {REFUSE}",
    f"""CREATE TRIGGER reaction_reason_update BEFORE UPDATE OF reason, stance ON decrees_reaction
WHEN ({REASON}) AND {OBJECTS} {REFUSE}""",
    f"CREATE TRIGGER origin_reason_insert BEFORE INSERT ON decrees_origin WHEN ({REASON}) AND {ALONE} {REFUSE}",
    f"""CREATE TRIGGER origin_reason_update BEFORE UPDATE OF reason, comment_id ON decrees_origin
WHEN ({REASON}) AND {ALONE} {REFUSE}""",
    f"""CREATE TRIGGER version_reason_insert BEFORE INSERT ON decrees_version
WHEN {on_sqlite("changelog")} OR {REASON} {REFUSE}""",
]
PG_REASON = on_postgresql("reason")
POSTGRES = [
    f"""{function("answer_reason", PG_REASON)}
CREATE TRIGGER answer_reason BEFORE INSERT OR UPDATE OF reason ON decrees_answer
FOR EACH ROW EXECUTE FUNCTION answer_reason();""",
    f"""{function("reaction_reason", f"({PG_REASON}) AND {OBJECTS}")}
CREATE TRIGGER reaction_reason BEFORE INSERT OR UPDATE OF reason, stance ON decrees_reaction
FOR EACH ROW EXECUTE FUNCTION reaction_reason();""",
    f"""{function("origin_reason", f"({PG_REASON}) AND {ALONE}")}
CREATE TRIGGER origin_reason BEFORE INSERT OR UPDATE OF reason, comment_id ON decrees_origin
FOR EACH ROW EXECUTE FUNCTION origin_reason();""",
    f"""{function("version_reason", f"{on_postgresql('changelog')} OR {PG_REASON}")}
CREATE TRIGGER version_reason BEFORE INSERT ON decrees_version FOR EACH ROW EXECUTE FUNCTION version_reason();""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("decrees", "0012_audience_form")]
    operations = [migrations.RunPython(guard)]
