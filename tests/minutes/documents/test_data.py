"""Published minutes, downloaded, are checked against the chain by the verifier that the site hands out."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document

from forum.ledger.proofs import chain_file
from minutes.models import Attachment
from tests.factories import OrganisationFactory, secretariat_user
from tests.factories.minutes import bring_to, minutes_page, said
from tests.forum.ledger.verifier import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(client):
    words = [said("Usul “jelas” – dicatat.")]
    minutes = minutes_page(present=[OrganisationFactory()], state="published", discussion=words)
    return client.get(reverse("minutes:download", args=[minutes.pk, "json"])).json()


def test_minutes_are_on_record_as_they_were_published(tmp_path, file):
    code, lines = verify(tmp_path, file, chain_file(1))
    assert code == 0
    assert f"[FITS] 0.json: the text is what sha256 {file['sha256']} covers" in lines


def test_minutes_that_were_changed_are_found(tmp_path, file):
    file["content"]["decisions"][0][1] += " Batal."
    assert verify(tmp_path, file, chain_file(1))[0] == 1


@pytest.mark.parametrize(
    ("name", "words", "code", "told"),
    [
        ("lain.pdf", b"%PDF isi", 0, "[FITS] lain.pdf: attached to the minutes"),
        ("paparan.pdf", b"%PDF palsu", 1, "[DOES NOT FIT] paparan.pdf: not the file that the minutes have"),
        ("lain.pdf", b"%PDF palsu\xff", 2, "[NOT CHECKED] lain.pdf: the file cannot be read"),
    ],
)
def test_attachment_is_checked_by_its_sha256_whatever_it_is_called(tmp_path, client, name, words, code, told):
    by = secretariat_user()
    minutes = minutes_page(by=by)
    draft = minutes.get_latest_revision_as_object()
    document = Document.objects.create(title="Paparan", file=ContentFile(b"%PDF isi", name="paparan.pdf"))
    draft.attachments.add(Attachment(title="Paparan", document=document))
    draft.save_revision(user=by)
    minutes = bring_to(minutes, "published", by=by)
    data = client.get(reverse("minutes:download", args=[minutes.pk, "json"])).json()
    (tmp_path / name).write_bytes(words)
    found, lines = verify(tmp_path, data, chain_file(1), beside=[name])
    assert found == code
    assert any(line.startswith(told) for line in lines)


@pytest.mark.parametrize("state", ["draft", "circulated"])
def test_minutes_that_are_not_published_are_no_file(client, state):
    minutes = minutes_page(present=[OrganisationFactory()], state=state)
    assert client.get(reverse("minutes:download", args=[minutes.pk, "json"])).status_code == 404
