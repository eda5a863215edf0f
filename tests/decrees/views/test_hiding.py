"""For everybody: the link to report words, the rules and the log of hidings, and the objection at a gap."""

import pytest
from django.urls import reverse

from decrees import services
from decrees.models import Report
from decrees.views.hiding import REPORTS_PER_HOUR
from tests.clients import as_, page_of
from tests.factories import commented, secretariat_user

pytestmark = pytest.mark.django_db
NIK = "3522011203850001"


@pytest.fixture
def comment(two):
    version, _round, bi, _kpi = two
    return commented(version, bi, text=f"Rumah NIK {NIK} rusak.")


@pytest.fixture
def hiding(comment, staff):
    found = services.propose_hiding(comment, reason="personal_data", note="Rahasia meja.", at_once=True, by=staff)
    services.confirm_hiding(found, reason="Benar, catatan dalam.", by=secretariat_user())
    return found


def report_of(comment):
    return reverse("decrees:report", args=[comment.version.decree_id, comment.pk])


def test_reader_reports_without_a_login_and_is_told_that_it_came(comment):
    assert report_of(comment) in page_of(comment.version)
    visitor = as_()
    for words in ("", "…"):
        refused = visitor.post(report_of(comment), {"part": "comment", "reason": "other", "words": words})
        assert refused.status_code == 422
    told = visitor.post(report_of(comment), {"part": "comment", "reason": "personal_data", "words": "NIK"}, follow=True)
    assert "Sekretariat sudah diberi tahu" in told.content.decode()
    assert Report.objects.get().words == "NIK"


def test_programs_and_floods_report_nothing(comment):
    sent = {"part": "comment", "reason": "abuse"}
    assert as_().post(report_of(comment), {**sent, "website": "x"}).status_code == 302
    assert not Report.objects.exists()
    answers = [as_().post(report_of(comment), sent).status_code for _ in range(REPORTS_PER_HOUR + 1)]
    assert answers == [*[302] * REPORTS_PER_HOUR, 429]
    assert Report.objects.count() == REPORTS_PER_HOUR


def test_log_tells_every_hiding_and_never_the_words_nor_what_the_desk_says_to_itself(comment, hiding, two):
    log = as_().get(reverse("decrees:hidings")).content.decode()
    page = as_().get(reverse("decrees:hiding", args=[hiding.pk])).content.decode()
    assert reverse("decrees:hiding", args=[hiding.pk]) in log
    assert "memuat data pribadi" in log
    for words in (NIK, "Rahasia meja", "catatan dalam"):
        assert words not in log + page
    assert reverse("decrees:hidings") in as_().get(comment.version.decree.url).content.decode()


def test_what_is_only_proposed_is_nobodys_business_yet(comment, staff):
    proposed = services.propose_hiding(comment, reason="abuse", note="Menghina.", by=staff)
    assert as_().get(reverse("decrees:hiding", args=[proposed.pk])).status_code == 404


def test_organisation_objects_at_the_gap_for_all_to_read(comment, hiding, two):
    bi = as_(two[2])
    url = reverse("decrees:hiding-object", args=[hiding.pk])
    assert url in bi.get(reverse("decrees:hiding", args=[hiding.pk])).content.decode()
    assert bi.post(url, {"words": " "}).status_code == 422
    assert bi.post(url, {"words": "Itu nomor kantor."}).status_code == 302
    for address in (comment.version.decree.url, reverse("decrees:hiding", args=[hiding.pk])):
        assert "Itu nomor kantor." in as_().get(address).content.decode()


def test_timeline_and_feed_tell_that_words_were_hidden(comment, hiding):
    decree = comment.version.decree
    assert "menyembunyikan kata-kata" in as_().get(reverse("decrees:feed", args=[decree.pk])).content.decode()
    assert "menyembunyikan kata-kata" in as_().get(reverse("decrees:version-list", args=[decree.pk])).content.decode()
