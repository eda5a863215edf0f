"""Published minutes, downloaded, are checked against the chain by the verifier that the site hands out."""

import pytest
from django.urls import reverse

from forum.ledger.proofs import chain_file
from tests.factories import OrganisationFactory
from tests.factories.minutes import minutes_page, said
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


@pytest.mark.parametrize("state", ["draft", "circulated"])
def test_minutes_that_are_not_published_are_no_file(client, state):
    minutes = minutes_page(present=[OrganisationFactory()], state=state)
    assert client.get(reverse("minutes:download", args=[minutes.pk, "json"])).status_code == 404
