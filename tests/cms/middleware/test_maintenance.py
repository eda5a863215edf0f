"""While the site is worked on everybody is told so, nothing typed is lost, and the database is not asked."""

import datetime

import pytest
from asgiref.sync import async_to_sync
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from cms.asgi import application
from cms.middleware.maintenance import COME_LATER
from tests.factories.decrees import circulated
from tests.sockets import Socket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_file(settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance.json"


@pytest.fixture
def in_an_hour():
    return timezone.localtime() + datetime.timedelta(hours=1)


def close(until=None, message=""):
    call_command("maintenance", "on", until=f"{until:%Y-%m-%d %H:%M}" if until else "", message=message)


def test_everybody_is_told_until_when_and_why_and_no_page_asks_the_database(in_an_hour, django_assert_num_queries):
    close(in_an_hour, "Kami memasang <b>versi baru.")
    with django_assert_num_queries(0):
        answers = [Client().get(path) for path in ("/", "/admin/", "/rancangan/1/", "/tidak-ada/")]
    for answer in answers:
        page = answer.content.decode()
        assert answer.status_code == 503
        assert 3000 < int(answer["Retry-After"]) <= 3600
        assert f"{in_an_hour:%H.%M}" in page
        assert "sedang dipelihara" in page
        assert "Kami memasang &lt;b&gt;versi baru." in page
        assert "Content-Security-Policy" in answer
    call_command("maintenance", "off")
    assert Client().get("/akun/login/").status_code == 200


def test_words_that_were_sent_are_given_back_in_the_language_that_was_chosen(settings):
    close()
    visitor = Client()
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = visitor.post("/rancangan/1/versi/1/komentar/", {"text": "Mohon diubah", "clause": "dik-1"}).content.decode()
    assert "This site is being worked on." in page
    assert "Mohon diubah</textarea>" in page
    assert '<input type="hidden" name="clause" value="dik-1">' in page
    assert "rahasia panjang" not in visitor.post("/akun/login/", {"password": "rahasia panjang"}).content.decode()


def test_programs_are_told_how_long_to_wait(in_an_hour):
    close(in_an_hour)
    answer = Client().get("/rancangan/1/peristiwa/?after=0")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/json")
    assert str(answer.json()["retry_after"]) == answer["Retry-After"]


def test_whoever_watches_learns_that_the_site_lives_and_is_not_ready():
    close()
    assert Client().get("/sehat/hidup").status_code == 200
    assert Client().get("/sehat/siap").status_code == 503


def test_time_that_is_none_or_has_passed_closes_nothing(settings):
    for until in ("besok", "25:00", "2001-01-01 10:00"):
        with pytest.raises(CommandError, match="--until"):
            call_command("maintenance", "on", until=until)
    assert not settings.MAINTENANCE_FILE.exists()


def test_sockets_are_told_to_come_back_later():
    version = circulated()

    async def scenario():
        headers = [(b"host", b"localhost"), (b"origin", b"http://localhost")]
        path = f"/ws/rancangan/{version.decree_id}/"
        is_open = Socket(application, path, headers)
        assert (await is_open.connect())[0]
        assert "hello" in await is_open.receive_from()
        close()
        await is_open.send_to(text_data="ping")
        assert await closed(is_open) == COME_LATER
        late = Socket(application, path, headers)
        await late.connect()
        assert await closed(late) == COME_LATER

    async_to_sync(scenario)()


async def closed(socket):
    while (message := await socket.receive_output())["type"] != "websocket.close":
        pass
    return message["code"]
