"""The list of systems of others: kept by the secretariat, never deleted; links in forms of what is linked."""

import pytest
from django.contrib.auth.models import Permission
from django.forms import modelform_factory

from cms.services.preparing import prepare_site
from forum.models import AgendaItem, LedgerEntry, OutsideSystem
from tests.clients import as_
from tests.factories import OrganisationFactory, UserFactory, meeting_page, member_of, secretariat_user

pytestmark = pytest.mark.django_db
NEW = {
    "short_name": "JDIH",
    "name": "JDIH Kabupaten",
    "kind": "other",
    "signs": "digits",
    "shortest": "1",
    "longest": "6",
    "address": "https://jdih.contoh.go.id/dokumen/{id}",
    "in_use": "on",
}


@pytest.fixture(autouse=True)
def systems():
    prepare_site()


def test_secretariat_adds_changes_and_puts_out_of_use_and_nobody_deletes():
    client = as_(secretariat_user(is_staff=True))
    client.post("/admin/outsidesystem/new/", NEW)
    system = OutsideSystem.objects.get(short_name="JDIH")
    assert system.code == "jdih"
    url = f"/admin/outsidesystem/edit/{system.pk}/"
    without_use = {name: value for name, value in NEW.items() if name != "in_use"}
    client.post(url, {**without_use, "short_name": "JDIH baru"})
    system.refresh_from_db()
    assert (system.code, system.short_name, system.in_use) == ("jdih", "JDIH baru", False)
    assert LedgerEntry.objects.filter(verb="record.saved", audience="secretariat").count() == 2
    client.post(f"/admin/outsidesystem/delete/{system.pk}/")
    assert OutsideSystem.objects.filter(pk=system.pk).exists()


def test_address_without_a_fixed_host_is_refused_in_the_form_and_stays_there():
    page = as_(secretariat_user(is_staff=True)).post(
        "/admin/outsidesystem/new/", {**NEW, "address": "http://{id}.contoh.go.id"}
    )
    assert "nama hos tanpa tanda isian" in page.content.decode()
    assert "http://{id}.contoh.go.id" in page.content.decode()
    assert not OutsideSystem.objects.filter(short_name="JDIH").exists()


def test_other_editors_and_members_keep_no_systems():
    editor = UserFactory()
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for client in (as_(editor), as_(member_of(OrganisationFactory())), as_()):
        for path in ("/admin/outsidesystem/", "/admin/outsidesystem/new/"):
            assert client.get(path).status_code == 302
        client.post("/admin/outsidesystem/new/", NEW)
    assert not OutsideSystem.objects.filter(short_name="JDIH").exists()


def test_form_of_an_item_keeps_a_link_to_a_system_out_of_use_and_takes_no_new_one():
    form_class = modelform_factory(AgendaItem, fields=["text", "links"])
    meeting_page(agenda=["Aduan"])
    item = AgendaItem.objects.get()
    first = form_class({"text": "Aduan", "links": "LAPOR! 1234567 – jalan"}, instance=item)
    assert first.is_valid()
    first.save()
    OutsideSystem.objects.filter(code="lapor").update(in_use=False)
    item = AgendaItem.objects.get()
    shown = form_class(instance=item)["links"].value()
    assert shown == "LAPOR! 1234567 – jalan"
    assert form_class({"text": "Aduan warga", "links": shown}, instance=item).is_valid()
    refused = form_class({"text": "Aduan", "links": f"{shown}\nLAPOR! 7654321"}, instance=item)
    assert "tidak dipakai lagi" in str(refused.errors["links"])
    assert "LAPOR! 7654321" in refused["links"].value()
