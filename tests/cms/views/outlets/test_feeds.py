"""The public feed tells what was published, of the site and of one draft, and nothing that is not for everybody."""

import pytest
from django.urls import reverse
from lxml import etree

from cms.services.preparing import prepare_site
from decrees import events
from forum.events import EVENTS
from forum.models import LedgerEntry
from tests.factories import OrganisationFactory, circulated, commented, member_of, opened, secretariat_user
from tests.factories.decrees import answered, decree_page
from tests.factories.forum import invitation_page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _site():
    prepare_site()


def titles(client, address):
    feed = etree.fromstring(client.get(address).content)
    entries = list(feed.iter(f"{ATOM}entry"))
    assert not any("Entry" in (entry.findtext(f"{ATOM}summary") or "") for entry in entries)
    return [entry.findtext(f"{ATOM}title") for entry in entries]


def consulted(**page):
    """A draft with a round, two public comments that were answered, and one that is an organisation's own."""
    bi = OrganisationFactory()
    version = circulated(decree_page(**page))
    opened(version, bi)
    member = member_of(bi)
    for text in ("Satu.", "Dua."):
        commented(version, member, text=text)
    answered(version.decree)
    commented(version, member, text="Rahasia.", audience=f"organisation:{bi.pk}")
    return version.decree


def test_feed_of_a_draft_tells_versions_rounds_and_answers_newest_first(client):
    decree = consulted(title="Tim", reading="public")
    told = titles(client, reverse("decrees:feed", args=[decree.pk]))
    assert [title.partition(": ")[0] for title in told] == ["Tim"] * len(told)
    assert told[0].endswith("(2×)")
    told_of = [verb for verb, event in EVENTS.items() if any(str(event.sentence) in title for title in told)]
    assert set(told_of) == {
        events.VERSION_CIRCULATED,
        events.ROUND_OPENED,
        events.ANSWER_GIVEN,
    }


def test_feed_of_the_site_has_the_draft_and_invitations(client):
    consulted(title="Tim", reading="public")
    invitation_page(title="Undangan Terbuka", is_open=True)
    told = titles(client, reverse("feed"))
    assert {title.partition(": ")[0] for title in told} >= {"Tim"}


def test_draft_for_those_invited_has_no_feed_and_is_in_none(client):
    decree = consulted(title="Tim", reading="invited")
    assert client.get(reverse("decrees:feed", args=[decree.pk])).status_code == 404
    client.force_login(secretariat_user())
    assert client.get(reverse("decrees:feed", args=[decree.pk])).status_code == 404
    assert not any(title.startswith("Tim:") for title in titles(client, reverse("feed")))


def test_pages_lead_to_the_feeds(client):
    decree = consulted(title="Tim", reading="public")
    page = client.get(decree.get_url()).content.decode()
    assert f'href="{reverse("decrees:feed", args=[decree.pk])}"' in page
    assert page.count(f'href="{reverse("feed")}"') == 2  # for feed readers, and in the footer


def test_withdrawn_pages_leave_the_feed(client):
    decree = consulted(title="Tim", reading="public")
    decree.unpublish()
    assert titles(client, reverse("feed")) == []
    assert LedgerEntry.objects.filter(page_id=decree.pk).exists()
