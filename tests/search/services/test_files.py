"""The words of attached files are found by whoever may read the page on which the file stands, and by nobody else."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from wagtail.documents.models import Document as File

from forum import clock
from forum.models import AgendaPaper
from minutes import services
from minutes.models import Attachment
from search.files import State
from search.reading import found
from search.services import read_unread
from tests.factories import bring_to, meeting_page, minutes_archive, minutes_page, secretariat_user
from tests.search.files.packed import docx

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """What is done after the commit is done within this block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def file(words="Anggaran peternakan kambing etawa", name="paparan.docx"):
    content = docx(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>") if words else b"rusak"
    return File.objects.create(title="Paparan", file=ContentFile(content, name=name))


def finds(words):
    return [(hit.document.kind, hit.title, hit.url) for hit in found(words, AnonymousUser())[:9]]


def test_file_of_minutes_is_found_with_them_and_not_before_and_not_while_it_is_hidden(done):
    minutes_archive()
    first, second = secretariat_user(), secretariat_user()
    with done():
        minutes = minutes_page(by=first)
        minutes.attachments = [Attachment(title="Paparan peternakan", document=file())]
        minutes.save_revision(user=first)
    assert finds("kambing etawa") == []

    with done():
        minutes = bring_to(minutes, "published", by=first)
    assert finds("kambing etawa") == [("berkas", "Paparan peternakan", f"{minutes.url}#lampiran")]

    with done():
        key = minutes.attachments.get().document_id
        hiding = services.propose_hiding(
            minutes, part=f"attachments:{key}", reason="personal_data", note="Sebuah NIK.", at_once=True, by=second
        )
    assert finds("kambing etawa") == []

    with done():
        services.refuse_hiding(hiding, reason="Bukan NIK.", by=first)
    assert len(finds("kambing etawa")) == 1


def test_paper_is_found_once_everybody_may_read_it(done):
    with clock.moved_to(clock.now() - datetime.timedelta(days=3)) as before, done():
        meeting = meeting_page(starts_at=before + datetime.timedelta(days=1))
        for audience, words in (("public", "jagung"), ("until_over", "kedelai"), ("invited", "singkong")):
            meeting.papers.add(AgendaPaper(document=file(f"Panen {words}"), audience=audience))
        meeting.save_revision(user=secretariat_user()).publish()
    assert [len(finds(words)) for words in ("jagung", "kedelai", "singkong")] == [1, 0, 0]

    read_unread()
    assert [len(finds(words)) for words in ("jagung", "kedelai", "singkong")] == [1, 1, 0]


def test_file_that_is_replaced_is_read_anew_and_a_broken_one_says_so_and_hurts_nobody(done, client):
    with done():
        paper = file("Panen jagung")
        meeting = meeting_page()
        meeting.papers.add(AgendaPaper(document=paper))
        meeting.save_revision(user=secretariat_user()).publish()
    assert len(finds("jagung")) == 1

    with done():
        paper.file = ContentFile(b"rusak", name="rusak.docx")
        paper.save()
    paper.refresh_from_db()
    assert (paper.file_text.state, paper.file_text.text) == (State.BROKEN, "")
    assert finds("jagung") == []
    assert client.get(meeting.url).status_code == 200


def test_file_from_before_is_read_by_the_hour_and_one_that_is_gone_says_so():
    old, gone = file("Panen jagung"), file(name="hilang.pdf")
    gone.file.storage.delete(gone.file.name)

    assert read_unread() == "2 files are read"
    assert read_unread() == "0 files are read"

    assert [File.objects.get(pk=one.pk).file_text.state for one in (old, gone)] == [State.READ, State.GONE]
