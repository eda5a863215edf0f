"""A whole meeting in one file: what its reader may read, and the same bytes for the same reader."""

import datetime
import hashlib
import io
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.urls import reverse
from django_tasks import default_task_backend
from wagtail.documents.models import Document

from forum.models import AgendaPaper
from minutes.documents import bundle, kept_bundles
from tests.clients import as_
from tests.factories import OrganisationFactory, meeting_page, member_of, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db


def test_whole_meeting_holds_what_its_reader_may_read(monkeypatch):
    bi, by = OrganisationFactory(name="BI"), secretariat_user()
    meeting = meeting_page()
    for name, audience in (("terbuka", "public"), ("tertutup", "invited")):
        document = Document.objects.create(title=name, file=ContentFile(b"isi " + name.encode(), name=f"{name}.txt"))
        meeting.papers.add(AgendaPaper(document=document, audience=audience))
    meeting.save_revision().publish()
    minutes = minutes_page(meeting=meeting, present=[bi], state="published", by=by)

    def names(user):
        response = as_(user).get(reverse("minutes:bundle", args=[minutes.pk]))
        content = b"".join(response)
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            assert file.testzip() is None
            return (
                {name.partition("-")[2] or name for name in file.namelist()},
                file.read("DAFTAR-ISI.txt").decode(),
                content,
            )

    public, _list, content = names(None)
    assert {"acara.txt", "notula/notula.pdf", "notula/notula.docx", "notula/notula.json"} <= public
    assert "hadir-menurut-organisasi.csv" in public
    assert not any("tertutup" in name for name in public)
    assert any("terbuka" in name for name in public)
    assert names(None)[2] == content
    assert any("tertutup" in name for name in names(by)[0])
    assert not any("tertutup" in name for name in names(member_of(OrganisationFactory()))[0])
    monkeypatch.setattr(bundle, "MOST_BYTES", 3)
    fewer, listed, _content = names(None)
    assert not any("terbuka" in name for name in fewer)
    assert "terbuka.txt (tidak disertakan; baca di situs)" in listed


def test_list_and_digests_are_those_of_the_files_and_texts_are_read_on_windows():
    office = OrganisationFactory(name="Dinas Kesehatan; Bidang Gizi")
    minutes = minutes_page(meeting=meeting_page(agenda=["Jum’at bersih"]), present=[office], state="published")
    with zipfile.ZipFile(bundle.bundle_of(minutes, AnonymousUser()).written()) as file:
        files = {name: file.read(name) for name in file.namelist()}
    sums = dict(reversed(line.split(" *")) for line in files.pop("SHA256SUMS").decode().splitlines())
    title, address, empty, *listed = files.pop("DAFTAR-ISI.txt").decode("utf-8-sig").split("\r\n")
    assert (title, address, empty) == (minutes.title, minutes.full_url, "")
    assert listed == [*files, ""]
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert all(name.isascii() and not set(name) & set('<>:"\\\\|?*') for name in files)
    assert files["2-acara.txt"].startswith(b"\xef\xbb\xbf")
    assert "1. Jum’at bersih\r\n" in files["2-acara.txt"].decode("utf-8-sig")
    _head, row = files["5-hadir-menurut-organisasi.csv"].decode("utf-8-sig").splitlines()
    assert row.startswith('"Dinas Kesehatan; Bidang Gizi";')


def test_large_one_is_made_in_the_background_and_kept_for_those_who_may_read_the_same(monkeypatch, settings):
    by, meeting = secretariat_user(), meeting_page()
    document = Document.objects.create(title="tertutup", file=ContentFile(b"rahasia", name="tertutup.txt"))
    meeting.papers.add(AgendaPaper(document=document, audience="invited"))
    meeting.save_revision().publish()
    minutes = minutes_page(meeting=meeting, state="published", by=by)
    address = reverse("minutes:bundle", args=[minutes.pk])
    monkeypatch.setattr(kept_bundles, "AT_ONCE", 0)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    waiting = as_(by).get(address)
    assert (waiting.status_code, waiting["Cache-Control"]) == (202, "private, no-store")
    assert '<progress max="6" value="0">' in waiting.content.decode()
    asked = default_task_backend.results
    assert as_(secretariat_user()).get(address).status_code == 202
    assert [one.args for one in asked] == [[minutes.pk, by.pk]]

    kept_bundles.make_bundle.call(minutes.pk, by.pk)
    for reader in (by, secretariat_user()):
        response = as_(reader).get(address)
        assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
        assert b"".join(response) == bundle.bundle_of(minutes, by).written().read()
    assert len(asked) == 1
    assert b"tertutup" not in b"".join(as_().get(address))  # nothing large for them: made at once, as before

    document.file.save("tertutup.txt", ContentFile(b"rahasia lain"))
    assert as_(by).get(address).status_code == 202
    assert kept_bundles.forget_bundles().startswith("0 ")
    monkeypatch.setattr(kept_bundles, "KEPT_FOR", datetime.timedelta(seconds=-5))
    assert kept_bundles.forget_bundles().startswith("2 ")
    assert kept_bundles.forget_bundles().startswith("0 ")
