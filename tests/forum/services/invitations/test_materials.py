"""What to bring is a line for each; those invited say that they bring it, or upload it, and nobody else opens it."""

import datetime
import io
import zipfile

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from forum import events, services
from forum.models import (
    BringItem,
    InvitationPage,
    InvitedPerson,
    Invitee,
    LedgerEntry,
    Material,
    MeetingPage,
    Reminder,
)
from forum.reading.invitations.answers import lines_of
from forum.reading.invitations.letter import letter_of
from forum.reading.invitations.links import link_of
from forum.services.invitations import letters, reminding
from forum.services.invitations.materials import BY_LINK_PER_HOUR
from tests.factories import OrganisationFactory, invitation_page, member_of, secretariat_user
from tests.forum.services.invitations.test_links import links_in, path

pytestmark = pytest.mark.django_db
ADDRESS, OFFICE = "siti@desa.contoh.id", "dinas@contoh.id"


@pytest.fixture
def office(db):
    return OrganisationFactory(name="Dinas Kominfo", short_name="Kominfo", email=OFFICE)


@pytest.fixture
def other(db):
    return OrganisationFactory(name="Dinas Sosial", email="dinsos@contoh.id")


@pytest.fixture
def invitation(office, other):
    siti = InvitedPerson.objects.create(name="Siti Aminah", office="Camat Kalitidu", email=ADDRESS)
    page = invitation_page(to=[office, other], is_open=False)
    page.invitees.add(Invitee(person=siti, sort_order=9))
    page.bring_items = [
        BringItem(text="Data aduan", sort_order=0),
        BringItem(text="Paparan", organisation=office, sort_order=1),
    ]
    page.save()
    return InvitationPage.objects.get(pk=page.pk)


@pytest.fixture
def data(invitation):
    return BringItem.objects.get(text="Data aduan")


@pytest.fixture
def slides(invitation):
    return BringItem.objects.get(text="Paparan")


def pdf(name="data.pdf", words="rahasia"):
    return SimpleUploadedFile(name, f"%PDF-1.7 {words}".encode())


def package(inside, name="data.xlsx"):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr(inside, "x")
    return SimpleUploadedFile(name, content.getvalue())


def states(invitation):
    return {(line.party.label, one.item.text): one.state for line in lines_of(invitation) for one in line.materials}


def links_of(invitation):
    letters.deliver(invitation, by=None)
    return {one.to[0]: links_in(one)[0] for one in mail.outbox}


def test_letter_says_who_brings_what(invitation):
    assert letter_of(invitation, with_meeting=True)["bring"] == ["Data aduan", "Paparan (Kominfo)"]


def test_organisation_uploads_or_says_that_it_brings_and_the_newest_counts(invitation, office, data, slides):
    by = member_of(office)
    assert states(invitation) == {
        ("Kominfo", "Data aduan"): "belum",
        ("Kominfo", "Paparan"): "belum",
        ("Dinas Sosial", "Data aduan"): "belum",
        ("Siti Aminah", "Data aduan"): "belum",
    }
    services.bring_material(data, organisation=office, by=by)
    services.bring_material(slides, organisation=office, file=package("ppt/presentation.xml"), by=by)
    found = states(invitation)
    assert (found["Kominfo", "Data aduan"], found["Kominfo", "Paparan"]) == ("dibawa", "diunggah")
    assert Material.objects.last().kind == "pptx"
    services.bring_material(data, organisation=office, file=pdf(), by=by)
    assert states(invitation)["Kominfo", "Data aduan"] == "diunggah"
    entry = LedgerEntry.objects.filter(verb=events.MATERIAL_BROUGHT).latest("seq")
    assert entry.data == {"organisation": "Kominfo", "state": "uploaded"}


def test_line_of_another_and_of_who_is_not_invited_is_brought_by_nobody(invitation, office, other, data, slides):
    stranger = OrganisationFactory()
    for item, organisation, by in (
        (slides, other, member_of(other)),
        (data, office, member_of(other)),
        (data, stranger, member_of(stranger)),
        (data, office, secretariat_user()),
    ):
        with pytest.raises(PermissionDenied):
            services.bring_material(item, organisation=organisation, by=by)
    assert not Material.objects.exists()


@pytest.mark.parametrize(
    "file",
    [SimpleUploadedFile("data.pdf", b"<script>"), package("evil.xml"), SimpleUploadedFile("data.png", b"MZ")],
    ids=["script", "package", "program"],
)
def test_file_is_what_its_content_says(invitation, office, data, file):
    with pytest.raises(ValidationError, match=r"PDF, JPEG, PNG, DOCX, XLSX, PPTX|tidak sesuai"):
        services.bring_material(data, organisation=office, file=file, by=member_of(office))
    assert not Material.objects.exists()


def test_nothing_is_brought_to_a_meeting_that_is_over(invitation, office, data):
    start = timezone.now() - datetime.timedelta(days=2)
    MeetingPage.objects.update(starts_at=start, ends_at=start + datetime.timedelta(hours=1))
    with pytest.raises(ValidationError):
        services.bring_material(data, organisation=office, by=member_of(office))


def test_file_is_opened_by_those_invited_and_the_secretariat_alone(invitation, office, other, data, reader):
    material = services.bring_material(data, organisation=office, file=pdf(), by=member_of(office))
    url = reverse("forum:material", args=[invitation.pk, material.pk])
    assert reader.get(url).status_code == 404
    for user, status in ((member_of(OrganisationFactory()), 404), (member_of(other), 200), (secretariat_user(), 200)):
        reader.force_login(user)
        answer = reader.get(url)
        assert answer.status_code == status
        if status == 200:
            assert b"".join(answer.streaming_content) == b"%PDF-1.7 rahasia"
            assert "attachment" in answer["Content-Disposition"]
            assert "data.pdf" not in answer["Content-Disposition"]


