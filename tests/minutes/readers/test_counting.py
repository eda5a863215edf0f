"""Readers are counted and nobody is followed: no cookie, no address, one answer for each network and day."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from cms.middleware import kept_pages
from cms.settings.test import EVERY_MIDDLEWARE
from forum import clock
from minutes.archive.readers import until_now, until_yesterday
from minutes.models import MinutesPage, ReaderCount
from minutes.models.states import State
from minutes.services import readers as services
from tests.clients import as_
from tests.factories import meeting_page, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HERE = {"sec-fetch-site": "same-origin", "user-agent": BROWSER}


@pytest.fixture(scope="module")
def published(kept_for_all):
    return minutes_page(meeting=meeting_page(), state=State.PUBLISHED).pk


@pytest.fixture
def minutes(published):
    return MinutesPage.objects.get(pk=published)


@pytest.fixture
def dot(minutes):
    return reverse("minutes:seen", args=[minutes.pk])


@pytest.fixture
def opinion(minutes):
    return reverse("minutes:opinion", args=[minutes.pk])


def views(minutes):
    return until_now(minutes).views


def answers(minutes):
    return {level.value: level.count for level in until_now(minutes).levels if level.count}


def answer(address, level, *, network="203.0.113.7", **headers):
    return as_(**{**HERE, **headers}).post(address, {"level": level}, REMOTE_ADDR=network)


def test_page_that_is_opened_counts_once_and_leaves_no_cookie(minutes, dot):
    answered = as_(**HERE).get(dot)
    assert (answered.status_code, answered["Content-Type"], dict(answered.cookies)) == (200, "image/gif", {})
    assert "no-store" in answered["Cache-Control"]
    assert views(minutes) == 1
    row = ReaderCount.objects.get()
    assert (row.minutes_id, row.day, row.what, row.times) == (minutes.pk, clock.today(), "read", 1)


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "WhatsApp/2.23.20 A"},
        {"user-agent": "curl/8.5.0"},
        {"user-agent": ""},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_robots_pages_drawn_ahead_and_other_sites_get_the_dot_and_are_not_counted(minutes, dot, headers):
    assert as_(**{**HERE, **headers}).get(dot).status_code == 200
    assert views(minutes) == 0


def test_head_is_not_counted(minutes, dot):
    assert as_(**HERE).head(dot).status_code == 200
    as_(**HERE).head(minutes.url)
    assert views(minutes) == 0


def test_one_network_counts_as_often_as_an_office_reads_in_an_hour(minutes, dot, monkeypatch):
    monkeypatch.setattr(services, "VIEWS_AN_HOUR", 3)
    for _ in range(7):
        as_(**HERE).get(dot)
    assert views(minutes) == 3
    as_(**HERE).get(dot, REMOTE_ADDR="203.0.113.99")
    assert views(minutes) == 4


def test_page_of_whoever_works_at_minutes_has_no_dot_and_counts_no_reader(minutes, dot):
    assert dot in as_().get(minutes.url).content.decode()
    assert dot not in as_(secretariat_user()).get(minutes.url).content.decode()


def test_minutes_that_nobody_may_read_have_neither_dot_nor_question():
    draft = minutes_page(meeting=meeting_page(), state=State.CIRCULATED)
    for name in ("seen", "opinion"):
        assert as_(**HERE).get(reverse(f"minutes:{name}", args=[draft.pk])).status_code == 404
    assert answer(reverse("minutes:opinion", args=[draft.pk]), "very").status_code == 404
    assert not ReaderCount.objects.exists()


def test_answer_is_counted_without_a_script_and_leaves_no_cookie(minutes, opinion):
    told = answer(opinion, "very")
    assert (told.status_code, dict(told.cookies)) == (302, {})
    shown = as_().get(told.url).content.decode()
    assert "Jawaban Anda dihitung" in shown
    assert answers(minutes) == {"very": 1}


def test_flood_from_one_address_counts_once(minutes):
    counted = [services.count_answer(minutes, ReaderCount.What.NOT, network="203.0.113.7") for _ in range(10_000)]
    assert sum(counted) == 1
    assert answers(minutes) == {"not": 1}


def test_flood_through_the_door_is_refused_after_a_while(minutes, opinion):
    told = [answer(opinion, "not") for _ in range(62)]
    assert [one.status_code for one in told] == [302] * 60 + [429] * 2
    assert [one.url.endswith("=dihitung") for one in told[:60]] == [True] + [False] * 59
    assert answers(minutes) == {"not": 1}


def test_another_network_and_another_day_count_anew(minutes, opinion):
    with clock.moved_to(clock.now() - datetime.timedelta(days=1)):
        answer(opinion, "very")
    for network in ("203.0.113.7", "203.0.113.8", "2001:db8::1", "2001:db8::2"):
        answer(opinion, "very", network=network)
    assert answers(minutes) == {"very": 4}  # an IPv6 network has all its addresses


def test_no_address_is_kept_anywhere_and_no_mark_of_it_without_the_salt_of_the_day(minutes, opinion, dot):
    network = "203.0.113.77"
    answer(opinion, "very", network=network)
    as_(**HERE).get(dot, REMOTE_ADDR=network)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM minutes_readercount")
        assert network not in repr(cursor.fetchall())
    mark = services._mark(network)
    assert network not in mark
    cache.delete(f"forum.limit:salt:{clock.today().isoformat()}")
    assert services._mark(network) != mark


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://lain.contoh.id"},
        {"sec-fetch-site": "same-origin", "origin": "https://lain.contoh.id"},
        {"origin": "null"},
    ],
)
def test_answer_that_another_site_sends_is_refused(minutes, opinion, headers):
    client = as_(**{"user-agent": BROWSER, **headers})
    client.handler.enforce_csrf_checks = True
    assert client.post(opinion, {"level": "very"}).status_code == 403
    assert answers(minutes) == {}


def test_browser_that_does_not_say_where_it_sends_from_gets_a_form_with_a_key(minutes, opinion):
    client = as_(**{"user-agent": BROWSER})
    client.handler.enforce_csrf_checks = True
    asked = client.post(opinion, {"level": "very"})
    assert answers(minutes) == {}
    key = client.cookies["csrftoken"].value
    assert "csrfmiddlewaretoken" in asked.content.decode()
    assert client.post(opinion, {"level": "very", "csrfmiddlewaretoken": key}).status_code == 302
    assert answers(minutes) == {"very": 1}


def test_what_is_no_level_is_not_counted(minutes, opinion):
    assert answer(opinion, "read").status_code == 200
    assert answer(opinion, "").status_code == 200
    assert not ReaderCount.objects.exists()


def test_page_says_what_was_counted_until_yesterday_in_per_cents_that_sum_to_a_hundred(minutes):
    yesterday = clock.today() - datetime.timedelta(days=1)
    for what, times in (("very", 14), ("satisfied", 2), ("fairly", 1), ("not", 2), ("read", 305)):
        ReaderCount.objects.create(minutes=minutes, day=yesterday, what=what, times=times)
        ReaderCount.objects.create(minutes=minutes, day=clock.today(), what=what, times=1)
    told = until_yesterday(minutes)
    assert (told.views, [level.share for level in told.levels]) == (305, [74, 11, 5, 10])
    html = as_().get(minutes.url).content.decode()
    for words in ("Apakah notula ini membantu?", "Sangat puas", "74 %", "10 %", "Dibaca 305 kali sampai kemarin"):
        assert words in html


def test_kept_page_stays_kept_while_readers_are_counted(minutes, dot, opinion, settings, monkeypatch):
    settings.MIDDLEWARE = EVERY_MIDDLEWARE
    monkeypatch.setattr(kept_pages, "SETTLES", datetime.timedelta(0))
    kept_pages.State.now()
    client = as_()
    drawn = client.get(minutes.url)
    for _ in range(3):
        as_(**HERE).get(dot)
    answer(opinion, "very")
    again = client.get(minutes.url, headers={"if-none-match": drawn["ETag"]})
    assert again.status_code == 304
    assert (views(minutes), answers(minutes)) == (3, {"very": 1})


def test_secretariat_sees_all_records_in_a_fixed_number_of_questions(minutes, django_assert_max_num_queries):
    ReaderCount.objects.create(minutes=minutes, day=clock.today(), what="read", times=4711)
    ReaderCount.objects.create(minutes=minutes, day=clock.today(), what="fairly", times=3)
    address, desk = reverse("minutes_readers"), as_(secretariat_user())
    html = desk.get(address).content.decode()
    assert "4711" in html
    assert "3 (100 %)" in html
    with django_assert_max_num_queries(40) as few:
        desk.get(address)
    for _ in range(3):
        minutes_page(meeting=meeting_page(), state=State.PUBLISHED)
    with django_assert_max_num_queries(len(few)):
        desk.get(address)
