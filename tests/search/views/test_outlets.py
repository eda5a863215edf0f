"""What was found, for other programs: the same as on the page, for the same reader."""

import datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from wagtail.models import PageViewRestriction

from search.index import rebuild
from search.views import outlets
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    meeting_page,
    member_of,
    minutes_archive,
    minutes_page,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def published(year, **fields):
    meeting = meeting_page(starts_at=timezone.make_aware(datetime.datetime(year, 5, 9, 13)))
    return minutes_page(meeting=meeting, state="published", **fields)


def found(client, **asked):
    return client.get(reverse("search:data"), asked).json()


def feed(client, **asked):
    root = etree.fromstring(client.get(reverse("search:feed"), asked).content)
    return {one.findtext(f"{ATOM}title"): one for one in root.iter(f"{ATOM}entry")}, root


def test_each_reader_gets_what_the_page_shows_them_and_nothing_else():
    published(2017, title="Notula terbuka", inputs=["Tembakau & cengkih"])
    closed = published(2018, title="Notula tertutup", inputs=["Tembakau rajangan"])
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    rebuild()
    told = found(as_(), q="tembakau")
    assert [one["title"] for one in told["results"]] == ["Notula terbuka"]
    assert (told["count"], told["facets"]["year"]) == (1, {"2017": 1})
    assert "Tembakau & cengkih" in told["results"][0]["snippet"]
    assert set(feed(as_(), q="tembakau")[0]) == {"Notula terbuka"}
    assert "rajangan" not in as_().get(reverse("search:feed"), {"q": "tembakau"}).content.decode()
    member = as_(member_of(OrganisationFactory()))
    assert {one["title"] for one in found(member, q="tembakau")["results"]} == {"Notula terbuka", "Notula tertutup"}
    assert list(feed(member, q="tembakau")[0]) == ["Notula tertutup", "Notula terbuka"]
    assert found(member, q="tembakau", year="2018")["count"] == 1


def test_it_says_under_which_licence_and_leads_from_page_to_page():
    by = secretariat_user()
    for number in range(21):
        published(2017, title=f"Notula {number}", inputs=["Tembakau"], by=by)
    rebuild()
    client = as_()
    response = client.get(reverse("search:data"), {"q": "tembakau", "jenis": "notula"})
    assert response["Link"] == f'<{settings.DATA_LICENSE}>; rel="license"'
    first = response.json()
    assert (first["license"], first["count"], first["pages"]) == (settings.DATA_LICENSE, 21, 2)
    second = client.get(first["next"].removeprefix(settings.BASE_URL)).json()
    assert (len(second["results"]), second["next"]) == (1, None)
    assert len({one["url"] for one in first["results"] + second["results"]}) == 21
    assert feed(client, q="tembakau")[1].findtext(f"{ATOM}rights") == settings.DATA_LICENSE


def test_page_of_results_leads_programs_to_the_same_question():
    minutes = published(2017, inputs=["Tembakau"])
    rebuild()
    for page in (reverse("search"), minutes_archive().url):
        html = etree.HTML(as_().get(page, {"q": "tembakau", "year": "2017", "page": "1"}).content.decode())
        links = {one.get("type"): one.get("href") for one in html.iter("link") if "cari" in one.get("href", "")}
        assert links.keys() == {"application/atom+xml", "application/json"}
        assert as_().get(links["application/json"]).json()["results"][0]["url"] == minutes.full_url
        assert minutes.full_url in as_().get(links["application/atom+xml"]).content.decode()


def test_one_address_asks_a_limited_number_of_times(monkeypatch):
    monkeypatch.setattr(outlets, "PER_HOUR", 2)
    client = as_()
    answers = [client.get(reverse(f"search:{name}"), {"q": "rapat"}) for name in ("data", "feed", "data", "feed")]
    assert [one.status_code for one in answers] == [200, 200, 429, 429]
    assert "Retry-After" in answers[-1]
