"""What stands open in the database from before is sealed."""

from django.db import migrations

from forum.services.logins.second_factors import MARK, SECRETS, opened, sealed


def seal(apps, schema_editor):
    _change(apps, lambda stored: stored if stored.startswith(MARK) else sealed(stored))


def unseal(apps, schema_editor):
    _change(apps, opened)


def _change(apps, change):
    rows = apps.get_model("mfa", "Authenticator").objects
    for row in rows.exclude(type="webauthn"):
        anew = {name: change(row.data[name]) for name in SECRETS if name in row.data}
        rows.filter(pk=row.pk).update(data=row.data | anew)


class Migration(migrations.Migration):

    dependencies = [
        ("cms", "0004_what_was_seen_and_refused"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal, unseal, elidable=True)]
