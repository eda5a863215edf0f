from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decrees", "0089_several_passages")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="structure",
            field=models.JSONField(editable=False, null=True, verbose_name="proposed order"),
        ),
        migrations.AddField(
            model_name="adoptedamendment",
            name="structure",
            field=models.JSONField(editable=False, null=True, verbose_name="where the clause stands"),
        ),
    ]
