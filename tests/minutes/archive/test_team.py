"""Minutes are found by the team whose meeting they are of: in the archive, by the search, in files, on their page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from wagtail.models import PageViewRestriction

from forum import services
from forum.models import MeetingPage
from minutes.archive import query
from minutes.archive.query import Filters
from minutes.archive.series import Asked
from minutes.documents.data import build_data
from minutes.models import MinutesPage
from search.index import rebuild
from tests.clients import as_
from tests.factories import TeamFactory, meeting_page, minutes_archive, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def team():
    return TeamFactory(name="Tim Perumus SK", short_name="TPSK", slug="tpsk")


@pytest.fixture
def archive():
    return minutes_archive()


def published(team=None, **fields):
    return minutes_page(meeting=meeting_page(team=team), state="published", **fields)


def found(**asked):
    return [one["title"] for one in as_().get(reverse("search:data"), asked).json()["results"]]


def test_archive_is_narrowed_by_the_team_and_offers_those_alone_of_which_there_are_minutes(archive, team):
    TeamFactory(name="Tim tanpa rapat")
    published(team, title="Notula A")
    published(title="Notula B")
    assert [one.title for one in query.search(Filters(team=team), NOBODY)] == ["Notula A"]
    assert query.facets(NOBODY).teams == [("tpsk", "Tim Perumus SK")]
    html = as_().get(archive.url, {"tim": "tpsk"}).content.decode()
    assert "Notula A" in html
    assert "Notula B" not in html
    assert "tim=tpsk" in html  # all of these on one page
    assert "TPSK" in html
    assert "Notula B" in as_().get(archive.url, {"tim": "tidak-ada"}).content.decode()


def test_team_of_minutes_that_are_not_for_everybody_is_not_offered(archive, team):
    closed = published(team)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert query.facets(NOBODY).teams == []
    assert 'name="tim"' not in as_().get(archive.url).content.decode()


def test_series_of_a_team_says_so(team):
    minutes, _other = published(team), published()
    asked = Asked.read({"tim": "tpsk"}, NOBODY)
    assert asked.minutes == [minutes]
    assert (asked.title, asked.address) == ("Tim Perumus SK", "tim=tpsk")


def test_record_keeps_the_team_that_it_was_circulated_with(team):
    minutes = published(team)
    assert build_data(minutes)["content"]["shown"]["meeting"]["team"] == "Tim Perumus SK"
    team.name = "Tim lain"
    team.save()
    assert "Tim Perumus SK" in as_().get(minutes.url).content.decode()
    assert build_data(published())["content"]["shown"]["meeting"]["team"] == ""


def test_search_finds_decisions_of_a_team_and_follows_when_the_meeting_becomes_one_of_another(
    team, django_capture_on_commit_callbacks
):
    secretariat = secretariat_user()
    minutes = published(team, title="Notula A", decisions=["Tembakau ditanam"])
    published(title="Notula B", decisions=["Tembakau dipanen"])
    rebuild()
    assert set(found(q="tembakau", tim="tpsk")) == {"Notula A", "Tembakau ditanam"}
    assert "Notula A" in found(q="Perumus")
    other = TeamFactory(name="Pokja Data", slug="pokja-data")
    meeting = MeetingPage.objects.get(pk=minutes.meeting_id)
    services.publish_page(meeting, by=secretariat)
    with django_capture_on_commit_callbacks(execute=True):
        meeting.team = other
        services.publish_page(meeting, by=secretariat)
    assert found(q="tembakau", tim="tpsk") == []
    assert "Tembakau ditanam" in found(q="tembakau", tim="pokja-data")


def test_follow_ups_name_the_team_in_their_files(team):
    published(team, actions=[("Menyusun laporan", None)])
    (told,) = as_().get(reverse("minutes:actions-download", args=["json"])).json()["follow_ups"]
    assert told["team"] == "Tim Perumus SK"
    assert MinutesPage.objects.count() == 1
