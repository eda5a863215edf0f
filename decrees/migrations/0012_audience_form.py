"""The database refuses what is spelled like no audience. SQLite rebuilds the comments' table for it."""

from django.db import migrations, models

from forum.ledger import triggers


class Migration(migrations.Migration):
    dependencies = [("decrees", "0011_names_of_the_field"), ("forum", "0008_audience_form")]

    operations = [
        migrations.RunPython(triggers.lift, triggers.lift),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("audience__in", ["public", "members", "secretariat"]),
                    ("audience__startswith", "organisation:"),
                    _connector="OR",
                ),
                name="comment_audience_form",
            ),
        ),
    ]
