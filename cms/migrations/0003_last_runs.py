from django.db import migrations, models

import forum.clock


class Migration(migrations.Migration):

    dependencies = [
        ("cms", "0002_paths_of_waiting_tasks"),
    ]

    operations = [
        migrations.CreateModel(
            name="LastRun",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="name")),
                ("began_at", models.DateTimeField(default=forum.clock.now, verbose_name="began")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("succeeded_at", models.DateTimeField(null=True, verbose_name="last succeeded")),
                ("outcome", models.TextField(blank=True, verbose_name="what it said")),
            ],
            options={
                "verbose_name": "last run",
                "verbose_name_plural": "last runs",
                "default_permissions": (),
            },
        ),
    ]
