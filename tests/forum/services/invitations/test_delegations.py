"""Whom an organisation sends: names and mandates are read by few, and go in time; "may attend" counts apart."""

import datetime

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from forum import services
from forum.forms import uploads
from forum.models import Delegation, LedgerEntry, Rsvp
from forum.models.invitations import Delegate
from tests.factories import invitation_page

pytestmark = pytest.mark.django_db
SENT = {"name": "Sari Dewi", "position": "Analis", "substitute": "Budi", "valid_until": "2027-01-31"}
PDF = b"%PDF-1.7 surat tugas"


def letter(content=PDF, name="../../surat.exe"):
    return SimpleUploadedFile(name, content, content_type="text/html")


def answer(reader, invitation, organisation, **data):
    url = f"/undangan/{invitation.pk}/konfirmasi/{organisation.pk}/"
    return reader.post(url, {"answer": "represented", "attendees": 1, **SENT, **data})


def mandates():
    return storages["private"].listdir("mandates")[1] if storages["private"].exists("mandates") else []


def test_names_and_mandate_are_for_the_secretariat_and_the_organisation_alone(
    reader, bi, bi_member, kpi_member, secretariat
):
    invitation = invitation_page(to=[bi])
    reader.force_login(bi_member)
    assert answer(reader, invitation, bi, mandate=letter()).status_code == 302
    for login in (bi_member, secretariat):
        reader.force_login(login)
        file = reader.get(f"/undangan/{invitation.pk}/mandat/{bi.pk}/")
        assert (b"".join(file.streaming_content), file["Content-Type"]) == (PDF, "application/pdf")
        assert (file["Content-Disposition"].split(";")[0], "no-store" in file["Cache-Control"]) == ("attachment", True)
    assert "Sari Dewi" in reader.get(f"/admin/forum/undangan/{invitation.pk}/").content.decode()
    for login in (kpi_member, None):
        reader.logout() if login is None else reader.force_login(login)
        assert reader.get(f"/undangan/{invitation.pk}/mandat/{bi.pk}/").status_code == 404
        assert "Sari Dewi" not in reader.get(invitation.url).content.decode()
    assert "Sari" not in str(list(LedgerEntry.objects.values_list("data", "actor_label")))


@pytest.mark.parametrize(
    ("content", "name"), [(b"<html><script>", "surat.pdf"), (b"PK\x03\x04", "surat.docx"), (PDF * 9, "surat.pdf")]
)
def test_mandate_that_is_something_else_or_too_large_is_refused_and_nothing_typed_is_lost(
    reader, bi, bi_member, monkeypatch, content, name
):
    monkeypatch.setattr(uploads, "MANDATE_MB", 0.0001)
    invitation = invitation_page(to=[bi])
    reader.force_login(bi_member)
    page = answer(reader, invitation, bi, mandate=letter(content, name))
    assert (page.status_code, Rsvp.objects.count(), mandates()) == (422, 0, [])
    assert "Sari Dewi" in page.content.decode()
    assert answer(reader, invitation, bi, mandate=letter(PDF, name)).status_code == 302
    assert [one.rpartition(".")[2] for one in mandates()] == ["pdf"]


def test_mandate_goes_on_to_hold_for_the_same_person_and_for_no_other(bi, bi_member):
    invitation = invitation_page(to=[bi])
    given = {"organisation": bi, "answer": "yes", "by": bi_member}
    services.answer_invitation(invitation, delegate=Delegate(name="Sari", mandate=letter()), **given)
    services.answer_invitation(invitation, delegate=Delegate(name="Sari", position="Analis"), **given)
    services.answer_invitation(invitation, delegate=Delegate(name="Budi"), **given)
    assert [bool(one.mandate) for one in Delegation.objects.order_by("pk")] == [True, True, False]


def test_whoever_may_attend_is_counted_apart(reader, bi, kpi, bi_member, kpi_member, secretariat):
    invitation = invitation_page(to=[bi, kpi])
    services.answer_invitation(invitation, organisation=bi, answer="maybe", attendees=4, by=bi_member)
    services.answer_invitation(invitation, organisation=kpi, answer="yes", attendees=2, by=kpi_member)
    reader.force_login(secretariat)
    desk = reader.get(f"/admin/forum/undangan/{invitation.pk}/").context
    assert (desk["seats"], [(state.value, n) for state, n in desk["states"]]) == (2, [("yes", 1), ("maybe", 1)])


def test_names_and_mandates_go_a_year_after_the_meeting_and_the_answer_stays(bi, bi_member):
    invitation = invitation_page(to=[bi])
    given = {"organisation": bi, "answer": "yes", "by": bi_member}
    services.answer_invitation(invitation, delegate=Delegate(name="Sari", mandate=letter()), **given)
    for days, name, files in [(370, "Sari", 1), (380, "", 0)]:
        services.forget_registrations(at=timezone.now() + datetime.timedelta(days=days))
        assert (Delegation.objects.get().name, len(mandates())) == (name, files)
    assert Rsvp.objects.get().answer == "yes"
