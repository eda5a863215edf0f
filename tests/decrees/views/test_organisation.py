"""The public page of an organisation: what it said and did, and what became of it, as far as its reader may see it."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decrees import services
from minutes.models.states import State
from search.models import SavedSearch
from search.reading.followed import news_of
from tests.clients import as_, page_of
from tests.factories import OrganisationFactory, commented, member_of, minutes_page, open_draft, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """(version, somebody of BI, BI, the secretariat)"""
    version, _round, member = open_draft()
    return version, member, member.person.memberships.get().organisation, secretariat_user()


def page(organisation, user=None, query=""):
    return as_(user).get(reverse("forum:organisation", args=[organisation.slug]) + query)


def html(organisation, user=None, query=""):
    return page(organisation, user, query).content.decode()


def answered(comment, disposition, desk):
    return services.answer_comment(comment, disposition=disposition, reason="Sebabnya.", by=desk)


def counts(words, title):
    """(all, each) of a section."""
    found = re.search(rf">{title}: (\d+)</h2>(.*?)<ul", words, re.S)
    each = {name: int(number) for name, number in re.findall(r"<span>([^<:]+): (\d+)</span>", found[2])}
    return int(found[1]), each


def test_what_it_said_is_counted_by_what_became_of_it_and_the_counts_sum(scene):
    version, member, bi, desk = scene
    for disposition in ("accepted", "accepted", "partly", "not_accepted"):
        answered(commented(version, member), disposition, desk)
    waiting = commented(version, member, proposed="Rumusan lain.")
    commented(version, member, parent=waiting, clause="")
    total, each = counts(html(bi), "Komentar atas rancangan")
    assert (total, sum(each.values()), each["menunggu jawaban"], len(each)) == (5, 5, 1, 4)
    assert waiting.get_absolute_url() in html(bi)
    assert counts(html(bi), "Rumusan yang diusulkan")[0] == 1


def test_each_reader_sees_what_they_may_know_of(scene):
    version, member, bi, desk = scene
    commented(version, member)
    secret = commented(version, member, audience="members")
    commented(version, member, audience=f"organisation:{bi.pk}")
    seen = [
        secret.get_absolute_url() in html(bi, user) for user in (None, member_of(OrganisationFactory()), member, desk)
    ]
    assert seen == [False, False, True, True]
    assert counts(html(bi), "Komentar atas rancangan")[0] == 1
    assert counts(html(bi, member), "Komentar atas rancangan")[0] == 2


def test_meetings_stand_there_by_their_published_minutes(scene):
    _version, _member, bi, desk = scene
    shown = minutes_page(present=[bi], state=State.PUBLISHED, by=desk)
    minutes_page(present=[bi], state=State.CIRCULATED, by=desk)
    assert counts(html(bi), "Rapat")[0] == 1
    assert shown.url in html(bi)


def test_one_section_is_read_page_by_page_and_unknown_ones_are_not_there(scene):
    version, member, bi, _desk = scene
    for _n in range(31):
        commented(version, member)
    assert "?bagian=komentar" in html(bi)
    assert html(bi, query="?bagian=komentar").count('class="row-title"') == 30
    assert html(bi, query="?bagian=komentar&page=2").count('class="row-title"') == 1
    assert page(bi, query="?bagian=gaji").status_code == 404
    assert as_().get(reverse("forum:organisation", args=["tidak-ada"])).status_code == 404


def test_page_asks_as_often_for_many_as_for_one_and_is_light(scene):
    version, member, bi, desk = scene
    asked = []
    for number in (1, 6):
        for _n in range(number):
            answered(commented(version, member, proposed=f"Rumusan {_n}."), "accepted", desk)
            minutes_page(present=[bi], state=State.PUBLISHED, by=desk)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            words = html(bi)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert len(words) < 40_000


def test_its_name_leads_there_from_a_comment_and_where_it_is_mentioned(scene):
    version, member, bi, _desk = scene
    commented(version, member, text="Setuju, @BI dan @tidakada <b>.")
    address = reverse("forum:organisation", args=[bi.slug])
    words = page_of(version)
    assert words.count(f'<a href="{address}"') == 2
    assert f'<a href="{address}">@BI</a> dan @tidakada &lt;b&gt;.' in words


def test_followers_are_told_what_it_said_and_was_answered_for_everybody(scene):
    version, member, bi, desk = scene
    assert as_().post(reverse("search:follow-organisation", args=[bi.pk]), {"email": "a@b.example", "consent": "on"})
    about = SavedSearch.objects.get().about
    answered(commented(version, member), "accepted", desk)
    answered(commented(version, member, audience="members"), "accepted", desk)
    told = news_of(about, after=0, until=10**9)
    assert [line.title.split(" ")[0] for line in told] == ["Jawaban", "Komentar"]  # newest first
