"""The head is signed, mailed to witnesses and signed by them; a ledger that was changed is not signed."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from forum import services
from forum.events import WITNESS_SAVED
from forum.ledger.heads import head_file
from forum.ledger.proofs import chain_file
from forum.models import Countersignature, LedgerEntry, SignedHead, Witness
from forum.views import record as views
from tests.factories import secretariat_user
from tests.forum.ledger.test_ledger import add, unguard
from tests.forum.ledger.verifier import verify

pytestmark = pytest.mark.django_db
WITNESS = Ed25519PrivateKey.from_private_bytes(b"w" * 32)


@pytest.fixture(autouse=True)
def _key(settings):
    settings.LEDGER_SIGNING_KEY = b"k" * 32


@pytest.fixture
def witness():
    public = WITNESS.public_key().public_bytes_raw().hex()
    return Witness.objects.create(name="Universitas Bojonegoro", email="saksi@contoh.id", public_key=public)


@pytest.fixture
def head():
    add(3)
    return services.sign_head()


def signature(head):
    return WITNESS.sign(head.statement.encode())


def test_head_is_signed_once_until_something_new_is_entered(head):
    assert services.sign_head() is None
    newest = add(1)[0]
    assert services.sign_head().seq == newest.seq


def test_signed_head_fits_the_chain_and_a_rewritten_chain_does_not_fit_it(tmp_path, head):
    chain = chain_file(1)
    assert verify(tmp_path, chain, head_file(head), options=["--key", head.public_key])[0] == 0
    last = chain["entries"][-1]
    last["digest"] = last["leaf"]
    assert verify(tmp_path, chain, head_file(head))[0] == 1


def test_every_witness_gets_the_file_by_mail(witness, django_capture_on_commit_callbacks):
    add(1)
    with django_capture_on_commit_callbacks(execute=True):
        head = services.sign_head()
    [message] = mail.outbox
    assert message.to == [witness.email]
    name, content, _type = message.attachments[0]
    assert (name, json.loads(content)) == (f"kepala-{head.seq}.json", head_file(head))


def test_without_a_key_nothing_is_signed(settings):
    settings.LEDGER_SIGNING_KEY = b""
    add(1)
    with pytest.raises(CommandError, match="LEDGER_SIGNING_KEY"):
        call_command("sign_head")


def test_ledger_that_was_changed_is_not_signed(head):
    add(1)
    unguard()
    LedgerEntry.objects.filter(pk=head.seq).update(actor_label="Lain")
    with pytest.raises(ValidationError):
        services.sign_head()


def test_whole_ledger_that_was_written_anew_is_not_signed(head):
    """All digests fit each other again, and not the head that was signed before."""
    unguard()
    from forum import ledger

    entries = list(LedgerEntry.objects.filter(pk__gte=head.seq))
    for entry in entries:
        entry.actor_label = "Lain"
        entry.digest = ledger.seal(entry)
        entry.save()
    from forum.models import LedgerHead

    LedgerHead.objects.update(digest=entries[-1].digest)
    assert ledger.verify() is None
    with pytest.raises(ValidationError):
        services.sign_head()


@pytest.mark.parametrize("spell", [bytes.hex, lambda made: base64.encodebytes(made).decode()])
def test_witness_signs_on_the_page_and_the_file_tells_it(tmp_path, client, witness, head, spell):
    address = reverse("forum:head", args=[head.seq])
    assert client.get(reverse("forum:head-statement", args=[head.seq])).content.decode() == head.statement
    assert client.post(address, {"signature": spell(signature(head))}).status_code == 302
    assert witness.name in client.get(address).content.decode()
    file = client.get(reverse("forum:head-file", args=[head.seq])).json()
    code, lines = verify(tmp_path, chain_file(1), file)
    assert (code, any(f"witnessed by {witness.name}" in line for line in lines)) == (0, True)


@pytest.mark.parametrize("given", ["", "x", "00" * 64, "ü" * 40, "=" * 128])
def test_signature_of_nobody_is_refused_and_what_was_typed_stays(client, witness, head, given):
    answer = client.post(reverse("forum:head", args=[head.seq]), {"signature": given})
    assert answer.status_code == 422
    assert f'value="{given}"' in answer.content.decode()
    assert not Countersignature.objects.exists()


def test_signature_sent_twice_is_kept_once(witness, head):
    first, second = (services.countersign(head, signature=signature(head).hex()) for _ in range(2))
    assert first == second


def test_many_signatures_from_one_address_are_refused(client, witness, head, monkeypatch):
    monkeypatch.setattr(views, "SIGNATURES_PER_HOUR", 0)
    answer = client.post(reverse("forum:head", args=[head.seq]), {"signature": signature(head).hex()})
    assert (answer.status_code, Countersignature.objects.count()) == (422, 0)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_database_refuses_to_change_what_was_signed(witness, head, change):
    services.countersign(head, signature=signature(head).hex())
    for rows in (SignedHead.objects.all(), Countersignature.objects.all()):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            rows.update(signature="") if change == "update" else rows._raw_delete(rows.db)


def test_newest_head_and_those_before_have_addresses(client, head):
    assert client.get(reverse("forum:newest-head")).json() == head_file(head)
    assert str(head.seq) in client.get(reverse("forum:record")).content.decode()
    for name in ("head", "head-file", "head-statement"):
        assert client.get(reverse(f"forum:{name}", args=[head.seq + 1])).status_code == 404


def test_naming_a_witness_is_told_to_everybody(client):
    client.force_login(secretariat_user())
    key = WITNESS.public_key().public_bytes_raw().hex()
    answer = client.post("/admin/witness/new/", {"name": "BI", "email": "", "public_key": key})
    assert answer.status_code == 302
    entry = LedgerEntry.objects.get(verb=WITNESS_SAVED)
    assert (entry.audience, entry.data) == ("public", {"witness": "BI", "key": key})
