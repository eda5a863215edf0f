"""The archive finds what is public, for those who may see it, and nothing else."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from minutes import services
from minutes.archive import query as archive
from minutes.archive.query import Filters
from minutes.models import MinutesPage
from minutes.models.states import State
from tests.factories import (
    OrganisationFactory,
    meeting_page,
    member_of,
    minutes_archive,
    minutes_page,
    said,
    secretariat_user,
)

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


def on(year, **fields):
    return meeting_page(starts_at=timezone.make_aware(datetime.datetime(year, 5, 9, 13)), **fields)


def found(query="", user=NOBODY, **filters):
    return set(archive.search(query, Filters(**filters), user))


def published(**fields):
    return minutes_page(state=State.PUBLISHED, **fields)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("dawis", {"discussion": [said("Capaian data dawis belum penuh.", office="Asisten I")]}),
        ("kerukunan", {"discussion": [{"type": "paragraph", "value": "<p>Soal kerukunan</p>"}]}),
        ("pengajian", {"inputs": ["Sosialisasi lewat pengajian"]}),
        ("pokja", {"decisions": ["Dibentuk pokja revolusi data"]}),
        ("teknokratik", {"actions": [("RPJMD teknokratik", None)]}),
        ("188", {"number": "188/05/412.213/2017"}),
        ("hearing", {"inputs": ["Audiensi/hearing dengan Bupati terpilih"]}),
        ("informasi", {"inputs": ["Mereduksi mis-informasi.Lalu"]}),
    ],
)
def test_a_word_of_each_part_is_found_logged_out(word, part):
    minutes = published(**part)
    published()
    assert found(word) == {minutes}


def test_an_attending_organisation_is_found_by_its_names():
    minutes = published(present=[OrganisationFactory(name="Koalisi Perempuan Indonesia", short_name="KPI")])
    assert found("KPI") == found("koalisi perempuan") == {minutes}


def test_every_word_must_occur_and_odd_characters_do_no_harm():
    minutes = published(inputs=["Sosialisasi lewat pengajian"])
    assert found("pengajian sosialisasi") == found('"pengajian" -- *') == {minutes}
    assert found("pengajian bioskop") == found("AND OR (") == found("%%%") == set()


@pytest.mark.parametrize("state", [State.DRAFT, State.CIRCULATED, State.APPROVED])
def test_words_of_unpublished_minutes_are_found_by_nobody(state):
    guest = OrganisationFactory()
    secretariat = secretariat_user()
    minutes = minutes_page(present=[guest], inputs=["Rahasia negara"], state=state, by=secretariat)
    for user in (NOBODY, member_of(guest), secretariat):
        assert found("rahasia", user) == found("", user) == set()
    assert archive.facets(NOBODY).years == []
    assert MinutesPage.objects.get(pk=minutes.pk).published_text == ""


def test_words_of_a_correction_in_progress_are_not_found_and_the_public_ones_still_are():
    secretariat = secretariat_user()
    minutes = published(inputs=["Kata lama"], by=secretariat)
    reopened = services.reopen_minutes(minutes, reason="Salah", by=secretariat)
    draft = reopened.get_latest_revision_as_object()
    draft.number = "katabaru"
    draft.save_revision(user=secretariat)
    assert found("katabaru", secretariat) == set()
    assert found("lama") == {minutes}


def test_withdrawn_minutes_are_no_longer_found():
    secretariat = secretariat_user()
    minutes = published(inputs=["Kata lama"], by=secretariat)
    services.reopen_minutes(minutes, reason="Salah", by=secretariat)
    MinutesPage.objects.get(pk=minutes.pk).unpublish(user=None)
    assert found("lama") == found() == set()


def test_private_minutes_are_neither_found_nor_counted_by_others():
    secret, public = published(inputs=["Bersama"], meeting=on(2016)), published(inputs=["Bersama"], meeting=on(2017))
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert found("bersama") == found() == {public}
    assert archive.facets(NOBODY).years == [2017]
    assert found("bersama", member_of(OrganisationFactory())) == {public, secret}


def test_filters_by_year_organisation_kind_and_follow_ups():
    guest, late = OrganisationFactory(), timezone.localdate() - datetime.timedelta(days=1)
    first = published(meeting=on(2017, kind="hearing"), present=[guest], actions=[("Terlambat", late)])
    second = published(meeting=on(2018, kind="visit"), actions=[("Nanti", None)])
    third = published(meeting=on(2018, kind="visit"), actions=[])
    services.report_action(second.action_items.get(), state="done", note="Sudah", by=secretariat_user())
    assert found() == {first, second, third}
    assert found(year=2018) == {second, third}
    assert found(kind="hearing") == found(organisation=guest) == {first}
    assert found(action=archive.OPEN) == found(action=archive.OVERDUE) == {first}
    assert found(action=archive.DONE) == {second}
    assert found(year=2018, action=archive.OVERDUE) == set()


def test_year_ends_at_midnight_in_the_regency():
    new_year = meeting_page(starts_at=datetime.datetime(2017, 12, 31, 18, 0, tzinfo=datetime.UTC))
    minutes = published(meeting=new_year)
    assert (found(year=2018), found(year=2017)) == ({minutes}, set())
    assert archive.facets(NOBODY).years == [2018]


def test_snippet_marks_the_words_and_escapes_the_rest():
    text = "Awal <script>alert(1)</script> rapat tentang Dawis dan lain-lain"
    made = archive.snippet(text, "dawis")
    assert "<mark>Dawis</mark>" in made
    assert "<script>" not in made
    assert archive.snippet(text, "tidak ada") == archive.snippet(text, "") == ""


def test_archive_page_lists_newest_first_and_finds_a_word(client):
    page = minutes_archive()
    published(title="Notula lama", meeting=on(2017))
    published(title="Notula baru", meeting=on(2018), inputs=["Lewat pengajian"])
    minutes_page(title="Notula draf", inputs=["Lewat pengajian"])
    html = client.get(page.url).content.decode()
    assert 0 < html.index("Notula baru") < html.index("Notula lama")
    assert "Notula draf" not in html
    html = client.get(page.url, {"q": "pengajian"}).content.decode()
    assert "<mark>pengajian</mark>" in html
    assert "Notula lama" not in html


def test_archive_page_survives_filters_that_do_not_exist(client):
    page = minutes_archive()
    published(title="Notula lama")
    response = client.get(page.url, {"year": "abc", "organisation": "x", "kind": "y", "action": "z", "page": "99"})
    assert response.status_code == 200
    assert "Notula lama" in response.content.decode()


def queries_of(client, url, **query):
    client.get(url, query)
    with CaptureQueriesContext(connection) as queries:
        client.get(url, query)
    return len(queries)


def test_archive_page_asks_the_database_the_same_for_any_number(client):
    page = minutes_archive()
    published(meeting=on(2017), inputs=["Lewat pengajian"])
    one = queries_of(client, page.url, q="pengajian")
    for year in (2018, 2019):
        published(meeting=on(year), inputs=["Lewat pengajian"])
    assert queries_of(client, page.url, q="pengajian") == one == 12
