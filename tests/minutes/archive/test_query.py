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
from search.index import rebuild
from tests.factories import (
    OrganisationFactory,
    meeting_page,
    member_of,
    minutes_archive,
    minutes_page,
    secretariat_user,
)

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


def on(year, **fields):
    return meeting_page(starts_at=timezone.make_aware(datetime.datetime(year, 5, 9, 13)), **fields)


def found(user=NOBODY, **filters):
    return set(archive.search(Filters(**filters), user))


def published(**fields):
    return minutes_page(state=State.PUBLISHED, **fields)


@pytest.mark.parametrize("state", [State.DRAFT, State.CIRCULATED, State.APPROVED])
def test_unpublished_minutes_are_listed_for_nobody(state):
    guest = OrganisationFactory()
    secretariat = secretariat_user()
    minutes = minutes_page(present=[guest], inputs=["Rahasia negara"], state=state, by=secretariat)
    for user in (NOBODY, member_of(guest), secretariat):
        assert found(user) == set()
    assert archive.facets(NOBODY).years == []
    assert MinutesPage.objects.get(pk=minutes.pk).published_text == ""


def test_words_of_a_correction_in_progress_are_not_found_and_the_public_ones_still_are(client):
    page, secretariat = minutes_archive(), secretariat_user()
    minutes = published(inputs=["Kata lama"], by=secretariat)
    reopened = services.reopen_minutes(minutes, reason="Salah", by=secretariat)
    draft = reopened.get_latest_revision_as_object()
    draft.number = "katabaru"
    draft.save_revision(user=secretariat)
    rebuild()
    client.force_login(secretariat)
    assert minutes.url not in client.get(page.url, {"q": "katabaru"}).content.decode()
    assert minutes.url in client.get(page.url, {"q": "lama"}).content.decode()


def test_withdrawn_minutes_are_no_longer_found():
    secretariat = secretariat_user()
    minutes = published(inputs=["Kata lama"], by=secretariat)
    services.reopen_minutes(minutes, reason="Salah", by=secretariat)
    MinutesPage.objects.get(pk=minutes.pk).unpublish(user=None)
    assert found() == set()


def test_private_minutes_are_neither_found_nor_counted_by_others():
    secret, public = published(inputs=["Bersama"], meeting=on(2016)), published(inputs=["Bersama"], meeting=on(2017))
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert found() == {public}
    assert archive.facets(NOBODY).years == [2017]
    assert found(member_of(OrganisationFactory())) == {public, secret}


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


def test_few_and_many_with_follow_ups_are_listed_alike(monkeypatch):
    made = [published(meeting=on(year), actions=[("Menyusun laporan", None)]) for year in (2016, 2018, 2017)]
    services.report_action(made[1].action_items.get(), state="done", note="Sudah", by=secretariat_user())
    for asked, expected in (
        ({"action": archive.OPEN}, [made[2], made[0]]),
        ({"action": archive.DONE}, [made[1]]),
        ({"action": archive.OPEN, "year": 2017}, [made[2]]),
    ):
        for few in (archive.FEW, 0):
            monkeypatch.setattr(archive, "FEW", few)
            pages = archive.listed(Filters(**asked), NOBODY, per_page=2)
            assert list(pages.page(1)) == [one.pk for one in expected]
            assert pages.count == len(expected)


def test_every_filter_lists_few_and_many_in_one_order(monkeypatch):
    guest = OrganisationFactory()
    made = [published(meeting=on(year, kind="visit"), present=[guest]) for year in (2016, 2018, 2017)]
    made.append(published(meeting=on(2017, kind="visit"), present=[guest]))
    for asked in ({}, {"year": 2017}, {"kind": "visit"}, {"organisation": guest}):
        listed = []
        for few in (archive.FEW, 0):
            monkeypatch.setattr(archive, "FEW", few)
            pages = archive.listed(Filters(**asked), NOBODY, per_page=2)
            listed.append([key for number in pages.page_range for key in pages.page(number)])
        assert listed[0] == listed[1]
        assert len(listed[0]) == (2 if "year" in asked else 4)
    assert listed[0][0] == made[1].pk


