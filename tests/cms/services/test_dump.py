"""All that is public in one archive: whole, new each day, and without a word that is hidden."""

import hashlib
import io
import json
import zipfile

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.reading.sharing import dump
from cms.services.dump import keep_dump, make_dump
from decrees import services
from minutes.models.states import State
from minutes.services import propose_hiding as propose_to_hide_part
from search.index import rebuild
from tests.clients import as_
from tests.factories import commented, meeting_page, minutes_page, open_draft, secretariat_user

pytestmark = pytest.mark.django_db
SECRET = "3522010101010001"


@pytest.fixture
def record():
    minutes = minutes_page(meeting=meeting_page(title="Rapat terbuka"), inputs=[SECRET, "Tetap"], state=State.PUBLISHED)
    version, _round, member = open_draft()
    comment = commented(version, member, text="Mohon diperjelas.")
    rebuild()
    return minutes, version, comment


def opened():
    content = b"".join(as_().get(reverse("dump-download")).streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_public_record_is_in_it_with_its_licence(record, settings):
    minutes, version, _comment = record
    keep_dump()
    files = opened()
    told = json.loads(files[f"notula/{minutes.pk}.json"])
    assert told == json.loads(as_().get(reverse("minutes:download", args=[minutes.pk, "json"])).content)
    draft = version.decree_id
    assert json.loads(files[f"rancangan/{draft}/versi-1.json"])["number"] == 1
    assert "Mohon diperjelas." in files[f"rancangan/{draft}/tanggapan.json"]
    assert "Rapat terbuka" in files["daftar/rapat.json"]
    assert json.loads(files["catatan/1.json"])["entries"][0]["seq"] == 1
    for name in files.keys() - {"BACA-DAHULU.txt"}:
        assert json.loads(files[name])["license"] == settings.DATA_LICENSE


def test_list_of_contents_has_the_digest_of_each_file(record):
    keep_dump()
    files = opened()
    listed = {one["name"]: one["sha256"] for one in json.loads(files["DAFTAR-ISI.json"])["files"]}
    assert listed.keys() == files.keys() - {"DAFTAR-ISI.json", "BACA-DAHULU.txt"}
    assert all(hashlib.sha256(files[name].encode()).hexdigest() == digest for name, digest in listed.items())


def test_what_is_not_for_everybody_is_not_in_it(record):
    minutes, _version, _comment = record
    draft = minutes_page(meeting=meeting_page(), state=State.CIRCULATED)
    PageViewRestriction.objects.create(page=minutes, restriction_type=PageViewRestriction.LOGIN)
    keep_dump()
    files = opened()
    assert not {f"notula/{one.pk}.json" for one in (minutes, draft)} & files.keys()
    assert SECRET not in "".join(files.values())


def test_hidden_words_are_never_handed_out_from_an_archive_that_was_made_before(record, settings):
    minutes, _version, comment = record
    keep_dump()
    assert SECRET in "".join(opened().values())
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    told = {"reason": "personal_data", "note": "NIK.", "at_once": True, "by": secretariat_user()}
    propose_to_hide_part(minutes, part="inputs:1", **told)
    rebuild()  # the index of the search hears of it after the commit, which this test does not reach
    refused = as_().get(reverse("dump-download"))
    assert refused.status_code == 202
    assert "sedang dibuat" in refused.content.decode()
    make_dump.func()
    files = opened()
    assert SECRET not in "".join(files.values())
    assert "Tetap" in files[f"notula/{minutes.pk}.json"]
    services.propose_hiding(comment, **told)
    rebuild()
    assert as_().get(reverse("dump-download")).status_code == 202
    make_dump.func()
    assert "Mohon diperjelas." not in "".join(opened().values())


def test_new_one_takes_the_place_of_the_one_before_which_is_read_to_its_end(record):
    keep_dump()
    first = dump.newest()
    with first.open() as reading:
        begun = reading.read(10)
        minutes_page(meeting=meeting_page(), state=State.PUBLISHED)
        keep_dump()
        rest = begun + reading.read()
    assert hashlib.sha256(rest).hexdigest() == first.sha256
    [only] = dump.all_dumps()
    assert only.seq > first.seq


def test_one_that_could_not_be_finished_leaves_the_one_before(record, monkeypatch):
    keep_dump()
    before = dump.all_dumps()

    def broken():
        yield "notula/1.json", {}
        raise OSError("no room")

    monkeypatch.setattr(dump, "parts", broken)
    with pytest.raises(OSError, match="no room"):
        keep_dump()
    assert dump.all_dumps() == before


def test_page_tells_when_it_was_made_and_how_large_it_is(record):
    html = as_().get(reverse("dump")).content.decode()
    assert "sedang dibuat" in html
    keep_dump()
    html = as_().get(reverse("dump")).content.decode()
    found = dump.newest()
    assert found.sha256 in html
    assert reverse("dump-download") in html
    assert reverse("dump") in as_().get(reverse("information")).content.decode()
    assert as_().get(reverse("search:data"), {"q": "rapat"}).json()["dump"].endswith(reverse("dump"))


def test_one_network_takes_it_so_often_only(record):
    keep_dump()
    told = [as_().get(reverse("dump-download")).status_code for _ in range(21)]
    assert told == [200] * 20 + [429]
