"""The list of public information: every record that anybody may read, by class, as page, CSV and workbook."""

import csv
import datetime
import io

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from cms.reading.sharing import information
from cms.reading.sharing.information import HEAD
from minutes import services
from minutes.models import MinutesPage
from tests.clients import as_
from tests.factories import circulated, meeting_page, member_of, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db


def rows(user=None):
    response = as_(user).get(reverse("information-download", args=["csv"]))
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


def test_every_public_record_is_in_the_list_with_its_class_and_nothing_else_is():
    by = secretariat_user()
    minutes = minutes_page(state="published", title="=Notula rapat", by=by)
    hidden = minutes_page(meeting=meeting_page(slug="lain", title="Rapat tertutup"), title="Notula lain", by=by)
    PageViewRestriction.objects.create(page=hidden.meeting, restriction_type=PageViewRestriction.LOGIN)
    assert {row["Judul"] for row in rows(by)} == {"'=Notula rapat", minutes.meeting.title}
    assert {row["Klasifikasi"] for row in rows()} == {"informasi setiap saat"}
    given = {"kind": "berkala", "holder": "Dinas Kominfo", "kept": "5 tahun"}
    services.classify(minutes, **given, by=by)
    [row] = [row for row in rows() if row["Judul"].endswith("Notula rapat")]
    assert (row["Klasifikasi"], row["Pejabat/unit yang menguasai"]) == ("informasi berkala", "Dinas Kominfo")
    assert (row["Jangka waktu simpan"], row["Alamat"]) == ("5 tahun", minutes.full_url)
    page = as_().get(reverse("information")).content.decode()
    assert "Dinas Kominfo" in page
    assert "Rapat tertutup" not in page
    book = load_workbook(io.BytesIO(as_().get(reverse("information-download", args=["xlsx"])).content))
    cells = [[cell.value for cell in line] for line in book.active.iter_rows()]
    assert cells[0] == list(HEAD)
    assert [line[1] for line in cells[1:]] == [row["Judul"].lstrip("'") for row in rows()]
    assert as_().get(reverse("information-download", args=["pdf"])).status_code == 404


@pytest.mark.parametrize("near", [1, 3])
def test_any_part_of_the_list_is_found_without_the_rest(monkeypatch, near):
    monkeypatch.setattr(information, "NEAR", near)
    by = secretariat_user()
    for number in range(6):
        day = datetime.datetime(2017, 5, 1 + number // 2, 2, tzinfo=datetime.UTC)
        meeting = meeting_page(slug=f"rapat-{number}", starts_at=day)
        if number % 3:
            minutes_page(meeting=meeting, state="published", by=by)
    circulated(by=by)
    every = list(information.keys())
    assert len(every) == information.number() == 10
    for first in range(len(every)):
        assert information.keys_between(first, first + 3) == every[first : first + 3]


def test_class_is_said_by_the_secretariat_and_exempt_only_of_what_is_not_public():
    by, minutes = secretariat_user(), minutes_page(state="published")
    with pytest.raises(PermissionDenied):
        services.classify(minutes, kind="berkala", by=member_of(minutes.recipients.get().organisation))
    for wrong in ({"kind": "rahasia"}, {"kind": "dikecualikan"}, {"kind": "dikecualikan", "ground": "17h"}):
        with pytest.raises(ValidationError):
            services.classify(minutes, **wrong, by=by)
    draft = minutes_page(meeting=meeting_page(slug="lain"))
    assert services.classify(draft, kind="dikecualikan", ground="17h", by=by).ground == "17h"
    address = reverse("minutes_class", args=[minutes.pk])
    refused = as_(by).post(address, {"kind": "dikecualikan", "ground": "", "holder": "Bagian Hukum"})
    assert refused.status_code == 422
    assert "Bagian Hukum" in refused.content.decode()


def test_blacked_out_words_are_told_by_their_ground_and_the_database_is_asked_the_same_for_any_number():
    by = secretariat_user()
    minutes = minutes_page(state="approved", by=by)
    services.redact(minutes, part="inputs:1", ground="17b", note="Rahasia dagang.", by=by)
    services.publish_minutes(MinutesPage.objects.get(pk=minutes.pk), by=by)
    assert ["Pasal 17 huruf b" in row["Bagian yang dikecualikan dan dasarnya"] for row in rows()].count(True) == 1

    def asked():
        caches["parts"].clear()  # what was counted under the ledger's head is counted anew
        with CaptureQueriesContext(connection) as queries:
            as_().get(reverse("information"))
        return len(queries)

    asked()  # what the first request of a process asks
    before = asked()
    for n in range(3):
        minutes_page(meeting=meeting_page(slug=f"rapat-{n}"), state="published", by=by)
    assert asked() == before
