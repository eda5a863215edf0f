"""A regency comes by table: looked at first, taken by the services, corrected where it is wrong, doubled never."""

import datetime
import json

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forum import clock, events
from forum.models import LedgerEntry, Membership, Organisation, OrganisationKind, Person, Sector
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    SectorFactory,
    member_of,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
PLACES = {"organisasi": reverse("forum_import", args=["organisasi"]), "orang": reverse("forum_import", args=["orang"])}


def regency():
    """24 dinas, 6 badan, Setda, Setwan, Inspektorat, Satpol PP, 10 bagian, 3 RSUD, 28 kecamatan."""
    names = [("Sekretariat Daerah", "Setda", ""), ("Sekretariat DPRD", "Setwan", ""), ("Inspektorat", "", "")]
    names += [("Satuan Polisi Pamong Praja", "Satpol PP", "")]
    names += [(f"{kind} {n}", "", "") for kind, many in (("Dinas", 24), ("Badan", 6), ("RSUD", 3)) for n in range(many)]
    names += [(f"Bagian {n}", "", "Setda") for n in range(10)] + [(f"Kecamatan {n}", "", "") for n in range(28)]
    return ["Nama;Nama singkat;Bagian dari;Unsur", *(f"{';'.join(one)};Pemerintah" for one in names)]


@pytest.fixture
def desk(client):
    SectorFactory(slug="government", name="Pemerintah")
    user = secretariat_user(is_staff=True)
    client.force_login(user)
    return user


def bring(client, kind, lines):
    """The page that shows what would become of the rows, and its hidden table."""
    upload = SimpleUploadedFile("tabel.csv", "\n".join(lines).encode())
    page = lxml.html.fromstring(client.post(PLACES[kind], {"file": upload}).content)
    tables = page.xpath("//input[@name='table']/@value")
    return page, tables[0] if tables else ""


def take(client, kind, lines, **options):
    _page, table = bring(client, kind, lines)
    return client.post(PLACES[kind], {"table": table, **options})


def test_regency_is_seen_before_it_is_written_and_each_office_has_its_entry(client, desk):
    before = Organisation.objects.count()
    page, table = bring(client, "organisasi", regency())
    assert Organisation.objects.count() == before
    assert len(page.xpath("//table[@class='listing']/tbody/tr")) == 75
    assert client.post(PLACES["organisasi"], {"table": table}).status_code == 302
    assert Organisation.objects.count() == before + 75
    assert Organisation.objects.get(short_name="Setda").units.count() == 10
    entries = LedgerEntry.objects.filter(verb=events.RECORD_SAVED, actor=desk)
    assert entries.count() == 75


def test_table_brought_again_doubles_nothing_and_changes_only_if_asked(client, desk):
    take(client, "organisasi", regency())
    count, entries = Organisation.objects.count(), LedgerEntry.objects.count()
    changed = [line.replace("Inspektorat;;", "inspektorat;Irda;") for line in regency()]
    take(client, "organisasi", regency())
    take(client, "organisasi", changed)
    assert (Organisation.objects.count(), LedgerEntry.objects.count()) == (count, entries)
    take(client, "organisasi", changed, update="on")
    assert (Organisation.objects.count(), LedgerEntry.objects.count()) == (count, entries + 1)
    assert Organisation.objects.get(name__iexact="Inspektorat").short_name == "Irda"
    assert Organisation.objects.get(short_name="Setda").units.count() == 10


def test_wrong_rows_are_handed_back_to_be_corrected_and_the_good_ones_taken(client, desk):
    lines = ["Nama;Unsur;Surel", "Dinas A;Pemerintah;", "Dinas B;Swasta;", "=cmd();Pemerintah;"]
    _page, table = bring(client, "organisasi", lines)
    file = client.post(PLACES["organisasi"], {"table": table, "wrong": ""}).content.decode()
    assert "Dinas A" not in file
    assert "'=cmd()" in file
    assert "Kesalahan" in file.splitlines()[0]
    client.post(PLACES["organisasi"], {"table": table})
    assert Organisation.objects.filter(name__startswith="Dinas").count() == 1
    corrected = file.replace("Swasta", "Pemerintah").replace("'=cmd()", "Dinas C")
    take(client, "organisasi", corrected.splitlines())
    assert set(Organisation.objects.filter(name__startswith="Dinas").values_list("name", flat=True)) == {
        "Dinas A", "Dinas B", "Dinas C"
    }  # fmt: skip


def test_people_come_with_their_office_and_first_day_and_once(client, desk):
    office = OrganisationFactory(name="Dinas Kesehatan", short_name="Dinkes")
    lines = [
        "Nama;Surel;Organisasi;Jabatan;Sejak",
        "Ratna;ratna@contoh.id;Dinkes;Kepala Dinas;2 Januari 2026",
        "Budi;;dinas kesehatan;Sekretaris;",
        "Sari;sari@contoh.id;Dinas Lain;;",
        "Tono;tono@contoh.id;Dinkes;;31-02-2026",
    ]
    for _ in range(2):
        take(client, "orang", lines)
    found = Membership.objects.filter(organisation=office).order_by("person__name")
    assert [(one.person.name, one.post.label) for one in found] == [("Budi", "Sekretaris"), ("Ratna", "Kepala Dinas")]
    assert found[1].start_date == datetime.date(2026, 1, 2)
    assert not Person.objects.filter(name__in=["Sari", "Tono"]).exists()
    assert LedgerEntry.objects.filter(verb=events.MEMBERSHIP_STARTED, audience="public", actor=desk).count() == 2
    page, _table = bring(client, "orang", lines)
    told = [row.text_content() for row in page.xpath("//table[@class='listing']/tbody/tr")]
    assert "Organisasi" in told[2]
    assert "Sejak" in told[3]


