"""With files in S3 the site keeps the same promises as with a disk, and sends no reader's browser there."""

import io
import re
import socket
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.documents.models import Document
from wagtail.images import get_image_model

from cms.reading.health.findings import State as Health
from cms.reading.health.machine import uploads
from cms.services.backups.backup import copy_files
from cms.services.backups.restore import bring_back
from cms.services.preparing import prepare_site
from cms.stores import objects
from forum.documents.downloads import file_of
from minutes.models.states import State
from tests.factories import secretariat_user
from tests.forum.documents.test_downloads import paper as document_of
from tests.minutes.desk.test_kept_files import paper, with_file
from tests.objects import ObjectStore

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server():
    server = ObjectStore()
    yield server
    server.stop()


@pytest.fixture
def store(server, settings):
    server.begin()
    settings.STORAGES = {**settings.STORAGES, **server.storages()}
    settings.S3_BUCKET = server.bucket
    return server


@pytest.fixture
def lose(store, settings):
    """From now on nobody answers: the connection is refused, or taken and nothing is said."""

    def lost(*, hangs=False):
        place = socket.create_server(("127.0.0.1", 0))
        request.append(place)
        if not hangs:
            place.close()
        address = f"http://127.0.0.1:{place.getsockname()[1] if hangs else free}"
        settings.STORAGES = {**settings.STORAGES, **store.storages(address)}

    with socket.create_server(("127.0.0.1", 0)) as unused:
        free = unused.getsockname()[1]
    request = []
    yield lost
    for place in request:
        place.close()


def drawn():
    return file_of(document_of(), "docx")


def picture():
    out = io.BytesIO()
    Pillow.new("RGB", (40, 20), "green").save(out, "PNG")
    return get_image_model().objects.create(title="Foto", file=ContentFile(out.getvalue(), "foto.png"))


def test_a_file_of_minutes_lies_in_the_bucket_and_a_damaged_one_is_not_handed_out(store, client):
    document = paper()
    document._set_document_file_metadata()
    document.save()
    with_file(document, State.PUBLISHED)
    assert store.keys() == {"media/documents/paparan.txt"}
    assert b"".join(client.get(document.url).streaming_content) == b"isi"
    call_command("verify_ledger", stdout=StringIO())

    store.put("media/documents/paparan.txt", b"palsu")
    answer = client.get(document.url)
    assert (answer.status_code, document.file_hash in answer.content.decode()) == (503, True)
    with pytest.raises(CommandError, match=r"file paparan\.txt"):
        call_command("verify_ledger", stdout=StringIO())


def test_a_picture_and_its_renditions_come_from_this_site_alone(store, client):
    page = Template("{% load wagtailimages_tags %}{% image picture width-20 %}").render(Context({"picture": picture()}))
    address = re.search(r'src="(/media/images/[^"]+)"', page)[1]
    assert store.address not in page
    answer = client.get(address)
    assert answer["Content-Type"] == "image/png"
    with Pillow.open(io.BytesIO(b"".join(answer.streaming_content))) as shown:
        assert shown.width == 20
    assert client.get(address, headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 304
    documents = paper().file.name
    for path in ("images/none.png", f"images/../{documents}", f"images/{'x' * 2000}", "images/%00", documents):
        assert client.get(f"/media/{path}").status_code == 404
    assert client.get(address).status_code == 200


def test_papers_have_no_address_and_nobody_without_a_key_reads_them(store):
    first = drawn()
    [name] = storages["private"].listdir("documents")[1]
    assert store.keys() == {f"private/documents/{name}"}
    with pytest.raises(ValueError, match="views only"):
        storages["private"].url(f"documents/{name}")
    assert not storages["private"].is_public(f"documents/{name}")
    grants = store.client.get_object_acl(Bucket=store.bucket, Key=f"private/documents/{name}")["Grants"]
    assert {grant["Grantee"]["Type"] for grant in grants} == {"CanonicalUser"}

    store.put(f"private/documents/{name}", b"half")
    assert drawn() == first
    assert storages["private"].size(f"documents/{name}") > len(first)


def test_a_name_that_is_taken_meanwhile_stays_with_whoever_has_it(store):
    store.put("media/a.txt", b"first")
    name = default_storage._save("a.txt", ContentFile(b"second"))
    assert [default_storage.open(one).read() for one in ("a.txt", name)] == [b"first", b"second"]


@pytest.mark.parametrize("hangs", [False, True])
def test_while_the_store_is_away_files_wait_words_are_kept_and_all_else_works(store, lose, monkeypatch, hangs):
    monkeypatch.setattr(objects, "READ_SECONDS", 0.1)
    prepare_site()
    document, image, user = paper(), picture(), secretariat_user(is_superuser=True)
    tag = "{% load wagtailimages_tags %}{% image picture width-20 %}"
    Template(tag).render(Context({"picture": image}))
    with_file(document, State.PUBLISHED, by=user)
    lose(hangs=hangs)
    client = Client(raise_request_exception=False)
    answer = client.get(document.url)
    assert (answer.status_code, "Berkas dan gambar" in answer.content.decode()) == (503, True)
    assert client.get(image.file.url).status_code == 503
    assert client.get("/").status_code == 200
    assert "/media/images/" in Template(tag).render(Context({"picture": image}))
    assert drawn()

    client.force_login(user)
    fields = {"title": "Paparan kedua", "collection": document.collection_id, "tags": ""}
    upload = {**fields, "file": ContentFile(b"isi lain", name="lain.txt")}
    refused = client.post(reverse("wagtaildocs:add"), upload)
    assert (refused.status_code, "Paparan kedua" in refused.content.decode()) == (503, True)
    assert not Document.objects.filter(title="Paparan kedua").exists()
    with pytest.raises(CommandError, match="could not be compared"):
        call_command("verify_ledger", stdout=StringIO())
    assert uploads().state == Health.FAILURE


def test_the_doctor_writes_to_the_bucket_and_says_when_strangers_may_read_it(store):
    assert uploads().state == Health.OK
    assert store.keys() == set()
    store.client.put_bucket_acl(Bucket=store.bucket, ACL="public-read")
    everybody = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]}'
    store.client.put_bucket_policy(Bucket=store.bucket, Policy=everybody)
    found = uploads()
    assert (found.state, store.bucket in found.says) == (Health.FAILURE, True)


def test_a_backup_brings_the_files_of_one_bucket_into_another(store, settings, tmp_path):
    document, content = paper(), drawn()
    kept = store.keys()
    for name in ("default", "private"):
        copy_files(storages[name], tmp_path / name)
    store.begin()
    settings.STORAGES = {**settings.STORAGES, **store.storages()}
    for name in ("default", "private"):
        bring_back(tmp_path / name, storages[name])
    assert store.keys() == kept
    assert document.file.storage.open(document.file.name).read() == b"isi"
    assert drawn() == content
