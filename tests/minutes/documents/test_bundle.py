"""A whole meeting in one file: what its reader may read, and the same bytes for the same reader."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document

from forum.models import AgendaPaper
from minutes.documents import bundle
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
