"""Whoever has the database alone has no second factor; whoever has the key signs in, also after it was changed."""

import importlib
import io
import secrets

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.apps import apps
from django.core.management import call_command

from cms.reading.health import State
from cms.reading.health.installation import second_factors as finding
from forum.services.logins import sealing
from forum.services.logins.second_factors import opened, sealed
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OLD, NEW = secrets.token_bytes(32), secrets.token_bytes(32)


@pytest.fixture
def login():
    user = UserFactory()
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def stored(user):
    return {row.type: row.data.get("secret") or row.data["seed"] for row in Authenticator.objects.filter(user=user)}


def code(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def lets_in(user, given):
    return Authenticator.objects.get(user=user, type="totp").wrap().validate_code(given)


def test_secrets_stand_sealed_and_codes_fit(login):
    kept = stored(login)
    assert all(one.startswith("sealed:") for one in kept.values())
    assert SECRET not in str(kept)
    assert lets_in(login, code())
    codes = Authenticator.objects.get(user=login, type="recovery_codes").wrap()
    assert codes.validate_code(codes.get_unused_codes()[0])


def test_new_key_opens_what_the_old_one_sealed_until_the_old_one_is_gone(login, settings):
    settings.DATA_ENCRYPTION_KEYS = [OLD]
    call_command("seal_secrets", stdout=io.StringIO())
    settings.DATA_ENCRYPTION_KEYS = [NEW, OLD]
    assert opened(stored(login)["totp"]) == SECRET
    settings.DATA_ENCRYPTION_KEYS = [NEW]
    assert finding().state == State.FAILURE
    assert not lets_in(login, code())
    assert not lets_in(login, code(""))  # nor does an empty secret fit
    settings.DATA_ENCRYPTION_KEYS = [NEW, OLD]
    out = io.StringIO()
    call_command("seal_secrets", stdout=out)
    assert "2 second factors" in out.getvalue()
    settings.DATA_ENCRYPTION_KEYS = [NEW]
    assert finding().state == State.OK
    assert lets_in(login, code())


def test_what_stood_open_before_still_counts_and_is_sealed_by_the_migration(login):
    Authenticator.objects.filter(user=login, type="totp").update(data={"secret": SECRET})
    assert lets_in(login, code())
    importlib.import_module("cms.migrations.0005_sealed_second_factors").seal(apps, None)
    kept = stored(login)["totp"]
    assert kept.startswith("sealed:")
    assert opened(kept) == SECRET


def test_what_was_sealed_for_one_purpose_opens_for_no_other():
    assert sealing.unseal(sealed(SECRET).removeprefix("sealed:"), purpose="mail that waits") is None
