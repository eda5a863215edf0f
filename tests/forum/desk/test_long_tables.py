"""Ten thousand rows, many of them broken: read within limits, looked at and taken in the background, part by part."""

import csv
import io

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum import clock, events, services
from forum.forms.tables import KINDS, Table
from forum.forms.tables.files import AT_ONCE, MAX_ROWS, read_file
from forum.models import BroughtRow, BroughtTable, LedgerEntry, Membership, Organisation, Person
from forum.services.records.tables import parts
from forum.services.records.tables.bringing import KEPT_FOR
from tests.factories import OrganisationFactory, SectorFactory, secretariat_user

pytestmark = pytest.mark.django_db
PLACE = reverse("forum_import", args=["organisasi"])
BROKEN = [
    ";;Pemerintah;", "Tanpa unsur;;;", "Unsur asing;;Bulan;", "=HYPERLINK(1);;Pemerintah;",
    "Surel;;Pemerintah;bukan surel",
    "'; DROP TABLE forum_organisation; --;;Angin;", "<script>alert(1)</script>;;Api;", "X" * 300 + ";;Pemerintah;",
    "terlalu pendek", "terlalu;panjang;Awan;;;;;;",
]  # fmt: skip


@pytest.fixture
def desk(client):
    SectorFactory(slug="government", name="Pemerintah")
    user = secretariat_user(is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(parts, "LOOKED_AT", 7)
    monkeypatch.setattr(parts, "TAKEN", 4)


def upload(lines, name="tabel.csv"):
    return SimpleUploadedFile(name, "\n".join(lines).encode())


def hostile(many, good):
    """`good` offices, and broken rows between them and after."""
    lines = [f"Kantor {n};K{n};Pemerintah;" for n in range(good)]
    return ["Nama;Nama singkat;Unsur;Surel", *lines, *(BROKEN[n % len(BROKEN)] for n in range(many - good))]


def bring(client, lines, committed):
    with committed():
        answer = client.post(PLACE, {"file": upload(lines)})
    assert answer.status_code == 302
    return BroughtTable.objects.get()


def brought(lines, by, kind="organisasi"):
    """Looked at already, however short."""
    found = KINDS[kind]
    table = services.bring_table(read(lines, found), kind=kind, name="tabel.csv", by=by)
    parts.look_through(table.pk)
    return BroughtTable.objects.get(pk=table.pk)


def read(lines, kind):
    return Table.of(read_file("\n".join(lines).encode()), kind.columns)


def test_ten_thousand_rows_with_broken_ones_are_read_and_one_more_is_too_many(client, desk):
    lines = hostile(MAX_ROWS, 40)
    assert len(read(lines, KINDS["organisasi"]).rows) == MAX_ROWS
    answer = client.post(PLACE, {"file": upload([*lines, BROKEN[1]])})
    assert answer.status_code == 200
    assert "10.000" in answer.content.decode()
    assert not BroughtTable.objects.exists()


def test_long_table_is_shown_taken_and_reported_row_by_row(client, desk, committed):
    many, good = AT_ONCE + 60, 30
    before = Organisation.objects.count()
    table = bring(client, hostile(many, good), committed)
    assert (table.stage, table.rows.count()) == (BroughtTable.Stage.READY, many)
    assert Organisation.objects.count() == before
    page = lxml.html.fromstring(client.get(reverse("forum_table", args=[table.pk])).content)
    assert len(page.xpath("//table[contains(@class, 'listing')]/tbody/tr")) == 100
    assert "1.030" in page.text_content()
    with committed():
        client.post(reverse("forum_table", args=[table.pk]), {"take": ""})
    assert Organisation.objects.count() == before + good
    assert LedgerEntry.objects.filter(verb=events.RECORD_SAVED, actor=desk).count() == good
    report = client.get(reverse("forum_table_wrong", args=[table.pk])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(report), delimiter=";"))
    assert len(rows) == 1 + many - good
    assert all(row[-1] for row in rows)
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_worker_that_is_killed_goes_on_where_it_was_and_takes_each_row_once(desk, small_parts):
    table = brought(hostile(20, 18), desk)
    services.take_table(table, update=False, by=desk)
    left = [6]

    def die(**kwargs):
        left[0] -= 1
        if left[0] == 0:
            raise SystemExit

    post_save.connect(die, sender=Organisation)
    try:
        with pytest.raises(SystemExit):
            parts.take(table.pk)
    finally:
        post_save.disconnect(die, sender=Organisation)
    taken = BroughtRow.objects.filter(state=BroughtRow.State.TAKEN).count()
    offices = Organisation.objects.filter(name__startswith="Kantor")
    assert (offices.count(), taken) == (4, 4)
    for _ in range(2):
        parts.take(table.pk)
    assert offices.count() == 18
    assert LedgerEntry.objects.filter(verb=events.RECORD_SAVED, actor=desk).count() == 18
    assert not BroughtRow.objects.filter(state=BroughtRow.State.TAKEN).exclude(values={}).exists()


