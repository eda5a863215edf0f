"""The database refuses what is spelled like no audience. SQLite rebuilds the ledger's table for it."""

from django.db import migrations, models

from forum.ledger import triggers


class Migration(migrations.Migration):
    dependencies = [("forum", "0007_entry_page")]

    operations = [
        migrations.RunPython(triggers.lift, triggers.lift),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("audience__in", ["public", "members", "secretariat"]),
                    ("audience__startswith", "organisation:"),
                    _connector="OR",
                ),
                name="entry_audience_form",
            ),
        ),
    ]
