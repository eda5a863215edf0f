"""Times come from the forum's own clock. Nothing changes in the database (SQLite would rebuild the tables without their triggers)."""

import forum.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decrees', '0009_short_names_of_changes'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='answer',
                    name='answered_at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='time'),
                ),
                migrations.AlterField(
                    model_name='assignment',
                    name='at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='time'),
                ),
                migrations.AlterField(
                    model_name='comment',
                    name='created_at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='time'),
                ),
                migrations.AlterField(
                    model_name='inputrequest',
                    name='at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='time'),
                ),
                migrations.AlterField(
                    model_name='notice',
                    name='at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='time'),
                ),
                migrations.AlterField(
                    model_name='origin',
                    name='at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='time'),
                ),
                migrations.AlterField(
                    model_name='placement',
                    name='at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='time'),
                ),
                migrations.AlterField(
                    model_name='reaction',
                    name='at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='time'),
                ),
                migrations.AlterField(
                    model_name='round',
                    name='opens_at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='opened'),
                ),
                migrations.AlterField(
                    model_name='support',
                    name='at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='time'),
                ),
                migrations.AlterField(
                    model_name='takenwording',
                    name='at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='time'),
                ),
                migrations.AlterField(
                    model_name='version',
                    name='circulated_at',
                    field=models.DateTimeField(default=forum.clock.now, verbose_name='circulated'),
                ),
            ],
        ),
    ]