def test_each_part_asks_the_same_however_long_the_table_and_the_directory(desk, monkeypatch):
    monkeypatch.setattr(parts, "LOOKED_AT", 20)
    asked = []
    for many in (20, 60):
        OrganisationFactory.create_batch(many)
        rows = read(hostile(many, many), KINDS["organisasi"])
        table = services.bring_table(rows, kind="organisasi", name="", by=desk)
        with CaptureQueriesContext(connection) as found:
            parts._look_at_part(table.pk, {})
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_row_that_names_a_row_of_an_earlier_part_is_known_after_a_stop_too(desk, small_parts):
    lines = ["Nama;Unsur;Bagian dari", *(f"Kantor {n};Pemerintah;" for n in range(10))]
    lines += ["Bagian A;Pemerintah;Kantor 1", "Kantor 2;Pemerintah;", "Bagian B;Pemerintah;Kantor 99"]
    table = services.bring_table(read(lines, KINDS["organisasi"]), kind="organisasi", name="", by=desk)
    parts._look_at_part(table.pk, {})
    parts.look_through(table.pk)
    states = dict(table.rows.values_list("number", "state"))
    assert [states[number] for number in (12, 13, 14)] == ["new", "bad", "bad"]


def test_people_of_a_long_table_are_taken_with_their_office_and_once(desk, small_parts, committed):
    OrganisationFactory(name="Dinas Kesehatan", short_name="Dinkes")
    people = [f"Orang ke-{n};orang{n}@contoh.id;{'Dinkes' if n % 5 else 'Tiada'}" for n in range(10)]
    lines = ["Nama;Surel;Organisasi", *people, people[1]]
    for _ in range(2):
        table = brought(lines, desk, "orang")
        with committed():
            services.take_table(table, update=False, by=desk)
    assert Person.objects.filter(name__startswith="Orang ke-").count() == 8
    assert Membership.objects.filter(organisation__short_name="Dinkes").count() == 8
    assert set(table.rows.values_list("state", flat=True)) == {"same", "bad"}


def test_whoever_lost_the_duty_meanwhile_stops_the_table_and_another_takes_it(desk, small_parts, committed):
    table = brought(hostile(6, 6), desk)
    other = secretariat_user()
    services.take_table(table, update=False, by=desk)
    desk.user_permissions.clear()
    parts.take(table.pk)
    table.refresh_from_db()
    assert table.stage == BroughtTable.Stage.STOPPED
    assert not Organisation.objects.filter(name__startswith="Kantor").exists()
    with committed():
        services.take_table(table, update=False, by=other)
    assert Organisation.objects.filter(name__startswith="Kantor").count() == 6


def test_what_is_put_away_takes_nothing_more_and_rows_go_after_a_week(client, desk):
    table = brought(hostile(6, 6), desk)
    client.post(reverse("forum_table", args=[table.pk]), {"discard": ""})
    parts.take(table.pk)
    assert not Organisation.objects.filter(name__startswith="Kantor").exists()
    brought(hostile(6, 6), desk)
    services.forget_tables()
    assert BroughtRow.objects.count() == 6
    BroughtTable.objects.update(brought_at=clock.now() - KEPT_FOR * 2)
    services.forget_tables()
    assert not BroughtRow.objects.exists()
