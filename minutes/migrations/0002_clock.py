"""Times come from the forum's own clock. Nothing changes in the database (SQLite would rebuild the tables without their triggers)."""

import forum.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='completion',
                    name='made_at',
                    field=models.DateTimeField(default=forum.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='correction',
                    name='made_at',
                    field=models.DateTimeField(default=forum.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='reopening',
                    name='made_at',
                    field=models.DateTimeField(default=forum.clock.now, editable=False),
                ),
            ],
        ),
    ]
