"""A file is drawn once, then handed out again, byte for byte."""

import datetime
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.storage import storages

from forum.documents import FORMATS, RenderError
from forum.documents.downloads import file_of, hand_out, turn
from forum.documents.model import Document, Heading, Metadata


def paper(words="Notula"):
    return Document(Metadata(title=words, date=datetime.date(2017, 5, 9), identifier="n-1"), (Heading(words),))


@pytest.mark.parametrize("file_format", sorted(FORMATS))
def test_file_is_kept_by_its_content(file_format):
    first = file_of(paper(), file_format)
    kept = storages["private"].listdir("documents")[1]
    assert file_of(paper(), file_format) == first
    assert storages["private"].listdir("documents")[1] == kept
    assert file_of(paper("Risalah"), file_format) != first
    assert len(storages["private"].listdir("documents")[1]) == 2


def test_unknown_format_is_refused_and_nothing_kept():
    with pytest.raises(KeyError):
        file_of(paper(), "exe")
    assert not storages["private"].exists("documents")


def test_settings_limit_what_may_be_drawn(settings):
    settings.DOCUMENT_SECONDS = 0.001
    with pytest.raises(RenderError):
        file_of(paper(), "pdf")
    assert not storages["private"].exists("documents")


def test_what_could_not_be_drawn_is_not_tried_again_at_once(settings):
    settings.DOCUMENT_SECONDS, limit = 0.001, settings.DOCUMENT_SECONDS
    with pytest.raises(RenderError) as first:
        file_of(paper(), "docx")
    settings.DOCUMENT_SECONDS = limit
    with pytest.raises(RenderError, match=re.escape(str(first.value))):
        file_of(paper(), "docx")
    assert file_of(paper("Risalah"), "docx")
    cache.clear()
    assert file_of(paper(), "docx")


def test_a_reader_who_has_the_file_gets_no_second_copy(rf):
    content = file_of(paper(), "pdf")
    response = hand_out(rf.get("/"), content, "pdf", name="notula")
    assert response.content == content
    assert response["Content-Disposition"] == 'attachment; filename="notula.pdf"'
    assert response["Content-Type"] == "application/pdf"
    again = hand_out(rf.get("/", headers={"If-None-Match": response["ETag"]}), content, "pdf", name="notula")
    assert (again.status_code, again.content) == (304, b"")


def test_who_waits_too_long_for_a_turn_goes_without(settings):
    settings.DOCUMENT_SECONDS = 0.01
    with turn(), turn(), pytest.raises(RenderError), turn():
        pass
    with turn():
        pass


def damaged():
    """The kept file with its second half cut off, as a full disk or a sudden end leaves it."""
    [name] = storages["private"].listdir("documents")[1]
    path = storages["private"].path(f"documents/{name}")
    with open(path, "r+b") as file:
        file.truncate(storages["private"].size(f"documents/{name}") // 2)


def test_a_kept_file_that_is_damaged_is_drawn_anew_and_kept_whole(caplog):
    first = file_of(paper(), "docx")
    damaged()
    assert file_of(paper(), "docx") == first
    assert file_of(paper(), "docx") == first
    assert [record.getMessage().endswith("is not whole and is drawn anew") for record in caplog.records] == [True]


def test_where_nothing_can_be_kept_readers_get_their_files_and_the_log_says_so_once(caplog):
    folder = Path(storages["private"].path("documents"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    first = file_of(paper(), "docx")
    assert file_of(paper(), "docx") == first
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    folder.unlink()
    assert file_of(paper(), "docx") == first
    assert len(storages["private"].listdir("documents")[1]) == 1
