"""Whom an invitation is addressed to: groups and own lists beside one line for each that is invited."""

import datetime
import json

import lxml.html
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum import events, services
from forum.models import InvitedPerson, InviteeList, LedgerEntry, Organisation, OrganisationKind, Sector, TeamMembership
from forum.models.invitations import ListedInvitee
from tests.factories import OrganisationFactory, SectorFactory, TeamFactory, invitation_page, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editing(reader):
    """With the run of the page editor as well."""
    login = secretariat_user(is_superuser=True)
    reader.force_login(login)
    return login


@pytest.fixture
def dinas(db):
    return OrganisationKind.objects.create(name="Dinas", starts_with="Dinas")


def panel(reader, page):
    found = lxml.html.fromstring(reader.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content)
    root = found.get_element_by_id("id_invitees-FORMS").getparent()
    return root, json.loads(root.xpath("script[@type='application/json']")[0].text)


def lines(root):
    return {
        row.xpath("string(*[@data-name])").strip(): (
            row.xpath("string(ancestor::section/@data-kind)"),
            row.xpath("string(*[@data-reach])").strip(),
        )
        for row in root.xpath(".//li[@data-organisation]")
    }


def test_each_that_is_invited_is_a_line_with_its_kind_and_how_it_is_reached(reader, editing, dinas, bi, bi_member):
    health = OrganisationFactory(name="Dinas Kesehatan", kind=dinas, email="dinkes@contoh.id")
    silent = OrganisationFactory(name="Dinas Sosial", kind=dinas)
    root, data = panel(reader, invitation_page(to=[bi, health, silent]))
    assert lines(root) == {
        "Bojonegoro Institute (BI)": ("0", "1 person"),
        "Dinas Kesehatan": (str(dinas.pk), "office address"),
        "Dinas Sosial": (str(dinas.pk), "no address"),
    }
    assert data["organisations"][str(silent.pk)]["way"] == "none"


def test_groups_are_everybody_members_sectors_kinds_and_own_lists(reader, editing, dinas, bi):
    health = OrganisationFactory(name="Dinas Kesehatan", kind=dinas)
    kept = InviteeList.objects.create(name="Pengelola data")
    ListedInvitee.objects.create(invitee_list=kept, organisation=health, addressee="admin")
    root, data = panel(reader, invitation_page(to=[bi]))
    names = [" ".join(button.text_content().split()) for button in root.xpath(".//button[@data-group]")]
    many = Organisation.objects.count()
    by_sector = [f"{one} {one.organisations.count()}" for one in Sector.objects.all()]
    assert names == [f"Everybody {many}", "Members of the forum 1", *by_sector, "Dinas 1", "Pengelola data 1"]
    assert data["groups"][-1] == {"members": [health.pk], "addressees": {str(health.pk): "admin"}}


def test_organisations_of_a_team_at_work_are_one_choice_with_the_offices_of_their_seats_today(reader, editing, bi):
    team, old = TeamFactory(short_name="TPSK"), TeamFactory(name="Tim lama", is_active=False)
    gone = OrganisationFactory()
    since = datetime.date(2017, 1, 1)
    seats = [
        (team, bi, "Direktur", None),
        (team, bi, "Peneliti", None),
        (team, gone, "", datetime.date(2018, 1, 1)),
        (old, bi, "", None),
    ]
    for place, (one, organisation, office, end) in enumerate(seats):
        told = {"role": "Anggota", "office": office, "start_date": since, "end_date": end, "sort_order": place}
        TeamMembership.objects.create(team=one, organisation=organisation, **told)
    root, data = panel(reader, invitation_page(to=[gone]))
    names = [" ".join(button.text_content().split()) for button in root.xpath(".//button[@data-group]")]
    assert "TPSK 1" in names
    assert not any(name.startswith("Tim lama") for name in names)
    assert data["groups"][names.index("TPSK 1")] == {"members": [bi.pk], "addressees": {str(bi.pk): "Direktur"}}


def test_panel_asks_no_more_for_many_organisations(reader, editing, dinas):
    pages = [invitation_page(to=[OrganisationFactory(kind=dinas)])]
    pages.append(invitation_page(parent=pages[0].get_parent(), to=OrganisationFactory.create_batch(12, kind=dinas)))
    asked = []
    for page in [*pages, *pages]:  # at first they are subscribed to
        with CaptureQueriesContext(connection) as found:
            panel(reader, page)
        asked.append(len(found))
    assert asked[2] == asked[3]


def form(rows, **fields):
    rows = [{f"invitees-{n}-{name}": value for name, value in row.items()} for n, row in enumerate(rows)]
    counts = {"invitees-TOTAL_FORMS": len(rows), "invitees-INITIAL_FORMS": 0}
    return {**counts, **{name: value for row in rows for name, value in row.items()}, **fields}


def test_own_list_is_kept_in_its_order_with_a_trace_and_no_other_editor_keeps_one(reader, secretariat, bi, kpi):
    data = form(
        [{"organisation": bi.pk, "addressee": "direktur", "ORDER": 2}, {"organisation": kpi.pk, "ORDER": 1}],
        name="Mitra",
    )
    editor = secretariat_user()
    editor.user_permissions.remove(Permission.objects.get(codename="act_as_secretariat"))
    reader.force_login(editor)
    reader.post("/admin/inviteelist/new/", data)
    assert not InviteeList.objects.exists()
    reader.force_login(secretariat)
    reader.post("/admin/inviteelist/new/", data)
    kept = InviteeList.objects.get()
    assert [(one.organisation, one.addressee) for one in kept.invitees.all()] == [(kpi, ""), (bi, "direktur")]
    assert LedgerEntry.objects.get(actor=secretariat).verb == events.RECORD_SAVED


