"""Who approved minutes stands in their approvals alone."""

from django.db import migrations

from forum.ledger import triggers


class Migration(migrations.Migration):
    dependencies = [("minutes", "0005_one_guard")]
    operations = [
        migrations.RunPython(triggers.lift, migrations.RunPython.noop),
        migrations.RemoveField(model_name="minutespage", name="approved_by"),
        migrations.RemoveField(model_name="minutespage", name="approved_as"),
    ]
