"""How a follow-up stands is written beside it: lists of very many look it up, and no longer follow it from the reports."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

# What `minutes/models/triggers.py` declares.
NEWEST = """COALESCE((SELECT r.state FROM minutes_actionreport r WHERE r.minutes_id = NEW.minutes_id
AND r.number = NEW.number ORDER BY r.id DESC LIMIT 1), 'open')"""
DIFFERS = f"""NEW.state <> {NEWEST} OR NEW.closed <> (CASE WHEN NEW.state IN ('done', 'cancelled') THEN 1 ELSE 0 END)"""
SQLITE = [
    f"""CREATE TRIGGER follow_up_state_insert BEFORE INSERT ON minutes_actionitem WHEN {DIFFERS}
BEGIN SELECT RAISE(ABORT, 'a follow-up stands as the newest report says'); END;""",
    f"""CREATE TRIGGER follow_up_state_update BEFORE UPDATE ON minutes_actionitem WHEN {DIFFERS}
BEGIN SELECT RAISE(ABORT, 'a follow-up stands as the newest report says'); END;""",
]
POSTGRES = [
    f"""CREATE OR REPLACE FUNCTION follow_up_stands() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF
{DIFFERS} THEN RAISE EXCEPTION 'a follow-up stands as the newest report says'; END IF; RETURN NEW;
END$function$""",
    """CREATE TRIGGER follow_up_state BEFORE INSERT OR UPDATE ON minutes_actionitem FOR EACH ROW EXECUTE FUNCTION
follow_up_stands()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


def fill(apps, schema_editor):
    """Those on which nothing was reported are open."""
    of_item = apps.get_model("minutes", "ActionReport").objects.filter(
        minutes=OuterRef("minutes"), number=OuterRef("number")
    )
    newest = Subquery(of_item.order_by("-pk").values("state")[:1])
    items = apps.get_model("minutes", "ActionItem").objects
    items.update(state=Coalesce(newest, "state"))
    items.filter(state__in=["done", "cancelled"]).update(closed=1)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0036_guests")]
    operations = [
        migrations.AddField(
            model_name="actionitem",
            name="state",
            field=models.CharField(
                choices=[("open", "not begun"), ("running", "under way"), ("done", "done"), ("cancelled", "cancelled")],
                default="open",
                editable=False,
                max_length=10,
                serialize=False,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="closed",
            field=models.PositiveSmallIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddIndex(
            model_name="actionitem",
            index=models.Index(
                fields=["closed", "due_date", "-minutes", "number", "state"], name="follow_ups_as_listed"
            ),
        ),
        migrations.AddIndex(
            model_name="actionitem",
            index=models.Index(fields=["minutes", "closed", "due_date", "state"], name="follow_ups_of_minutes"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
