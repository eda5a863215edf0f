"""The names of changes are shorter than they were: what was said of a change keeps its link."""

from django.db import migrations
from django.db.models.functions import Substr


def shorten(apps, schema_editor):
    origins = apps.get_model("decrees", "Origin").objects
    origins.update(hunk=Substr("hunk", 1, 8))


class Migration(migrations.Migration):

    dependencies = [("decrees", "0008_taken_notice")]

    operations = [migrations.RunPython(shorten, migrations.RunPython.noop)]