def test_member_uploads_from_the_page_of_the_invitation(invitation, office, data, slides, reader):
    reader.force_login(member_of(office))
    page = reader.get(invitation.url).content.decode()
    for item in (data, slides):
        assert reverse("forum:bring", args=[invitation.pk, item.pk, office.pk]) in page
    url = reverse("forum:bring", args=[invitation.pk, data.pk, office.pk])
    assert "Choose a file first." in reader.post(url, {}, follow=True).content.decode()
    page = reader.post(url, {"file": pdf()}, follow=True).content.decode()
    assert "Recorded. Thank you." in page
    assert reverse("forum:material", args=[invitation.pk, Material.objects.get().pk]) in page


@pytest.mark.parametrize("address", [ADDRESS, OFFICE])
def test_who_has_no_login_uploads_by_the_link_before_and_after_the_answer(invitation, data, reader, address):
    token = links_of(invitation)[address]
    url = reverse("forum:answer-link-bring", args=[token, data.pk])
    reader.post(url, {"brings": "1"})
    reader.post(path(token), {"answer": "yes"})
    page = reader.post(url, {"file": pdf()}, follow=True).content.decode()
    assert list(Material.objects.values_list("state", flat=True)) == ["brings", "uploaded"]
    given = Material.objects.last()
    file = reverse("forum:answer-link-material", args=[token, given.pk])
    assert file in page
    assert b"".join(reader.get(file).streaming_content) == b"%PDF-1.7 rahasia"
    entry = LedgerEntry.objects.filter(verb=events.MATERIAL_BROUGHT).latest("seq")
    assert "Siti" not in f"{entry.actor_label} {entry.data}"


def test_link_uploads_nothing_for_others_not_without_end_and_not_for_who_is_no_longer_invited(
    invitation, data, slides, reader
):
    token = links_of(invitation)[ADDRESS]
    assert reader.post(reverse("forum:answer-link-bring", args=[token, slides.pk])).status_code in (302, 403)
    assert reader.post(reverse("forum:answer-link-bring", args=["tidak", data.pk])).status_code == 404
    assert not Material.objects.exists()
    url = reverse("forum:answer-link-bring", args=[token, data.pk])
    for _time in range(BY_LINK_PER_HOUR + 1):
        reader.post(url, {"brings": "1"})
    assert Material.objects.count() == BY_LINK_PER_HOUR
    invitation.invitees.filter(person__isnull=False).delete()
    assert reader.post(url, {"brings": "1"}).status_code == 403
    assert Material.objects.count() == BY_LINK_PER_HOUR


def test_reminder_says_what_is_still_to_be_brought(invitation, office, data):
    invitation.reminders.add(Reminder(days_before=60, to=Reminder.To.SILENT))
    invitation.save()
    letters.deliver(invitation, by=None)
    invitation.deliveries.update(sent_at=timezone.now() - datetime.timedelta(days=70))
    services.bring_material(data, organisation=office, by=member_of(office, email="x@contoh.id"))
    mail.outbox.clear()
    reminding.remind(invitation.pk)
    told = {one.to[0]: one.body for one in mail.outbox}
    assert "- Data aduan" in told[ADDRESS]
    assert "- Paparan" not in told[ADDRESS]
    [to_office] = [body for address, body in told.items() if "- Paparan" in body]
    assert "- Data aduan" not in to_office


def test_file_goes_a_year_after_the_meeting_and_when_its_person_asks(invitation, office, data):
    kept = services.bring_material(data, organisation=office, file=pdf(), by=member_of(office))
    [token] = [link for address, link in links_of(invitation).items() if address == ADDRESS]
    link = invitation.answer_links.get(person__isnull=False)
    theirs = services.bring_by_link(data, link=link, file=pdf())
    assert token
    services.forget_invited_people_at([ADDRESS])
    theirs.refresh_from_db()
    kept.refresh_from_db()
    assert (bool(theirs.file), bool(kept.file)) == (False, True)
    place = kept.file.name
    services.forget_registrations(at=invitation.closes_at + datetime.timedelta(days=380))
    kept.refresh_from_db()
    assert (kept.file.name, kept.state) == ("", "uploaded")
    assert not kept.file.storage.exists(place)


def test_line_for_one_person_is_asked_of_that_person_alone_by_their_link(invitation, office):
    siti = InvitedPerson.objects.get()
    item = BringItem.objects.create(invitation=invitation, text="Daftar warga", person=siti, sort_order=2)
    assert {party for party, text in states(invitation) if text == "Daftar warga"} == {"Siti Aminah"}
    assert letter_of(invitation, with_meeting=True)["bring"][-1] == "Daftar warga (Camat Kalitidu)"  # without the name
    links = links_of(invitation)
    with pytest.raises(PermissionDenied):
        services.bring_by_link(item, link=link_of(links[OFFICE]))
    with pytest.raises(PermissionDenied):
        services.bring_material(item, organisation=office, by=member_of(office))
    services.bring_by_link(item, link=link_of(links[ADDRESS]), file=pdf())
    assert states(invitation)["Siti Aminah", "Daftar warga"] == "diunggah"
    with pytest.raises(IntegrityError), transaction.atomic():
        BringItem.objects.filter(pk=item.pk).update(organisation=office)