def test_a_row_that_reaches_into_a_time_that_is_over_is_refused_and_one_after_it_is_taken(client, desk):
    office = OrganisationFactory(name="Dinas Kesehatan", short_name="Dinkes")
    person = PersonFactory(name="Ratna", email="ratna@contoh.id")
    yesterday = clock.today() - datetime.timedelta(days=1)
    MembershipFactory(
        person=person, organisation=office, post=None, start_date=datetime.date(2026, 1, 2), end_date=yesterday
    )
    head, row = "Nama;Surel;Organisasi;Jabatan;Sejak", "Ratna;ratna@contoh.id;Dinkes;{};{}"
    page, _table = bring(client, "orang", [head, row.format("", "3 Februari 2026")])
    assert "jabatan ini sampai" in page.text_content()
    take(client, "orang", [head, row.format("", "3 Februari 2026")])
    assert Membership.objects.count() == 1
    take(client, "orang", [head, row.format("", "")])
    take(client, "orang", [head, row.format("Bidan", "3 Februari 2026")])
    assert Membership.objects.filter(person=person).count() == 2  # the last row brings nobody who is there already


@pytest.mark.parametrize(
    "table", ["", "[", "{}", '[["1",{"nama":"x"}]]', "[[1]]", json.dumps([[1, {"name": "x" * 501}]])]
)
def test_table_that_was_bent_on_its_way_is_not_taken(client, desk, table):
    entries = LedgerEntry.objects.count()
    client.post(PLACES["organisasi"], {"table": table})
    assert LedgerEntry.objects.count() == entries


def test_nobody_else_brings_tables(client):
    sector = Sector.objects.create(name="Pemerintah", slug="government")
    client.force_login(member_of(OrganisationFactory(sector=sector)))
    before = Organisation.objects.count()
    table = json.dumps([[2, {"name": "Dinas A", "sector": "Pemerintah"}]])
    assert client.post(PLACES["organisasi"], {"table": table}).status_code in (302, 403)
    assert client.get(reverse("forum_import_template", args=["orang"])).status_code in (302, 403)
    assert Organisation.objects.count() == before
    assert client.get("/admin/forum/impor/lain/").status_code in (302, 403, 404)


def test_kind_comes_from_its_column_or_from_the_name_and_an_unknown_one_is_refused(client, desk):
    for name in ("Dinas", "Badan"):
        OrganisationKind.objects.create(name=name, starts_with=name)
    lines = ["Nama;Unsur;Jenis", "Dinas Sosial;Pemerintah;", "Balai Data;Pemerintah;badan", "Pasar;Pemerintah;Kios"]
    page, _table = bring(client, "organisasi", lines)
    assert "Badan, Dinas" in page.text_content()
    take(client, "organisasi", lines)
    kinds = Organisation.objects.filter(kind__isnull=False).values_list("name", "kind__name")
    assert sorted(kinds) == [("Balai Data", "Badan"), ("Dinas Sosial", "Dinas")]
    assert not Organisation.objects.filter(name="Pasar").exists()


def test_organisations_lead_on_to_who_speaks_for_them_and_people_to_their_invitation(client, desk):
    lines = ["Nama;Nama singkat;Unsur", "Dinas Kesehatan;Dinkes;Pemerintah"]
    on = f"//*[contains(@class, 'messages')]//a[@href='{PLACES['orang']}']"
    upload = take(client, "organisasi", lines)
    page = lxml.html.fromstring(client.get(upload.headers["Location"]).content)
    assert page.xpath(on)
    again = take(client, "organisasi", lines)
    page = lxml.html.fromstring(client.get(again.headers["Location"]).content)
    assert not page.xpath(on)
    people = take(client, "orang", ["Nama;Surel;Organisasi", "Siti Aminah;siti@contoh.id;Dinkes"])
    assert people.headers["Location"] == reverse("person:index")


def test_whoever_cannot_sign_in_yet_is_invited_by_a_button_that_is_seen(client, desk):
    for person, seen in ((PersonFactory(user=None), True), (member_of(OrganisationFactory()).person, False)):
        page = lxml.html.fromstring(client.get(reverse("person:edit", args=[person.pk])).content)
        invite = reverse("forum_invite_person", args=[person.pk])
        assert len(page.xpath(f"//a[@href='{invite}']")) == 1
        hidden = page.xpath(
            f"//*[contains(@class, 'w-dropdown') or @data-controller='w-dropdown']//a[@href='{invite}']"
        )
        assert bool(hidden) is not seen
