"""With a search server the site finds the same for the same readers, and says so when that server is away."""

import socket

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from cms.reading.health import running
from cms.reading.health.findings import State as Health
from cms.reading.search import search_all
from cms.services.preparing import prepare_site
from cms.settings.stores import search_server as settings_of
from forum.services import withdraw_page
from minutes.archive import query as archive
from minutes.archive.query import Filters
from minutes.models import MinutesPage
from minutes.models.states import State
from tests.clients import as_
from tests.factories import UserFactory, meeting_page, minutes_page, said, secretariat_user
from tests.minutes.test_hidden_parts import NIK, Scene
from tests.opensearch import search_server

pytestmark = pytest.mark.django_db


def nobody():
    """An address where no server is."""
    with socket.create_server(("127.0.0.1", 0)) as unused:
        return f"opensearch://127.0.0.1:{unused.getsockname()[1]}"


@pytest.fixture
def point(settings):
    def to(address, seconds=2):
        settings.SEARCH_URL = address
        settings.WAGTAILSEARCH_BACKENDS = {"default": settings_of(address, seconds=seconds)}

    return to


@pytest.fixture(scope="module")
def running_server():
    with search_server() as server:
        yield server


@pytest.fixture
def server(point, running_server):
    """With the pages that every site has; as a new one is filled by the command."""
    point(running_server.address)
    if running_server.indices:
        running_server.forget()
    else:
        call_command("update_index", verbosity=0)
        running_server.remember()
    return running_server


@pytest.fixture
def away(point):
    point(nobody())


def counted(words, user=None):
    return {one.kind: one.count for one in search_all(words, user or AnonymousUser())}


def test_each_reader_finds_what_is_for_them_and_nothing_else_is_even_counted(server):
    published = minutes_page(state=State.PUBLISHED, discussion=[said("Panen padi di Kedungadem.", office="Camat")])
    draft = minutes_page(discussion=[said("Panen padi di Ngasem.", office="Camat")])
    assert str(draft.pk) in server.index("forum_wagtailcore_page")["documents"]
    assert counted("padi panen") == {"notula": 1}
    assert counted("panen jagung") == {}
    assert set(archive.search("padi", Filters(), AnonymousUser())) == {published}
    assert list(MinutesPage.objects.filter(pk=published.pk).search("ngasem")) == []
    found = as_().get("/cari/?q=padi&jenis=notula").content.decode()
    assert published.url in found


def test_hidden_words_are_erased_from_the_index_and_come_back(server):
    scene = Scene()
    assert counted(NIK["statement"]) == {"notula": 1}
    scene.hide("statement")
    assert NIK["statement"] not in server.all_words()
    assert counted(NIK["statement"]) == {}
    assert counted(NIK["decision"]) == {"notula": 1}


def test_a_page_that_was_withdrawn_or_deleted_is_found_no_more(server):
    secretariat = secretariat_user()
    first, second = (meeting_page(title=f"Rapat sawah {number}") for number in (1, 2))
    assert counted("sawah") == {"rapat": 2}
    withdraw_page(first, reason="Keliru", by=secretariat)
    Page.objects.filter(pk=second.pk).update(live=False)
    assert counted("sawah") == {}


@pytest.mark.usefixtures("away")
def test_while_the_server_is_away_searching_says_so_and_all_else_works():
    prepare_site()
    client = Client(raise_request_exception=False)
    answer = client.get("/cari/?q=sawah")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Pencarian situs ini" in answer.content.decode()
    assert 'value="sawah"' in answer.content.decode()
    archive_page = client.get("/notula/?q=sawah")
    assert (archive_page.status_code, "Pencarian situs ini" in archive_page.content.decode()) == (503, True)
    for path in ("/", "/notula/", "/cari/"):
        assert client.get(path).status_code == 200
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert client.get("/admin/pages/search/?q=sawah").status_code == 503
    assert running.search().state == Health.FAILURE


def test_what_was_hidden_while_the_server_was_away_is_erased_when_it_is_back(server, point, worked):
    scene = Scene()
    worked()
    point(nobody())
    scene.hide("statement")
    worked()
    assert NIK["statement"] in server.all_words()
    point(server.address)
    assert counted(NIK["statement"]) == {"notula": 1}  # the page, in which the words are not shown
    worked()
    assert NIK["statement"] not in server.all_words()
    assert running.search().state == Health.OK
