"""A database that is away is no riddle: 503, what is off, and the words that were sent."""

import resource
from contextlib import nullcontext

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError, connection, transaction
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture
def away():
    """Every statement meets a connection that is gone."""

    def refuse(execute, sql, params, many, context):
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("path", ["/", "/akun/login/", "/admin/", "/cari/?q=x", "/arsip/"])
def test_pages_say_that_the_database_is_away(visitor, away, path):
    answer = visitor.get(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Basis data" in answer.content.decode()
    assert "Silakan coba lagi dalam beberapa detik." in answer.content.decode()
    assert "Content-Security-Policy" in answer


def test_it_is_said_in_the_language_that_was_chosen(visitor, away, settings):
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "The database of this site" in visitor.get("/").content.decode()


@pytest.mark.parametrize("path", ["/catatan/kepala.json", "/rancangan/1/peristiwa/?after=0"])
def test_programs_are_told_as_json(visitor, away, path):
    answer = visitor.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/json")
    assert set(answer.json()) == {"error", "retry_after"}


def test_full_disk_under_the_database_is_called_by_its_name(visitor):
    filling = {
        "postgresql": "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
        "sqlite": "INSERT INTO django_session VALUES ('x', hex(zeroblob(1000000)), '2031-01-01')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA max_page_count = 1")  # as many as there are

        def on_full_disk(address, sent=None):
            # PostgreSQL answers nothing else until what failed is rolled back; SQLite has rolled all of it back.
            with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
                with connection.execute_wrapper(lambda execute, sql, params, *rest: execute(filling, None, *rest)):
                    answer = visitor.post(address, sent) if sent else visitor.get(address)
                if connection.vendor == "postgresql":
                    transaction.set_rollback(True)
            return answer

        answer = on_full_disk("/")
        sent = on_full_disk("/rancangan/1/versi/1/komentar/", {"text": "Mohon diubah", "clause": "dik-1"})
        upload = ContentFile(b"Surat.", "surat.txt")
        letter = on_full_disk("/rancangan/1/surat/", {"organisation": "1", "file": upload})
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert {one.status_code for one in (answer, sent, letter)} == {503}
    pages = [" ".join(one.content.decode().split()) for one in (answer, sent, letter)]
    assert all("Penyimpanan situs ini penuh" in page and "beberapa detik" not in page for page in pages)
    assert "Tidak satu pun dari kiriman Anda tersimpan. Isinya ada di bawah ini" in pages[1]
    assert "Mohon diubah</textarea>" in pages[1]
    assert "Tidak satu pun dari kiriman Anda tersimpan. </p>" in pages[2], (
        "what is not shown is not said to stand there"
    )
    assert "Berkas harus dipilih lagi" in pages[2]


def test_words_that_were_sent_are_given_back_to_copy_and_to_send_again(visitor, away):
    answer = visitor.post("/rancangan/1/versi/1/komentar/", {"text": "Mohon <b>diubah</b>", "clause": "dik-1"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Mohon &lt;b&gt;diubah&lt;/b&gt;</textarea>" in page
    assert '<input type="hidden" name="clause" value="dik-1">' in page
    assert 'action="/rancangan/1/versi/1/komentar/"' in page


def test_no_password_is_ever_shown(visitor, away):
    answer = visitor.post("/akun/login/", {"login": "bi@mufakat.example", "password": "correct horse"})
    assert answer.status_code == 503
    assert "correct horse" not in answer.content.decode()


def test_other_errors_stay_what_they_are(visitor):
    def fail(execute, sql, params, many, context):
        raise ZeroDivisionError

    with connection.execute_wrapper(fail):
        assert visitor.get("/").status_code == 500


def test_an_upload_that_finds_no_room_says_so_and_leaves_nothing_half(visitor, settings):
    visitor.force_login(UserFactory(is_superuser=True, is_staff=True))
    upload = {"title": "Paparan", "collection": Collection.get_first_root_node().pk}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        answer = visitor.post("/admin/documents/add/", {**upload, "file": ContentFile(b"x" * 400_000, name="a.txt")})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert answer.status_code == 503
    assert "Penyimpanan situs ini penuh" in answer.content.decode()
    assert not Document.objects.exists()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
