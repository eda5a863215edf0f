"""What one organisation said in all minutes: its words alone, as readers of the minutes see them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from minutes import services
from minutes.models import MinutesPage
from search.index import rebuild
from tests.clients import as_
from tests.factories import OrganisationFactory, bring_to, meeting_page, minutes_page, secretariat_user
from tests.factories.minutes import said

pytestmark = pytest.mark.django_db


def spoke(year, *statements, **fields):
    meeting = meeting_page(starts_at=timezone.make_aware(datetime.datetime(year, 5, 9, 13)))
    return minutes_page(meeting=meeting, discussion=list(statements), state=fields.pop("state", "published"), **fields)


def shown(organisation, **asked):
    return as_().get(reverse("minutes:statements", args=[organisation.pk]), asked).content.decode()


def test_page_has_the_words_of_the_organisation_with_the_way_to_each_and_nobody_elses():
    bi, kpi = OrganisationFactory(name="Bojonegoro Institute"), OrganisationFactory()
    minutes = spoke(2017, said("Perlu naskah akademik", bi, "Direktur"), said("Kami menolak", kpi), inputs=[])
    spoke(2018, said("Belum terbit", bi), state="approved")
    rebuild()
    html = shown(bi)
    anchor = f"pernyataan-{MinutesPage.objects.get(pk=minutes.pk).discussion[0].id}"
    assert "Perlu naskah akademik" in html
    assert f'href="{minutes.url}#{anchor}">Direktur</a>' in html
    assert "Kami menolak" not in html
    assert "Belum terbit" not in html
    assert f'id="{anchor}"' in (page := as_().get(minutes.url).content.decode())
    assert reverse("minutes:statements", args=[bi.pk]) in page
    assert as_().get(reverse("minutes:statements", args=[9_999])).status_code == 404


def test_hidden_and_closed_words_are_not_there_however_one_asks():
    bi, first, second = OrganisationFactory(), secretariat_user(), secretariat_user()
    minutes = spoke(2017, said("Warga bernama Samiun", bi), said("Data desa dibuka", bi), by=first)
    closed = spoke(2018, said("Samiun sakit", bi), by=first)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    part = f"discussion:{MinutesPage.objects.get(pk=minutes.pk).discussion[0].id}"
    proposed = services.propose_hiding(minutes, part=part, reason="personal_data", note="Nama warga.", by=first)
    services.confirm_hiding(proposed, by=second)
    rebuild()
    for asked in ({}, {"q": "samiun"}, {"q": "desa"}, {"year": "2018"}):
        assert "Samiun" not in shown(bi, **asked)
    assert "Data <mark>desa</mark> dibuka" in shown(bi, q="desa")


def test_blacked_out_words_are_blacked_out():
    bi, by = OrganisationFactory(), secretariat_user()
    minutes = spoke(2017, said("Harga dasar Rp9.876 per unit", bi), state="approved", by=by)
    part = f"discussion:{minutes.discussion[0].id}"
    services.redact(minutes, part=part, quote="Rp9.876", ground="17b", note="Rahasia dagang.", by=by)
    bring_to(MinutesPage.objects.get(pk=minutes.pk), "published", by=by)
    rebuild()
    assert "Harga dasar" in shown(bi)
    assert "9.876" not in shown(bi) + shown(bi, q="harga")


def test_words_are_found_in_any_form_and_by_year_with_those_of_a_double():
    bi, double = OrganisationFactory(), OrganisationFactory()
    spoke(2017, said("Usulkan pengajian di desa", bi), said("Anggaran kurang", bi))
    spoke(2018, said("Mengaji bersama", double))
    rebuild()
    type(double).objects.filter(pk=double.pk).update(merged_into=bi)
    assert "Usulkan <mark>pengajian</mark> di desa" in (html := shown(bi, q="mengaji"))
    assert "<mark>Mengaji</mark> bersama" in html
    assert "Anggaran" not in html
    assert as_().get(reverse("search:data"), {"q": "mengaji", "pembicara": double.slug}).json()["count"] == 1
    assert "<mark>Anggaran</mark> kurang" in shown(bi, q="anggarn")
    assert "Mengaji" not in shown(bi, q="mengaji", year="2017")
    assert "pengajian" not in shown(bi, year="2018")
    moved = as_().get(reverse("minutes:statements", args=[double.pk]))
    assert moved["Location"] == reverse("minutes:statements", args=[bi.pk])


def test_page_of_an_organisation_leads_to_its_words_if_it_said_anything():
    bi, silent = (OrganisationFactory(is_forum_member=True) for _ in range(2))
    spoke(2017, said("Perlu naskah", bi))
    rebuild()
    for organisation, is_led in ((bi, True), (silent, False)):
        html = as_().get(reverse("forum:organisation", args=[organisation.slug])).content.decode()
        assert (reverse("minutes:statements", args=[organisation.pk]) in html) is is_led


def test_database_is_asked_the_same_for_any_number():
    bi = OrganisationFactory()

    def asked(**query):
        rebuild()
        shown(bi, **query)
        with CaptureQueriesContext(connection) as queries:
            shown(bi, **query)
        return len(queries)

    spoke(2017, said("Perlu naskah", bi), inputs=["Satu"])
    one = asked(), asked(q="naskah")
    for year in (2018, 2019):
        spoke(year, said("Perlu naskah", bi), said("Naskah lagi", bi), inputs=["Satu", "Dua"])
    assert (asked(), asked(q="naskah")) == one
