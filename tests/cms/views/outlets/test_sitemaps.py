"""Search engines are led to each decision and follow-up that anybody may read, and told what each is."""

import json

import pytest
from django.urls import reverse
from lxml import etree
from wagtail.models import PageViewRestriction

from minutes import services
from minutes.models import MinutesPage
from tests.clients import as_
from tests.factories import OrganisationFactory, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db
BASE = "http://localhost:8000"


def addresses(path):
    root = etree.fromstring(as_().get(path).content)
    return [one.text.removeprefix(BASE) for one in root.iter("{*}loc")]


def said(path):
    html = etree.HTML(as_().get(path).content.decode())
    return [json.loads(one.text) for one in html.iter("script") if one.get("type") == "application/ld+json"]


def test_index_leads_to_each_public_decision_and_follow_up_and_to_no_other(settings):
    settings.BASE_URL = BASE
    by = secretariat_user()
    minutes = minutes_page(decisions=["Satu", "Dua"], state="published", by=by)
    closed = minutes_page(state="published", by=by)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    minutes_page(state="approved", by=by)
    assert f"Sitemap: {BASE}/sitemap-indeks.xml" in as_().get("/robots.txt").content.decode()
    found = [address for part in addresses("/sitemap-indeks.xml") for address in addresses(part)]
    assert minutes.url in found
    assert {one for one in found if "keputusan" in one or "tindak-lanjut" in one} == {
        reverse("minutes:decision", args=[minutes.pk, 1]),
        reverse("minutes:decision", args=[minutes.pk, 2]),
        reverse("minutes:action", args=[minutes.pk, 1]),
    }
    assert as_().get("/sitemap/lain.xml").status_code == 404


def test_minutes_decisions_and_follow_ups_say_what_they_are_and_under_which_licence(settings):
    by, owner = secretariat_user(), OrganisationFactory(name="Dinas <Kominfo>")
    minutes = minutes_page(present=[owner], decisions=["Dibentuk tim"], actions=[("Menyusun draf", "2030-01-02")],
                           state="published", by=by)  # fmt: skip
    [report] = said(minutes.url)
    [decision] = said(reverse("minutes:decision", args=[minutes.pk, 1]))
    [action] = said(reverse("minutes:action", args=[minutes.pk, 1]))
    assert [one["@type"] for one in (report, decision, action)] == ["Report", "CreativeWork", "PlanAction"]
    data = as_().get(reverse("minutes:download", args=[minutes.pk, "json"])).json()
    assert report["license"] == decision["license"] == data["license"] == settings.DATA_LICENSE
    assert report["about"]["name"] == minutes.meeting.title
    assert (decision["text"], decision["isPartOf"]["url"]) == ("Dibentuk tim", report["url"])
    assert (action["agent"][0]["name"], action["endTime"]) == ("Dinas <Kominfo>", "2030-01-02")
    services.report_action(minutes.action_items.get(), state="done", note="Sudah", by=by)
    [action] = said(reverse("minutes:action", args=[minutes.pk, 1]))
    assert action["actionStatus"].endswith("CompletedActionStatus")


def test_hidden_words_are_not_among_what_is_said():
    first, second = secretariat_user(), secretariat_user()
    minutes = minutes_page(decisions=["Bantuan bagi Samiun"], state="published", by=first)
    words = {"part": "decisions:1", "reason": "personal_data", "note": "Nama warga."}
    services.confirm_hiding(services.propose_hiding(minutes, **words, by=first), by=second)
    [decision] = said(reverse("minutes:decision", args=[MinutesPage.objects.get(pk=minutes.pk).pk, 1]))
    assert "Samiun" not in json.dumps(decision)
