"""A key that nobody can read is taken away; one that opens a login stays, with the codes on paper beside it."""

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.apps import apps
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MIGRATION = import_module("cms.migrations.0060_unreadable_passkeys")
Type = Authenticator.Type


def credential():
    """As a browser answers when a key is made."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(Aaguid.NONE, b"key", public)
    data = AuthenticatorData.create(b"\0" * 32, AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, made)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost:8000")
    response = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
    }
    return {"id": websafe_encode(b"key"), "rawId": websafe_encode(b"key"), "type": "public-key", "response": response}


def kept(user):
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


@pytest.mark.parametrize("data", [{"name": "x", "credential": 0}, {"name": "x", "credential": {}}, {"name": "x"}, {}, 5])
def test_key_of_a_made_up_answer_goes_and_says_so_and_what_can_be_read_stays(data, caplog):
    alone, beside, nobody = UserFactory(), UserFactory(), UserFactory()
    for user in (alone, beside):
        Authenticator.objects.create(user=user, type=Type.WEBAUTHN, data=data)
        Authenticator.objects.create(user=user, type=Type.RECOVERY_CODES, data={"seed": "x"})
    Authenticator.objects.create(user=beside, type=Type.WEBAUTHN, data={"name": "", "credential": credential()})
    Authenticator.objects.create(user=nobody, type=Type.TOTP, data={"secret": "x"})
    MIGRATION.remove(apps, None)
    assert [kept(user) for user in (alone, beside, nobody)] == [[], ["recovery_codes", "webauthn"], ["totp"]]
    assert caplog.text.count("a passkey that cannot be read was removed") == 2
    MIGRATION.remove(apps, None)
    assert kept(beside) == ["recovery_codes", "webauthn"]
