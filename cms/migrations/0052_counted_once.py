"""What is counted has one row: the database refuses a second one."""

from django.db import migrations, models
from django.db.models import Count, Max, Min, Sum

COUNTED = {"Access": ["login", "day", "kind", "about"], "Refusal": ["login", "hour", "kind", "network"]}


def join_doubles(apps, schema_editor):
    """Two who counted the same thing first at the same time made two rows of it."""
    for name, same in COUNTED.items():
        rows = apps.get_model("cms", name).objects.order_by()
        doubles = rows.values(*same).annotate(rows=Count("pk"), first=Min("pk"), all=Sum("times"), last=Max("last_at"))
        for one in doubles.filter(rows__gt=1):
            of_it = rows.filter(**dict(_condition(key, one[key]) for key in same))
            of_it.exclude(pk=one["first"]).delete()
            of_it.update(times=one["all"], last_at=one["last"])


def _condition(key, value):
    return (f"{key}__isnull", True) if value is None else (key, value)


class Migration(migrations.Migration):
    dependencies = [("cms", "0051_looks_at_attendance")]

    operations = [
        migrations.RunPython(join_doubles, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="access", name="access_of_a_day"),
        migrations.RemoveIndex(model_name="refusal", name="refusal_of_an_hour"),
        migrations.AddConstraint(
            model_name="access",
            constraint=models.UniqueConstraint(fields=("login", "day", "kind", "about"), name="access_counted_once"),
        ),
        migrations.AddConstraint(
            model_name="refusal",
            constraint=models.UniqueConstraint(
                fields=("login", "hour", "kind", "network"), name="refusal_counted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="refusal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("login__isnull", True)),
                fields=("hour", "kind", "network"),
                name="refusal_of_nobody_counted_once",
            ),
        ),
    ]
