"""An index of the pages under which an entry is told. It stands beside the hash chain, so it is filled from it."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    entries = apps.get_model("forum", "LedgerEntry").objects.filter(page_id__isnull=False)
    index = apps.get_model("forum", "EntryPage")
    rows = (index(entry_id=seq, page_id=page) for seq, page in entries.values_list("seq", "page_id").iterator())
    index.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("forum", "0006_previous_meeting")]

    operations = [
        migrations.CreateModel(
            name="EntryPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_id", models.BigIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="pages", to="forum.ledgerentry"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("page_id", "entry"), name="entry_once_for_a_page")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
