"""A place counts once its address has answered; one login for an address, however it is spelled."""

import django.db.models.functions.text
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Lower


def keep_what_was_registered(apps, schema_editor):
    """Whoever registered before the link was asked for has the place."""
    apps.get_model("forum", "Registration").objects.update(confirmed_at=F("registered_at"))


def spell_addresses_alike(apps, schema_editor):
    apps.get_model("forum", "User").objects.update(email=Lower("email"))


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0016_letters_to_each_person'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(keep_what_was_registered, migrations.RunPython.noop),
        migrations.RunPython(spell_addresses_alike, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='login_once_per_email', violation_error_message='Another login has this email address.'),
        ),
    ]
