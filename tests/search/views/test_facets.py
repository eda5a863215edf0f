"""What is found is narrowed by the teams that it names and by how it was decided, with numbers of what this reader may
know of."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from minutes.models import MinutesPage
from search.index import rebuild, teams_named_in
from search.reading.described import in_words
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    TeamFactory,
    bring_to,
    meeting_page,
    member_of,
    minutes_page,
    secretariat_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def teams():
    return [TeamFactory(name=name, slug=slug) for name, slug in (("Tim Pengarah", "pengarah"), ("Tim Pelaksana", "tp"))]


def published(**fields):
    return minutes_page(meeting=meeting_page(), state="published", **fields)


def found(user=None, **asked):
    return as_(user).get(reverse("search:data"), asked).json()


def test_name_of_a_team_stands_for_itself_in_whatever_letters(teams):
    assert teams_named_in("Susunan TIM  pengarah dibahas.") == [":team:pengarah"]
    assert teams_named_in("tim pengarahan", "antim pengarah", "Tim Pengarah2") == []
    assert teams_named_in("Tim Pelaksana", "dan Tim Pengarah") == [":team:pengarah", ":team:tp"]


def test_minutes_are_narrowed_by_the_teams_that_they_name(teams):
    published(title="Notula satu", inputs=["Tembakau untuk Tim Pengarah"])
    published(title="Notula dua", inputs=["Tembakau untuk Tim Pelaksana"])
    rebuild()
    told = found(q="tembakau")
    assert told["facets"]["team"] == {"pengarah": 1, "tp": 1}
    assert [one["title"] for one in found(q="tembakau", tim="pengarah")["results"]] == ["Notula satu"]
    assert found(q="tembakau", tim="tidak-ada")["count"] == 0
    html = as_().get(reverse("search"), {"q": "tembakau"}).content.decode()
    assert "Tim Pengarah (1)" in html


def test_numbers_are_of_what_this_reader_may_know_of(teams):
    closed = published(inputs=["Tembakau untuk Tim Pengarah"])
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    published(inputs=["Tembakau saja"])
    rebuild()
    assert "team" not in found(q="tembakau")["facets"]
    assert found(member_of(OrganisationFactory()), q="tembakau")["facets"]["team"] == {"pengarah": 1}


def test_decisions_are_narrowed_by_how_they_were_taken():
    secretariat, _kpi = secretariat_user(), OrganisationFactory(name="KPI", short_name="KPI")
    minutes = minutes_page(meeting=meeting_page(), decisions=["Tembakau ditanam", "Tembakau dipanen"], by=secretariat)
    draft = minutes.get_latest_revision_as_object()
    agreed, contested = draft.decisions.all()
    contested.dissent = "KPI: belum ada datanya."
    draft.decisions = [agreed, contested]
    draft.save_revision(user=secretariat)
    bring_to(MinutesPage.objects.get(pk=minutes.pk), "published", by=secretariat)
    rebuild()
    told = found(q="tembakau", jenis="keputusan")
    assert told["facets"]["decision"] == {"consensus": 1, "dissent": 1}
    assert [one["title"] for one in found(q="tembakau", putusan="dissent", jenis="keputusan")["results"]] == [
        "Tembakau dipanen"
    ]
    html = as_().get(reverse("search"), {"q": "tembakau"}).content.decode()
    assert "dengan pendapat berbeda (" in html


def test_saved_search_says_in_words_what_was_chosen(teams):
    assert in_words("data", [":team:pengarah", ":decision:consensus"]) == "“data” · Tim Pengarah · dengan suara bulat"
