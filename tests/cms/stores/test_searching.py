"""With a search server the editors find the same, and hear when it is away; what readers find does not depend on it."""

import socket

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from cms.reading.health import running
from cms.reading.health.findings import State as Health
from cms.services.preparing import prepare_site
from cms.settings.stores import search_server as settings_of
from forum.models import MeetingPage
from forum.services import withdraw_page
from minutes.models import MinutesPage
from minutes.models.states import State
from search.index import rebuild
from tests.factories import UserFactory, meeting_page, minutes_page, said, secretariat_user
from tests.minutes.test_hidden_parts import NIK, Scene
from tests.opensearch import search_server

pytestmark = pytest.mark.django_db


KINDS = {"notula": MinutesPage, "rapat": MeetingPage}


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


def counted(words):
    """As the editors' rooms find pages: of each kind those that are public."""
    live = {kind: model.objects.filter(pk__in=model.objects.live().values("pk")) for kind, model in KINDS.items()}
    found = {kind: pages.search(words, operator="and").count() for kind, pages in live.items()}
    return {kind: count for kind, count in found.items() if count}


def test_editors_find_every_word_of_what_is_public(server):
    published = minutes_page(state=State.PUBLISHED, discussion=[said("Panen padi di Kedungadem.", office="Camat")])
    draft = minutes_page(discussion=[said("Panen padi di Ngasem.", office="Camat")])
    assert str(draft.pk) in server.index("forum_wagtailcore_page")["documents"]
    assert counted("padi panen") == {"notula": 1}
    assert counted("panen jagung") == {}
    assert list(MinutesPage.objects.filter(pk=published.pk).search("ngasem")) == []


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
def test_while_the_server_is_away_readers_find_as_ever_and_the_editors_search_says_so():
    prepare_site()
    minutes = minutes_page(state=State.PUBLISHED, discussion=[said("Panen di sawah.", office="Camat")])
    rebuild()
    client = Client(raise_request_exception=False)
    for path in ("/cari/?q=sawah", "/notula/?q=sawah"):
        assert minutes.url in client.get(path).content.decode()
    for path in ("/", "/notula/", "/cari/"):
        assert client.get(path).status_code == 200
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    answer = client.get("/admin/pages/search/?q=sawah")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
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
