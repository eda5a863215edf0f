"""What one organisation said, as a table and as a paper: the words that its page has, all of them and no others."""

import csv
import datetime
import io
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from forum.documents.model import all_text
from minutes import services
from minutes.archive import spoken
from minutes.archive.spoken import COLUMNS, Spoken
from minutes.models import MinutesPage
from minutes.views.statements.paper import build_spoken
from search.index import rebuild
from tests.clients import as_
from tests.factories import OrganisationFactory, meeting_page, member_of, minutes_page, secretariat_user
from tests.factories.minutes import said

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def bi():
    return OrganisationFactory(name="Bojonegoro Institute", slug="bi")


def spoke(year, *statements, **fields):
    meeting = meeting_page(starts_at=timezone.make_aware(datetime.datetime(year, 5, 9, 13)))
    fields = {"state": "published", "title": f"Notula {year}", **fields}
    return minutes_page(meeting=meeting, discussion=list(statements), **fields)


def handed_out(organisation, file_format="csv", user=None, **asked):
    return as_(user).get(reverse("minutes:statements-download", args=[organisation.pk, file_format]), asked)


def table(organisation, user=None, **asked):
    return list(csv.DictReader(io.StringIO(handed_out(organisation, user=user, **asked).content.decode())))


def test_table_has_each_statement_with_its_day_office_and_address_the_newest_first(bi):
    minutes = spoke(2017, said("Perlu naskah akademik", bi, "Direktur"), said("Kami menolak", OrganisationFactory()))
    spoke(2018, said("=2+2", bi))
    spoke(2019, said("Belum terbit", bi), state="approved")
    rebuild()
    first, second = table(bi)
    assert tuple(first) == COLUMNS
    assert (first["day"], first["words"]) == ("2018-05-09", "'=2+2")
    assert (second["day"], second["said_by"], second["words"]) == ("2017-05-09", "Direktur", "Perlu naskah akademik")
    anchor = f"#pernyataan-{MinutesPage.objects.get(pk=minutes.pk).discussion[0].id}"
    assert second["url"].endswith(f"{minutes.url}{anchor}")
    assert second["organisation"] == "Bojonegoro Institute"


def test_year_and_words_narrow_the_file_as_the_page(bi):
    spoke(2017, said("Data desa dibuka", bi), said("Anggaran", bi))
    spoke(2018, said("Data kontrak", bi))
    rebuild()
    assert [one["words"] for one in table(bi, year="2017")] == ["Data desa dibuka", "Anggaran"]
    assert [one["words"] for one in table(bi, q="data", year="2017")] == ["Data desa dibuka"]
    assert {one["words"] for one in table(bi, q="data")} == {"Data desa dibuka", "Data kontrak"}
    assert len(table(bi, year="dua ribu")) == 3
    page = as_().get(reverse("minutes:statements", args=[bi.pk]), {"year": "2017", "q": "data"}).content.decode()
    assert f"{reverse('minutes:statements-download', args=[bi.pk, 'pdf'])}?year=2017&amp;q=data" in page


def test_hidden_and_closed_words_are_in_no_file(bi):
    first, second = secretariat_user(), secretariat_user()
    minutes = spoke(2017, said("Warga bernama Samiun", bi), said("Data desa dibuka", bi), by=first)
    closed = spoke(2018, said("Samiun sakit", bi), by=first)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    part = f"discussion:{MinutesPage.objects.get(pk=minutes.pk).discussion[0].id}"
    services.confirm_hiding(
        services.propose_hiding(minutes, part=part, reason="personal_data", note="Nama warga.", by=first), by=second
    )
    rebuild()
    assert "Samiun" not in handed_out(bi).content.decode()
    docx = b"".join(handed_out(bi, "docx").streaming_content)
    document = zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()
    assert "Samiun" not in document
    assert "Data desa dibuka" in document
    assert [one["words"] for one in table(bi, user=member_of(OrganisationFactory()), year="2018")] == ["Samiun sakit"]


def test_paper_says_what_it_holds_and_that_older_minutes_are_left_out(bi, monkeypatch):
    for year in (2016, 2017, 2018):
        spoke(year, said(f"Kata {year}", bi, "Direktur"))
    rebuild()
    text = all_text(build_spoken(Spoken(bi, NOBODY)))
    assert "3 pernyataan dan masukan dalam 3 notula" in text
    assert "Direktur: Kata 2016" in text
    monkeypatch.setattr(spoken, "MOST", 2)
    asked = Spoken(bi, NOBODY)
    assert asked.is_cut
    assert [one.minutes.title for one in asked.newest] == ["Notula 2018", "Notula 2017"]
    assert not Spoken(bi, NOBODY, 2018).is_cut


def test_each_format_is_handed_out_and_nothing_else(bi):
    assert handed_out(bi, "pdf").status_code == 404  # it said nothing
    assert table(bi) == []
    spoke(2017, said("Perlu naskah akademik", bi))
    rebuild()
    for file_format in ("docx", "odt", "pdf"):
        answer = handed_out(bi, file_format)
        assert (answer.status_code, answer.filename) == (200, f"pernyataan-bi.{file_format}")
    assert handed_out(bi, "xlsx").status_code == 404
    assert handed_out(OrganisationFactory(merged_into=bi)).status_code == 404
