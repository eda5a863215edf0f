"""Keys that a made-up answer of a browser left behind, before such answers were refused: nobody can sign in with them,
and no page can show them."""

import logging

from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.exceptions import ValidationError
from django.db import migrations

from cms.forms.passkeys import UNREADABLE

log = logging.getLogger(__name__)


def remove(apps, schema_editor):
    """With the last key of a login go its codes on paper, as when somebody removes it."""
    rows = apps.get_model("mfa", "Authenticator").objects
    unreadable = [one for one in rows.filter(type="webauthn") if not is_readable(one)]
    for one in unreadable:
        log.warning("Login %s: a passkey that cannot be read was removed", one.user_id)
        one.delete()
        others = rows.filter(user=one.user_id)
        if not others.exclude(type="recovery_codes").exists():
            others.delete()


def is_readable(row):
    try:
        return "name" in row.data and WebAuthn(row).authenticator_data.credential_data is not None
    except (*UNREADABLE, ValidationError):
        return False


class Migration(migrations.Migration):

    dependencies = [
        ("cms", "0052_counted_once"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop, elidable=True)]
