"""The pictures of public pages, and addresses short enough for a message."""

import pytest
from django.urls import reverse
from django.utils.http import int_to_base36
from wagtail.models import PageViewRestriction

from cms.reading.sharing.briefs import brief_of
from cms.services.preparing import prepare_site
from decrees.models import DecreePage
from forum.models import ForumSettings
from tests.clients import as_
from tests.factories import minutes_page, open_draft, secretariat_user
from tests.factories.forum import meeting_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    prepare_site()


def address(page, digest=None):
    return reverse("sharing-picture", args=[page.pk, digest or brief_of(page, ForumSettings()).digest])


def test_the_picture_of_a_public_page_is_drawn(client):
    got = client.get(address(meeting_page()))
    assert (got.status_code, got["Content-Type"], got.content[:4]) == (200, "image/png", b"\x89PNG")
    assert got["Cache-Control"] == "public, max-age=86400"


def test_an_address_of_earlier_words_leads_to_the_picture_of_now(client):
    meeting = meeting_page()
    assert client.get(address(meeting, "0" * 12)).url == address(meeting)


def test_nobody_gets_a_picture_of_what_not_everybody_may_read():
    closed, draft = open_draft(reading=DecreePage.Reading.INVITED)[0].decree, minutes_page()
    private = meeting_page()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    for user in (None, secretariat_user()):
        for page in (closed, draft, private):
            assert as_(user).get(address(page)).status_code == 404
        assert as_(user).get(reverse("sharing-picture", args=[10**9, "0" * 12])).status_code == 404


def test_a_draft_has_a_short_address_too():
    shown, closed = (
        open_draft(reading=kind)[0].decree for kind in (DecreePage.Reading.PUBLIC, DecreePage.Reading.INVITED)
    )
    assert as_(None).get(f"/u/{int_to_base36(shown.pk)}/").url == shown.url
    assert as_(None).get(f"/u/{int_to_base36(closed.pk)}/").status_code == 404
