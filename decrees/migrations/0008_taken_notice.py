"""A notice of its own for wording that went into the text: only the choices change, no table is altered."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decrees', '0007_gate_holds'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('answered', 'Your comment was answered'), ('changed', 'The passage you commented on was changed'), ('lost', 'The passage you commented on is gone'), ('taken', 'Your proposed wording went into the text'), ('asked', 'Your organisation is asked for input'), ('assigned', 'Your organisation is to answer a comment')], max_length=10, verbose_name='kind'),
        ),
    ]
