"""Tracking ids from a table: each good row is as if it had been typed on the page of its follow-up, and no other row is
anything."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.services.preparing import prepare_site
from forum.forms.tables import State
from forum.forms.tables.columns import Table
from forum.forms.tables.upload import TableForm
from forum.models import LedgerEntry
from minutes import services
from minutes.forms.tracking import TrackingIds
from minutes.models import ActionItem, ActionReport, ActionState, MinutesPage
from minutes.reading.actions.elsewhere import treated_elsewhere
from tests.clients import as_
from tests.factories import OrganisationFactory, member_of, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    prepare_site()
    return secretariat_user()


@pytest.fixture
def minutes(by):
    actions = [("Memperbaiki jalan", None), ("Menyusun laporan", None)]
    return MinutesPage.objects.get(pk=minutes_page(number="005/01", actions=actions, state="published", by=by).pk)


def row(page=None, place=1, **values):
    named = {"address": f"{settings.BASE_URL}{reverse('minutes:action', args=[page.pk, place])}"} if page else {}
    return {**named, "system": "LAPOR!", "tracking": "1234567", **values}


def table(*rows):
    return TrackingIds(Table([(number, values) for number, values in enumerate(rows, 2)]))


def states(*rows):
    return [one.state for one in table(*rows).checked]


def treated(minutes, number=1):
    item = ActionItem.objects.get(minutes=minutes, number=number)
    reports = list(ActionReport.objects.filter(minutes=minutes, number=number))
    return [(one.link.words, one.state) for one in treated_elsewhere(item.outside_links, reports)]


def test_rows_name_a_follow_up_by_address_or_by_the_number_of_its_minutes(minutes):
    by_number = row(minutes="005/01", number="2")
    assert states(row(minutes), by_number) == [State.NEW, State.NEW]
    assert [one.item.number for one in table(row(minutes), by_number).checked] == [1, 2]


@pytest.mark.parametrize(
    "values",
    [
        {"address": "https://lain.example/notula/1/tindak-lanjut/1/"},
        {"address": "/notula/999999/tindak-lanjut/1/"},
        {"address": "", "minutes": "", "number": ""},
        {"address": "", "minutes": "006/09", "number": "1"},
        {"address": "", "minutes": "005/01", "number": "9"},
        {"address": "", "minutes": "005/01", "number": "satu"},
        {"system": "Sistem asing"},
        {"tracking": "bukan nomor"},
        {"tracking": "=1+1"},
        {"system": ""},
    ],
)
def test_row_that_is_not_understood_says_why_and_changes_nothing(minutes, by, values):
    rows = table({**row(minutes), **values})
    assert [one.state for one in rows.checked] == [State.BAD]
    assert rows.checked[0].told
    before = LedgerEntry.objects.count()
    assert services.take_tracking_ids(rows.told, by=by) == 0
    assert LedgerEntry.objects.count() == before


def test_minutes_that_are_not_public_and_numbers_given_twice_are_refused(minutes, by):
    draft = minutes_page(number="007", actions=[("Rahasia", None)], state="circulated", by=by)
    assert states(row(draft), row(minutes="007", number="1")) == [State.BAD, State.BAD]
    minutes_page(number="005/01", actions=[("Lain", None)], state="published", by=by)
    assert states(row(minutes="005/01", number="1"), row(minutes)) == [State.BAD, State.NEW]


def test_same_row_twice_is_refused_and_what_is_there_already_is_the_same(minutes, by):
    assert states(row(minutes), row(minutes)) == [State.NEW, State.BAD]
    services.take_tracking_ids(table(row(minutes)).told, by=by)
    assert states(row(minutes)) == [State.SAME]
    assert states(row(minutes, there="selesai")) == [State.DIFFERS]
    before = ActionReport.objects.count()
    assert services.take_tracking_ids(table(row(minutes)).told, by=by) == 0
    assert ActionReport.objects.count() == before


def test_taken_rows_are_one_report_with_the_entries_of_one_that_is_typed(minutes, by):
    rows = table(row(minutes, about="jalan rusak"), row(minutes, tracking="7654321"), row(minutes, 2, there="diproses"))
    before = LedgerEntry.objects.latest("seq").seq
    assert services.take_tracking_ids(rows.told, by=by) == 2
    assert treated(minutes) == [("LAPOR! 1234567 (jalan rusak)", ""), ("LAPOR! 7654321", "")]
    assert treated(minutes, 2) == [("LAPOR! 1234567", "diproses")]
    told = LedgerEntry.objects.filter(seq__gt=before).order_by("seq").values_list("verb", flat=True)
    assert list(told) == ["action.linked", "action.progressed"] * 2
    assert ActionReport.objects.first().note.startswith("Ditangani juga di tempat lain: LAPOR! 1234567")


def test_what_is_done_stays_done(minutes, by):
    item = ActionItem.objects.get(minutes=minutes, number=1)
    services.report_action(item, state=ActionState.DONE, note="Selesai.", by=by)
    services.take_tracking_ids(table(row(minutes)).told, by=by)
    assert ActionItem.objects.get(pk=item.pk).state == ActionState.DONE


def test_nobody_but_the_secretariat_takes_them(minutes):
    member = member_of(OrganisationFactory())
    with pytest.raises(PermissionDenied):
        services.take_tracking_ids(table(row(minutes)).told, by=member)
    assert ActionReport.objects.count() == 0


def test_file_is_shown_before_anything_is_written_and_wrong_rows_come_back(minutes, by):
    address = reverse("minutes_tracking")
    lines = ["Nomor notula;Nomor tindak lanjut;Sistem;Nomor lacak", "005/01;1;LAPOR!;1234567", "005/01;9;LAPOR!;1"]
    file = SimpleUploadedFile("lapor.csv", "\n".join(lines).encode())
    page = as_(by).post(address, {"file": file}).content.decode()
    assert "LAPOR! 1234567" in page
    assert "Memperbaiki jalan" in page
    assert ActionReport.objects.count() == 0
    written = TableForm.written(Table([(2, row(minutes)), (3, row(minutes, 9))]))
    wrong = as_(by).post(address, {"table": written, "wrong": ""}).content.decode()
    assert wrong.count("LAPOR!") == 1
    assert ActionReport.objects.count() == 0
    as_(by).post(address, {"table": written, "take": ""})
    assert treated(minutes) == [("LAPOR! 1234567", "")]
    assert "Nomor lacak" in as_(by).get(reverse("minutes_tracking_template")).content.decode()
