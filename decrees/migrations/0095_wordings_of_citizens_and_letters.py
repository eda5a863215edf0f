from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decrees", "0094_passages_of_citizens_and_letters")]
    operations = [
        migrations.AddField(
            model_name="citizencomment",
            name="wordings",
            field=models.JSONField(editable=False, null=True, verbose_name="further wordings"),
        ),
        migrations.AddField(
            model_name="letterpart",
            name="wordings",
            field=models.JSONField(default=dict),
        ),
    ]