def test_year_ends_at_midnight_in_the_regency():
    new_year = meeting_page(starts_at=datetime.datetime(2017, 12, 31, 18, 0, tzinfo=datetime.UTC))
    minutes = published(meeting=new_year)
    assert (found(year=2018), found(year=2017)) == ({minutes}, set())
    assert archive.facets(NOBODY).years == [2018]


def test_archive_page_lists_newest_first_and_finds_a_word(client):
    page = minutes_archive()
    published(title="Notula lama", meeting=on(2017))
    published(title="Notula baru", meeting=on(2018), inputs=["Lewat pengajian"])
    minutes_page(title="Notula draf", inputs=["Lewat pengajian"])
    html = client.get(page.url).content.decode()
    assert 0 < html.index("Notula baru") < html.index("Notula lama")
    assert "Notula draf" not in html
    rebuild()
    html = client.get(page.url, {"q": "mengaji bioskop"}).content.decode()
    assert "<mark>pengajian</mark>" in html
    assert "Notula lama" not in html


def test_what_is_found_is_narrowed_by_what_was_counted(client):
    page = minutes_archive()
    guest, late = OrganisationFactory(short_name="KPI"), timezone.localdate() - datetime.timedelta(days=1)
    published(title="Notula lama", meeting=on(2017, kind="hearing"), present=[guest], actions=[("Dawis", late)])
    published(title="Notula baru", meeting=on(2018, kind="visit"), inputs=["Dawis"])
    rebuild()

    def asked(**narrowed):
        html = client.get(page.url, {"q": "dawis", **narrowed}).content.decode()
        return {title for title in ("Notula lama", "Notula baru") if title in html}, html

    both, html = asked()
    assert both == {"Notula lama", "Notula baru"}
    for choice in ("2017 (2)", "2018 (1)", "KPI (2)", "Notula (2)", "Tindak lanjut (1)", "terlambat (2)"):
        assert f">{choice}</option>" in html
    assert asked(year=2018)[0] == asked(kind="visit")[0] == {"Notula baru"}
    assert asked(organisation=guest.slug)[0] == asked(action="overdue", jenis="notula")[0] == {"Notula lama"}
    nothing, html = asked(year=2018, organisation=guest.slug)
    assert nothing == set()
    assert "Hapus saringan" in html


def test_misspelled_word_is_understood_and_the_right_one_offered(client):
    page = minutes_archive()
    published(inputs=["Perlu sosialisasi"])
    rebuild()
    html = client.get(page.url, {"q": "sosialisai dawis"}).content.decode()
    assert 'href="?q=sosialisasi+dawis"' in html
    assert "<mark>sosialisasi</mark>" in html


def test_archive_page_survives_filters_that_do_not_exist(client):
    page = minutes_archive()
    published(title="Notula lama")
    wrong = {"year": "abc", "organisation": "x", "kind": "y", "action": "z", "page": "99"}
    response = client.get(page.url, wrong)
    assert response.status_code == 200
    assert "Notula lama" in response.content.decode()
    assert client.get(page.url, {"q": "lama", **wrong}).status_code == 200


def queries_of(client, url, **query):
    client.get(url, query)
    with CaptureQueriesContext(connection) as queries:
        client.get(url, query)
    return len(queries)


def test_archive_page_asks_the_database_the_same_for_any_number(client):
    page = minutes_archive()
    published(meeting=on(2017), inputs=["Lewat pengajian"])
    rebuild()
    one, listed = queries_of(client, page.url, q="pengajian"), queries_of(client, page.url)
    for year in (2018, 2019):
        published(meeting=on(year), inputs=["Lewat pengajian"])
    rebuild()
    assert queries_of(client, page.url, q="pengajian") == one == 14
    assert queries_of(client, page.url) == listed == 9
