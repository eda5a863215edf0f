"""Times come from the forum's own clock. Nothing changes in the database (SQLite would rebuild the tables without their triggers)."""

import forum.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0004_calendar_and_consent'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='registration',
                    name='registered_at',
                    field=models.DateTimeField(default=forum.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='rsvp',
                    name='answered_at',
                    field=models.DateTimeField(default=forum.clock.now, editable=False),
                ),
            ],
        ),
    ]
