"""The answer of a passkey is JSON from anybody: whatever it is, it is no key and no fault of the site."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from cms.forms.passkeys import LONGEST_NAME
from tests.clients import as_
from tests.factories import OrganisationFactory, member_of

pytestmark = pytest.mark.django_db

B64 = "AAAA"
RESPONSE = {
    "clientDataJSON": B64,
    "attestationObject": B64,
    "authenticatorData": B64,
    "signature": B64,
    "userHandle": "Mg",
}
WHOLE = {"id": B64, "rawId": B64, "type": "public-key", "response": RESPONSE, "clientExtensionResults": {}}
WRONG = (None, 5, [], {}, "%%%", "oA", "\ud800", "A" * 10_000)
HOSTILE = [
    "", "null", "true", "0", "[]", "{}", '"x"', "1e999", "NaN", "9" * 5000, "[" * 100_000, '{"id": ', "\x00",
    '{"id": "\\ud800"}', '{"id": 1, "id": 2}', '{"response": null}', '{"response": {"userHandle": "%"}}',
    json.dumps(WHOLE),
    *(json.dumps({**WHOLE, name: value}) for name in WHOLE for value in WRONG),
    *(json.dumps({**WHOLE, "response": {**RESPONSE, name: value}}) for name in RESPONSE for value in WRONG),
    json.dumps({**WHOLE, "response": {**RESPONSE, "clientDataJSON": "eyJ0eXBlIjogMX0"}}),
]  # fmt: skip


@pytest.fixture
def member():
    return member_of(OrganisationFactory())


def recently(client):
    """Who has just shown who they are."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.mark.parametrize("door", ["mfa_login_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn"])
def test_no_made_up_answer_makes_a_door_fail_or_opens_it(door, member, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    client = as_() if door == "mfa_login_webauthn" else recently(as_(member))
    for words in HOSTILE:
        client.get(reverse(door), headers={"Accept": "application/json"})  # a dialog has begun
        answer = client.post(reverse(door), {"credential": words, "name": "x"})
        assert answer.status_code < 500, (door, words[:80])
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        assert client.post(reverse(door), '{"credential": {}}', content_type=kind).status_code < 500
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()
    if door == "mfa_login_webauthn":
        assert "_auth_user_id" not in client.session


def test_a_passkey_has_a_name_in_the_readers_words_and_no_longer_than_a_line(member):
    client = recently(as_(member))
    page = client.get(reverse("mfa_add_webauthn")).content.decode()
    assert "Nama menurut Anda" in page
    told = client.post(reverse("mfa_add_webauthn"), {"credential": "{}", "name": "x" * (LONGEST_NAME + 1)})
    assert told.context["form"].errors["name"]
    told = client.post(reverse("mfa_add_webauthn"), {"credential": "{}", "name": "x" * LONGEST_NAME})
    assert set(told.context["form"].errors) <= {"credential", "__all__"}
