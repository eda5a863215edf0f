from django.db import migrations, models

import forum.clock


class Migration(migrations.Migration):

    dependencies = [
        ("forum", "0015_one_guard"),
    ]

    operations = [
        migrations.AddField("delivery", "left", models.JSONField(default=list, editable=False)),
        migrations.AddField("delivery", "refused", models.JSONField(default=list, editable=False)),
        migrations.AlterField(
            "delivery", "begun_at", models.DateTimeField(default=forum.clock.now, editable=False, null=True)
        ),
    ]
