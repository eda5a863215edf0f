"""A public page is drawn once for all who read it without a login, and never shown once it is another."""

import datetime
import gzip
import re

import brotli
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.middleware import kept_pages
from cms.reading.moments import next_moment
from cms.settings.test import EVERY_MIDDLEWARE
from decrees import services
from forum import clock
from forum.models.ledger.hiding import confirmed_within
from minutes.models.states import State
from minutes.services.hiding import propose_hiding as propose_to_hide_part
from tests.clients import as_
from tests.factories import (
    commented,
    decree_index,
    meeting_page,
    minutes_archive,
    minutes_page,
    open_draft,
    secretariat_user,
)
from tests.test_acts import TECHNICAL, House

pytestmark = pytest.mark.django_db

READ = re.compile(r'(?:FROM|JOIN) "?(\w+)')
# Of what may change without an entry pages read the ledger itself, and where a picture's copy lies.
READ_AND_TECHNICAL = {"forum_entrypage", "forum_entryreason", "forum_ledgerentry", "forum_ledgerhead"}
READ_AND_TECHNICAL |= {"wagtailimages_rendition"}
# Numbers of days that are over change no more: a page says of readers what was counted until yesterday.
READ_AND_TECHNICAL |= {"minutes_readercount"}


@pytest.fixture(autouse=True)
def _kept(settings, monkeypatch):
    settings.MIDDLEWARE = EVERY_MIDDLEWARE
    monkeypatch.setattr(kept_pages, "SETTLES", datetime.timedelta(0))


@pytest.fixture
def draft():
    version, round_, member = open_draft()
    return version, round_, member


@pytest.fixture
def address(draft):
    return draft[0].decree.url


def get(address, user=None, *, client=None, **headers):
    """Of a site on which the last entry has settled."""
    kept_pages.State.now()
    return (client or as_(user)).get(address, headers=headers)


def addresses(version):
    minutes = minutes_page(meeting=meeting_page(), state=State.PUBLISHED)
    return [
        "/",
        *(page.url for page in (decree_index(), minutes_archive(), meeting_page(), minutes)),
        *of_draft(version),
    ]


def of_draft(version):
    draft = [version.decree_id]
    return [
        version.decree.url,
        *(reverse(f"decrees:{name}", args=draft) for name in ("version-list", "register")),
        reverse("decrees:version-detail", args=[*draft, 1]),
        reverse("decrees:clause-detail", args=[*draft, 1, 1]),
        reverse("decrees:round-summary", args=[*draft, 1]),
        reverse("decrees:hidings"),
    ]


def test_public_pages_are_the_same_for_all_and_the_second_time_cost_one_query(draft, django_assert_num_queries):
    client = as_()
    for address in addresses(draft[0]):
        drawn = get(address, client=client)
        assert (drawn.status_code, bool(drawn.cookies), drawn["Cache-Control"]) == (200, False, "public, no-cache")
        assert {"Cookie", "Accept-Language", "Accept-Encoding"} <= {*drawn["Vary"].split(", ")}
        with django_assert_num_queries(1):
            again = client.get(address)
        assert again.content == drawn.content
        assert again["Content-Security-Policy"] == drawn["Content-Security-Policy"]
        with django_assert_num_queries(1):
            unchanged = client.get(address, headers={"if-none-match": again["ETag"]})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert {answer["X-Accel-Expires"] for answer in (drawn, again, unchanged)} == {"1"}


def test_page_is_kept_in_the_form_in_which_it_travels(address):
    plain = get(address)
    packed = {code: get(address, accept_encoding=code) for code in ("br", "gzip")}
    assert [answer["Content-Encoding"] for answer in packed.values()] == ["br", "gzip"]
    assert brotli.decompress(packed["br"].content) == plain.content == gzip.decompress(packed["gzip"].content)
    assert int(packed["br"]["Content-Length"]) == len(packed["br"].content) < len(plain.content)
    head = as_().head(address)
    assert (head.status_code, head["ETag"]) == (200, plain["ETag"])


def test_who_is_signed_in_neither_gets_a_kept_page_nor_leaves_one(draft, address):
    _, _, member = draft
    own = get(address, member)
    public = get(address)
    assert own.content != public.content
    for again in (get(address, member), get(address, member, if_none_match=public["ETag"])):
        assert again.status_code == 200
        assert "ETag" not in again
        assert "X-Accel-Expires" not in again
        assert str(member) in own.content.decode() or reverse("account_logout") in again.content.decode()
        assert "private" in again["Cache-Control"]
    assert get(address).content == public.content


@pytest.mark.parametrize("cookie", ["sessionid=fremd", "messages=x"])
def test_who_brings_a_session_or_a_message_gets_a_page_of_their_own(address, cookie):
    get(address)
    assert "ETag" not in get(address, cookie=cookie)


def test_languages_are_never_mixed(address):
    drawn = [get(address, cookie=f"django_language={code}").content.decode() for code in ("id", "en", "id", "en")]
    assert [re.search('lang="(..)"', html)[1] for html in drawn] == ["id", "en", "id", "en"]
    assert 'lang="id"' in get(address, accept_language="en").content.decode()


def test_choice_of_a_language_needs_no_key_and_leaves_only_its_cookie(address):
    client = as_()
    client.handler.enforce_csrf_checks = True
    answer = client.post(reverse("set_language"), {"language": "en", "next": address})
    assert (answer.status_code, answer.url, [*answer.cookies]) == (302, address, ["django_language"])