def chosen(*pairs, **fields):
    """As the script sends it: those that are chosen, in their order."""
    addressees = {f"addressee-{one.pk}": addressee for one, addressee in pairs}
    return {"organisation": [one.pk for one, _addressee in pairs], **addressees, **fields}


def test_choice_is_kept_as_a_list_from_the_invitation_and_is_one_choice_from_then_on(reader, editing, bi, kpi):
    url = reverse("forum_list_keep")
    answer = reader.post(url, chosen((kpi, ""), (bi, " direktur "), name=" Mitra tetap "))
    assert (answer.status_code, answer.json()) == (201, {"name": "Mitra tetap"})
    kept = InviteeList.objects.get()
    assert [(one.organisation, one.addressee) for one in kept.invitees.all()] == [(kpi, ""), (bi, "direktur")]
    assert LedgerEntry.objects.get(actor=editing).verb == events.RECORD_SAVED
    root, data = panel(reader, invitation_page(to=[bi]))
    assert root.xpath("string(.//*[@data-own]//button)").split() == ["Mitra", "tetap", "2"]
    assert data["groups"][-1] == {"members": [kpi.pk, bi.pk], "addressees": {str(kpi.pk): "", str(bi.pk): "direktur"}}


@pytest.mark.parametrize("name", ["Mitra", "", "…"])
def test_list_without_a_name_of_its_own_is_not_kept(reader, editing, bi, name):
    InviteeList.objects.create(name="Mitra")
    answer = reader.post(reverse("forum_list_keep"), chosen((bi, ""), name=name))
    assert (answer.status_code, len(answer.json()["errors"])) == (422, 1)
    assert InviteeList.objects.count() == 1


@pytest.mark.parametrize("forged", [{"organisation": []}, {"organisation": ["x"]}, {"organisation": ["999999"]}])
def test_list_of_nobody_or_of_who_does_not_exist_is_not_kept(reader, editing, forged):
    assert reader.post(reverse("forum_list_keep"), {"name": "Mitra", **forged}).status_code == 422
    assert not InviteeList.objects.exists()


def test_overlong_addressee_is_refused_and_no_other_editor_keeps_a_list(reader, editing, bi):
    assert reader.post(reverse("forum_list_keep"), chosen((bi, "x" * 201), name="Mitra")).status_code == 422
    editor = secretariat_user()
    editor.user_permissions.remove(Permission.objects.get(codename="act_as_secretariat"))
    reader.force_login(editor)
    reader.post(reverse("forum_list_keep"), chosen((bi, ""), name="Mitra"))
    assert not InviteeList.objects.exists()


def test_organisation_gets_its_kind_by_its_name_unless_one_is_given(secretariat, dinas):
    other = OrganisationKind.objects.create(name="Lain")
    values = {"sector": SectorFactory(), "by": secretariat}
    by_name = services.save_values(Organisation, name="Dinas Sosial", slug="dinsos", **values)
    given = services.save_values(Organisation, name="Dinas Pasar", slug="pasar", kind=other, **values)
    neither = services.save_values(Organisation, name="Dinasti", slug="dinasti", **values)
    assert [one.kind for one in (by_name, given, neither)] == [dinas, other, None]


def test_new_kind_takes_in_those_without_one_each_with_a_trace(secretariat):
    market, other = OrganisationFactory(name="Pasar Kota"), OrganisationFactory(name="Pasaran")
    kind = services.save_values(OrganisationKind, name="Pasar", starts_with="Pasar\nLapak", by=secretariat)
    assert list(kind.organisations.all()) == [market]
    told = LedgerEntry.objects.filter(actor=secretariat).values_list("data__record", flat=True)
    assert sorted(told) == ["organisation", "organisationkind"]
    assert not other.kind


def test_a_person_is_written_as_one_line_and_no_revision_holds_the_address(reader, editing, bi, bi_member):
    page = invitation_page(to=[bi])
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = lxml.html.fromstring(reader.get(url).content)
    form = next(one for one in shown.forms if "invitees-TOTAL_FORMS" in one.fields)
    data = {key: value for key, value in form.form_values() if not key.startswith("action-")}
    person = {"line": f"Siti Aminah; Camat Kalitidu; {bi_member.email}", "is_named": "on", "ORDER": "2"}
    new = {f"invitees-1-{name}": value for name, value in person.items()}
    answer = reader.post(url, {**data, "invitees-TOTAL_FORMS": "2", **new})
    assert answer.status_code == 302, {key: one.errors for key, one in answer.context["form"].formsets.items()}
    person = InvitedPerson.objects.get()
    assert (person.name, person.office, person.email) == ("Siti Aminah", "Camat Kalitidu", bi_member.email)
    page.refresh_from_db()
    assert bi_member.email not in str(page.latest_revision.content)
    root, _data = panel(reader, page)
    [row] = root.xpath(".//li[@data-person]")
    assert row.xpath("string(.//input[@type='text']/@value)") == person.line
    assert row.xpath("string(.//*[@data-instead]/@data-instead)") == str(bi.pk)
    wrong = {f"invitees-1-{name}": value for name, value in {"line": "Siti; Camat; di rumah", "ORDER": "2"}.items()}
    refused = reader.post(url, {**data, "invitees-TOTAL_FORMS": "2", **wrong}).content.decode()
    assert "Siti; Camat; di rumah" in refused
    assert InvitedPerson.objects.count() == 1
