"""What a public page is in a few words: for previews, search engines, citations."""

import json
import re

import pytest
from django.conf import settings
from wagtail.models import PageViewRestriction

from cms.reading.sharing.briefs import Brief, brief_of, is_for_everybody
from cms.services.preparing import prepare_site
from decrees.models import DecreePage
from forum.models import ForumSettings
from minutes.models.states import State
from tests.clients import as_
from tests.factories import invitation_page, minutes_page, open_draft, secretariat_user
from tests.factories.decrees import decree_page
from tests.factories.forum import meeting_page

pytestmark = pytest.mark.django_db
TAG = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')


@pytest.fixture(autouse=True)
def site():
    prepare_site()


def tags_of(address, user=None, **headers):
    page = as_(user).get(address, headers=headers).content.decode()
    return dict(TAG.findall(page)), page


def test_a_draft_says_what_it_is_and_until_when_it_is_open():
    version, _round, _member = open_draft()
    version.decree.title, version.decree.summary = "Tim Terbuka", "Siapa menjalankan apa."
    brief = brief_of(version.decree, ForumSettings())
    assert brief.title == "Tim Terbuka"
    assert brief.kind.startswith("Rancangan keputusan, versi 1 tanggal ")
    assert brief.state.startswith("Terbuka untuk tanggapan sampai ")
    assert brief.description == f"{brief.kind}. {brief.state}. Siapa menjalankan apa"


def test_each_kind_of_page_has_its_words_and_a_picture_in_its_head():
    meeting, version = meeting_page(title='Rapat tentang <air> & "jalan"'), open_draft()[0]
    pages = [meeting, invitation_page(parent=meeting), minutes_page(meeting=meeting, state=State.PUBLISHED)]
    for page in [*pages, version.decree]:
        tags, html = tags_of(page.url)
        assert tags["og:title"]
        assert "<" not in tags["og:title"]
        assert tags["og:description"] == tags["description"] != ""
        assert tags["og:url"] == f"{settings.BASE_URL}{page.url}"
        assert f'<link rel="canonical" href="{settings.BASE_URL}{page.url}">' in html
        assert tags["og:image"].startswith(f"{settings.BASE_URL}/pratinjau/{page.pk}-")
        assert "https://wa.me/?text=" in html


def test_what_only_a_preview_is_drawn_from_is_not_sent_to_whoever_is_signed_in():
    version, _round, member = open_draft()
    tags, html = tags_of(version.decree.url, member)
    assert [name for name in tags if name.startswith(("og:", "twitter:"))] == []
    assert "application/ld+json" not in html
    assert tags["description"] == tags_of(version.decree.url)[0]["description"]
    assert f'<link rel="canonical" href="{settings.BASE_URL}{version.decree.url}">' in html


def test_the_words_are_those_of_the_office_whatever_the_reader_chose():
    version = open_draft()[0]
    indonesian, english = (tags_of(version.decree.url, **{"accept-language": language})[0] for language in ("id", "en"))
    assert indonesian["og:description"] == english["og:description"]


def test_a_draft_is_legislation_for_search_engines():
    decree = open_draft()[0].decree
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', tags_of(decree.url)[1])
    said = json.loads(found[0])
    assert (said["@type"], said["name"], said["version"]) == ("Legislation", decree.title, 1)


def test_what_is_not_for_everybody_has_no_words_to_share_even_for_its_readers():
    closed = open_draft(reading=DecreePage.Reading.INVITED)[0].decree
    assert not is_for_everybody(closed)
    tags, html = tags_of(closed.url, secretariat_user())
    assert closed.title in html
    assert "og:title" not in tags
    assert "wa.me" not in html

    private = meeting_page()
    assert is_for_everybody(private)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert not is_for_everybody(private)


def test_an_open_invitation_to_a_closed_meeting_tells_nothing_of_it():
    meeting = meeting_page(title="Rapat tertutup")
    invitation = invitation_page(parent=meeting, is_open=True)
    assert "WIB" in brief_of(invitation, ForumSettings()).state
    PageViewRestriction.objects.create(page=meeting, restriction_type=PageViewRestriction.LOGIN)
    assert "WIB" not in brief_of(invitation, ForumSettings()).state


def test_a_draft_that_was_never_circulated_says_so_much():
    assert brief_of(decree_page(), ForumSettings()).kind == "Rancangan keputusan"


def test_a_description_ends_where_others_would_cut_it():
    brief = Brief("Judul", kind="Notula", about="kata " * 100)
    assert len(brief.description) <= 200
    assert brief.description.endswith("…")


def test_the_address_of_a_list_is_without_what_was_searched():
    prepare_site()
    meeting = meeting_page()
    listed = meeting.get_parent().url
    assert tags_of(f"{listed}?q=air&page=1")[0]["og:url"] == f"{settings.BASE_URL}{listed}"


def test_a_decision_is_shared_as_a_page_of_its_own():
    minutes = minutes_page(state=State.PUBLISHED)
    decision = minutes.decisions.first()
    tags, _html = tags_of(f"/notula/{minutes.pk}/keputusan/{decision.number}/")
    assert tags["og:title"].endswith(f": {minutes.title}")
    assert decision.text in tags["og:description"]
