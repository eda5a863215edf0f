"""A version and a register, downloaded, are checked against the chain by the verifier that the site hands out."""

import json
import zipfile
from io import BytesIO

import pytest
from django.core.cache import cache
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse
from pypdf import PdfReader

from decrees.events import VERSION_CIRCULATED
from decrees.services import edit_comment
from forum.ledger.proofs import chain_file
from forum.models import ForumSettings, LedgerEntry, Organisation, Person, Post, Sector
from tests.factories import OrganisationFactory, member_of, secretariat_user
from tests.factories.decrees import answered, circulated, commented, opened
from tests.forum.ledger.verifier import verify

pytestmark = pytest.mark.django_db


def version_file(client, version):
    return client.get(reverse("decrees:download", args=[version.decree_id, version.number, "json"])).json()


def register_file(client, version):
    return client.get(reverse("decrees:register-file", args=[version.decree_id, "json"])).json()


@pytest.fixture
def commented_version():
    bi = OrganisationFactory(name="BI", is_forum_member=True)
    version = circulated()
    opened(version, bi)
    member = member_of(bi)
    for text in ("Mohon diperjelas.", "Setuju – “lanjut”."):
        commented(version, member, text=text)
    return version, member


def test_version_is_on_record_as_it_was_circulated(tmp_path, client):
    version = circulated()
    code, lines = verify(tmp_path, version_file(client, version), chain_file(1))
    assert code == 0
    assert f"[FITS] 0.json: the text is what sha256 {version.digest} covers" in lines


def test_version_alone_carries_its_proof_and_says_that_no_chain_was_given(tmp_path, client):
    code, lines = verify(tmp_path, version_file(client, circulated()))
    assert code == 2
    assert "was not compared with a chain" in lines[-1]


def other_word(file):
    file["text"]["title"] += "!"


def other_word_with_its_digest(file):
    from forum.ledger import digest_of

    other_word(file)
    file["sha256"] = digest_of(file["text"])


def other_number(file):
    file["number"] = 2


def other_draft(file):
    file["page"] += 1


@pytest.mark.parametrize("tamper", [other_word, other_word_with_its_digest, other_number, other_draft])
def test_version_that_was_changed_is_found(tmp_path, client, tamper):
    file = version_file(client, circulated())
    tamper(file)
    assert verify(tmp_path, file, chain_file(1))[0] == 1


def test_version_of_a_draft_for_those_invited_is_no_file_for_others(client):
    version = circulated(reading="invited")
    address = reverse("decrees:download", args=[version.decree_id, version.number, "json"])
    assert client.get(address).status_code == 404
    client.force_login(secretariat_user())
    assert "entry" in client.get(address).json()["proof"]


def test_register_is_what_is_on_record(tmp_path, client, commented_version):
    version, member = commented_version
    edit_comment(version.comments.first(), text="Mohon lebih jelas.", by=member)
    answered(version.decree)
    code, lines = verify(tmp_path, register_file(client, version), chain_file(1))
    assert (code, lines[-1]) == (0, "[FITS] 0.json: 2 comments and 2 answers are as recorded")


def other_comment(row):
    row["text"] = "Tidak setuju."


def other_answer(row):
    row["answer"]["disposition"] = "accepted"


def no_answer(row):
    row["answer"] = None


@pytest.mark.parametrize("tamper", [other_comment, other_answer, no_answer])
def test_register_that_was_changed_is_found(tmp_path, client, commented_version, tamper):
    version, _member = commented_version
    answered(version.decree)
    file = register_file(client, version)
    tamper(file["comments"][1])
    code, lines = verify(tmp_path, file, json.loads(json.dumps(chain_file(1))))
    assert code == 1
    assert f"comment {file['comments'][1]['id']} is not" in lines[-1]


@pytest.mark.parametrize("file_format", ["docx", "odt", "pdf"])
def test_paper_names_the_entry_that_recorded_the_version(client, file_format):
    version = circulated()
    entry = LedgerEntry.objects.get(verb=VERSION_CIRCULATED)
    content = client.get(reverse("decrees:download", args=[version.decree_id, 1, file_format])).content
    assert f"Versi 1, catatan {entry.seq}, sidik {entry.digest}" in text_of(content, file_format)


def test_papers_and_data_of_a_version_ask_nothing_of_the_directory(client):
    """The text is all there is: the same bytes, whatever is renamed afterwards."""
    version = circulated()
    addresses = [reverse("decrees:download", args=[version.decree_id, 1, kind]) for kind in ("json", "docx", "odt")]
    before = [client.get(address).content for address in addresses]
    cache.clear()
    for model in (Organisation, Sector, Person):
        model.objects.update(name=Concat(F("name"), Value(" baru")))
    Post.objects.update(label="Lain")
    ForumSettings.objects.all().delete()
    ForumSettings.objects.create(site_id=1, letterhead="LAIN", place="Lain", region="Lain", decree_office="LAIN")
    assert [client.get(address).content for address in addresses] == before


def text_of(content, file_format):
    if file_format == "pdf":
        return " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