def test_hidden_words_are_gone_at_the_next_request(draft, address):
    version, _, member = draft
    comment = commented(version, member, text="Rumah 3522011203850001.")
    before = get(address)
    assert "3522011203850001" in before.content.decode()
    hiding = services.propose_hiding(comment, reason="personal_data", note="NIK.", by=secretariat_user())
    services.confirm_hiding(hiding, by=secretariat_user())
    after = get(address, if_none_match=before["ETag"])
    assert after.status_code == 200
    assert "3522011203850001" not in after.content.decode()


def test_page_that_is_restricted_is_never_shown_again_and_never_kept(draft, address):
    assert get(address).status_code == 200
    secretariat, pk = secretariat_user(is_superuser=True, is_staff=True), draft[0].decree_id
    desk = as_(secretariat)
    desk.post(reverse("wagtailadmin_pages:set_privacy", args=[pk]), {"restriction_type": "login"})
    for _ in range(2):
        refused = get(address)
        assert refused.status_code in (302, 404)
        assert "ETag" not in refused


def test_page_with_a_form_that_only_its_reader_can_send_is_not_kept(draft):
    version, _, member = draft
    comment = commented(version, member)
    address = reverse("decrees:report", args=[version.decree_id, comment.pk])
    answer = get(address)
    assert "csrfmiddlewaretoken" in answer.content.decode()
    assert "ETag" not in answer


def test_what_was_missed_is_kept_for_strangers_and_tells_the_time_of_now(draft, django_assert_num_queries):
    version, _, member = draft
    commented(version, member)
    client, events = as_(), reverse("decrees:events", args=[version.decree_id])
    drawn = get(events, client=client)
    with django_assert_num_queries(1):
        again = client.get(events)
    assert again.json() == drawn.json()
    assert {frame["channel"] for frame in again.json()["frames"]} == {"public"}
    assert again["Date"] >= drawn["Date"]
    assert get(events, member).json()["frames"][-1]["channel"] == "members"
    assert "private" in get(f"{events}?after=999", client=client)["Cache-Control"]


@pytest.mark.parametrize("address", ["/cari/?q=kata", "/tidak-ada/", "/umpan/", "/catatan/", "/akun/login/", "/?x=1"])
def test_what_is_searched_or_is_no_page_is_drawn_each_time(address):
    decree_index()
    assert "ETag" not in get(address)


def test_page_is_drawn_anew_when_the_day_is_another(address, django_assert_num_queries):
    client = as_()
    with clock.moved_to(clock.now() - datetime.timedelta(days=1)):
        get(address, client=client)  # kept until the midnight that has passed
    with CaptureQueriesContext(connection) as asked:
        get(address, client=client)
    assert len(asked) > 10
    with django_assert_num_queries(1):
        client.get(address)


def test_page_drawn_right_after_an_entry_is_drawn_again_when_that_has_settled(
    address, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(kept_pages, "SETTLES", datetime.timedelta(hours=1))
    client, before = as_(), clock.now() - datetime.timedelta(hours=2)
    with clock.moved_to(before):
        client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) > 10
    with django_assert_num_queries(1):
        client.get(address)


def test_deadlines_beginnings_and_ends_are_moments_at_which_pages_are_drawn_anew(draft):
    now = clock.now()
    midnight = next_moment(now)
    assert timezone.localtime(midnight).strftime("%H%M%S") == "000000"
    assert now < midnight <= now + datetime.timedelta(days=1)
    closes = draft[1].closes_at
    before = closes - datetime.timedelta(seconds=1)
    assert next_moment(before) == closes
    begins = closes + datetime.timedelta(hours=30)
    meeting_page(starts_at=begins, ends_at=begins + datetime.timedelta(seconds=9))
    assert next_moment(begins - datetime.timedelta(seconds=1)) == begins
    assert next_moment(begins) == begins + datetime.timedelta(seconds=9)
    hiding = services.propose_hiding(
        commented(draft[0], draft[2]), reason="personal_data", note="NIK.", at_once=True, by=secretariat_user()
    )
    assert next_moment(hiding.lapses_at - datetime.timedelta(seconds=1)) == hiding.lapses_at


def test_part_of_minutes_that_nobody_decided_about_in_time_is_on_the_kept_page_again():
    told, noon = "NIK 3522010101010001", timezone.localtime().replace(hour=12, minute=0, second=0)
    minutes = minutes_page(meeting=meeting_page(), state=State.PUBLISHED, inputs=[told])
    with clock.moved_to(noon - confirmed_within() - datetime.timedelta(days=1)):
        hiding = propose_to_hide_part(
            minutes, part="inputs:1", reason="personal_data", note="NIK.", at_once=True, by=secretariat_user()
        )
    second = datetime.timedelta(seconds=1)
    before, after = hiding.lapses_at - second, hiding.lapses_at + second
    assert next_moment(before) == hiding.lapses_at
    for moment, is_shown in ((before, False), (before, False), (after, True)):
        with clock.moved_to(moment):
            assert (told in get(minutes.url).content.decode()) == is_shown


def test_public_pages_read_nothing_that_could_change_without_an_entry():
    """With `tests/test_acts.py`, where a change of any other table leaves an entry: the head tells of every change."""
    house, read = House(), set()

    def watch(execute, sql, *rest):
        read.update(READ.findall(sql))
        return execute(sql, *rest)

    pages = [one.url for one in Page.objects.live() if one.url]
    with connection.execute_wrapper(watch):
        for address in [*pages, *of_draft(house.version)]:
            get(address)
    assert read & TECHNICAL.keys() <= READ_AND_TECHNICAL
    assert {"forum_organisation", "forum_forumsettings", "wagtailcore_page", "decrees_comment"} <= read
