"""Pages of minutes: who sees what, permanent links, corrections, follow-ups, files."""

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction, Site

from cms.models import StandardPage
from minutes import services
from minutes.models import Attachment, MinutesPage
from minutes.models.states import State
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    bring_to,
    invitation_page,
    meeting_page,
    member_of,
    minutes_archive,
    minutes_page,
    said,
    secretariat_user,
)

pytestmark = pytest.mark.django_db


def login(client, user):
    client.logout()
    if user:
        client.force_login(user)
    return client


def test_published_page_shows_the_whole_record(client):
    kpi = OrganisationFactory(name="Koalisi Perempuan Indonesia")
    earlier = meeting_page(title="Rapat sebelumnya")
    meeting = meeting_page(title="Rapat 28 Juni", agenda=["Persiapan renaksi"], previous_meeting=earlier)
    invitation_page(parent=meeting, number="005/123/2018")
    minutes = minutes_page(
        meeting=meeting,
        present=[kpi],
        discussion=[said("Perlu bahasa mudah", kpi, "Ketua cabang")],
        inputs=["Video singkat"],
        decisions=["Dibentuk tim"],
        public_participants=3,
        state=State.PUBLISHED,
    )
    html = client.get(minutes.url).content.decode()
    for words in (
        "Koalisi Perempuan Indonesia", "Perlu bahasa mudah", "Ketua cabang", "Video singkat", "Dibentuk tim",
        "Persiapan renaksi", "Rapat 28 Juni", "Rapat sebelumnya", "005/123/2018", 'id="keputusan-1"', "/unduh/pdf/",
    ):  # fmt: skip
        assert words in html


def test_decision_has_a_page_at_a_permanent_address(client):
    secretariat = secretariat_user()
    minutes = minutes_page(decisions=["Satu", "Dua"], state=State.PUBLISHED, by=secretariat)
    link = reverse("minutes:decision", args=[minutes.pk, 2])
    assert link == f"/notula/{minutes.pk}/keputusan/2/"
    minutes = services.reopen_minutes(minutes, reason="Judul salah", by=secretariat)
    draft = minutes.get_latest_revision_as_object()
    draft.slug = draft.title = "judul-baru"
    draft.save_revision(user=secretariat)
    minutes = bring_to(MinutesPage.objects.get(pk=minutes.pk), State.PUBLISHED, by=secretariat)
    html = client.get(link).content.decode()
    assert f"{minutes.url}#keputusan-2" in html
    assert f"2 Tahun {minutes.meeting.starts_at.year}" in html
    assert "judul-baru" not in minutes.url
    assert client.get(reverse("minutes:decision", args=[minutes.pk, 3])).status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.CIRCULATED, State.APPROVED])
def test_unpublished_minutes_have_no_public_address(client, state):
    secretariat = secretariat_user()
    minutes = minutes_page(state=state, by=secretariat)
    addresses = [
        minutes.url,
        reverse("minutes:decision", args=[minutes.pk, 1]),
        reverse("minutes:download", args=[minutes.pk, "pdf"]),
    ]
    for address in addresses:
        assert client.get(address).status_code == 404
    minutes = bring_to(minutes, State.PUBLISHED, by=secretariat)
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]


def test_private_minutes_cannot_be_downloaded_by_others(client):
    minutes = minutes_page(state=State.PUBLISHED)
    PageViewRestriction.objects.create(page=minutes, restriction_type=PageViewRestriction.LOGIN)
    address = reverse("minutes:download", args=[minutes.pk, "odt"])
    assert client.get(address).status_code == 404
    assert login(client, member_of(OrganisationFactory())).get(address).status_code == 200


def test_circulated_text_is_for_those_who_took_part(client):
    guest, stranger = OrganisationFactory(), OrganisationFactory()
    secretariat = secretariat_user()
    minutes = minutes_page(present=[guest], decisions=["Belum untuk umum"], state=State.CIRCULATED, by=secretariat)
    address = reverse("minutes:circulated", args=[minutes.pk])
    for user, status in [(None, 404), (member_of(stranger), 404), (member_of(guest), 200), (secretariat, 200)]:
        response = login(client, user).get(address)
        assert response.status_code == status
        assert ("Belum untuk umum" in response.content.decode()) == (status == 200)
    services.reopen_minutes(bring_to(minutes, State.APPROVED, by=secretariat), reason="Keliru", by=secretariat)
    assert login(client, member_of(guest)).get(address).status_code == 404


def test_archive_leads_those_who_took_part_to_the_circulated_text(client):
    guest, stranger, secretariat = OrganisationFactory(), OrganisationFactory(), secretariat_user()
    post, chair = PostFactory(), PersonFactory()
    MembershipFactory(person=chair, organisation=post.organisation, post=post)
    archive = minutes_archive()
    minutes = minutes_page(title="Diedarkan", present=[guest], chair=post, state=State.CIRCULATED, by=secretariat)
    minutes_page(title="Masih draf", present=[guest], chair=post, by=secretariat)
    address = reverse("minutes:circulated", args=[minutes.pk])
    readers = [(None, False), (member_of(stranger), False), (member_of(guest), True), (chair.user, True)]
    for user, finds in [*readers, (secretariat, True)]:
        html = login(client, user).get(archive.url).content.decode()
        assert (address in html) == (client.get(address).status_code == 200) == finds
        assert "Masih draf" not in html


def test_circulated_text_is_the_frozen_one(client):
    guest, secretariat = OrganisationFactory(), secretariat_user()
    minutes = minutes_page(present=[guest], state=State.CIRCULATED, by=secretariat)
    draft = minutes.get_latest_revision_as_object()
    draft.title = "Judul yang belum diedarkan"
    draft.save_revision(user=secretariat)
    response = login(client, member_of(guest)).get(reverse("minutes:circulated", args=[minutes.pk]))
    assert "Judul yang belum diedarkan" not in response.content.decode()


def test_a_member_sends_a_correction_that_the_others_read(client):
    bi, kpi = OrganisationFactory(), OrganisationFactory()
    minutes = minutes_page(present=[bi, kpi], state=State.CIRCULATED)
    address = reverse("minutes:circulated", args=[minutes.pk])
    assert login(client, member_of(bi)).post(address, {"text": ""}).status_code == 200
    client.post(address, {"text": "Masukan 1 <b>kurang</b>"})
    html = login(client, member_of(kpi)).get(address).content.decode()
    assert "Masukan 1 &lt;b&gt;kurang" in html
    assert login(client, secretariat_user()).post(address, {"text": "Bukan peserta"}).status_code == 403


def test_the_chair_approves_on_the_site_and_a_member_does_not(client):
    guest, post = OrganisationFactory(), PostFactory()
    chair = PersonFactory()
    MembershipFactory(person=chair, organisation=post.organisation, post=post)
    minutes = minutes_page(present=[guest], chair=post, is_over=True)
    address = reverse("minutes:approve", args=[minutes.pk])
    assert login(client, None).post(address).status_code == 404
    assert login(client, member_of(guest)).post(address).status_code == 403
    login(client, chair.user).post(address)
    assert MinutesPage.objects.get(pk=minutes.pk).state == State.APPROVED


def test_follow_up_is_reported_by_the_organisation_in_charge(client):
    owner, other = OrganisationFactory(), OrganisationFactory()
    minutes = minutes_page(present=[owner, other], state=State.PUBLISHED)
    address = reverse("minutes:action-report", args=[minutes.pk, 1])
    assert login(client, None).get(address).status_code == 302
    assert login(client, member_of(other)).post(address, {"state": "done", "note": "Sudah"}).status_code == 403
    assert minutes.reports.count() == 0
    assert login(client, member_of(owner)).get(address).status_code == 200
    client.post(address, {"state": "done", "audience": "public", "note": "Draf dikirim"})
    assert "Draf dikirim" in login(client, None).get(minutes.url).content.decode()


def queries_of_page(client, count):
    organisations = [OrganisationFactory() for _ in range(count)]
    minutes = minutes_page(
        present=organisations,
        discussion=[said("Bicara", one) for one in organisations],
        inputs=["Masukan"] * count,
        decisions=["Keputusan"] * count,
        actions=[("Tindak lanjut", None)] * count,
        state=State.PUBLISHED,
    )
    client.get(minutes.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(minutes.url)
    return len(queries)


def test_public_page_asks_the_database_the_same_for_any_number(client):
    assert queries_of_page(client, 1) == queries_of_page(client, 3) == 16


def test_attachment_of_a_draft_is_served_to_the_secretariat_only(client):
    document = get_document_model().objects.create(title="Paparan", file=ContentFile(b"isi", name="paparan.txt"))
    secretariat = secretariat_user()
    minutes = minutes_page(by=secretariat)
    Attachment.objects.create(minutes=minutes, title="Paparan", document=document)
    assert client.get(document.url).status_code == 404
    assert login(client, secretariat).get(document.url).status_code == 200
    login(client, None)
    minutes = MinutesPage.objects.get(pk=minutes.pk)
    minutes.save_revision(user=secretariat)
    bring_to(minutes, State.PUBLISHED, by=secretariat)
    assert client.get(document.url).status_code == 200


def test_attachment_that_only_a_draft_names_is_read_by_those_who_may_read_the_draft(client):
    document = get_document_model().objects.create(title="Paparan", file=ContentFile(b"isi", name="paparan.txt"))
    secretariat, came = secretariat_user(), OrganisationFactory()
    minutes = minutes_page(present=[came], by=secretariat)
    draft = minutes.get_latest_revision_as_object()
    draft.attachments.add(Attachment(title="Paparan", document=document))
    draft.save_revision(user=secretariat)
    readers = {None: 404, member_of(OrganisationFactory()): 404, member_of(came): 404, secretariat: 200}
    for reader, status in readers.items():
        assert login(client, reader).get(document.url).status_code == status
    bring_to(MinutesPage.objects.get(pk=minutes.pk), State.CIRCULATED, by=secretariat)
    for reader, status in zip(readers, [404, 404, 200, 200], strict=True):
        assert login(client, reader).get(document.url).status_code == status


def test_file_is_read_by_whoever_may_read_a_page_that_links_to_it(client):
    document = get_document_model().objects.create(title="Paparan", file=ContentFile(b"isi", name="paparan.txt"))
    assert client.get(document.url).status_code == 404
    page = StandardPage(title="Tentang", body=f'<p><a linktype="document" id="{document.pk}">Paparan</a></p>')
    Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    assert client.get(document.url).status_code == 200
    page.unpublish()
    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize("format", ["pdf", "docx", "odt"])
def test_download_is_the_same_bytes_until_the_content_changes(client, format):
    minutes = minutes_page(decisions=["Satu #import $x <script>"], state=State.PUBLISHED)
    address = reverse("minutes:download", args=[minutes.pk, format])
    first = client.get(address)
    assert first.status_code == 200
    assert first.content[:2] in {b"%P", b"PK"}
    cache.clear()
    assert client.get(address).content == first.content
    by = secretariat_user()
    minutes = services.reopen_minutes(minutes, reason="Salah tanggal", by=by)
    bring_to(minutes, State.PUBLISHED, by=by)
    assert client.get(address).content != first.content
    assert client.get(reverse("minutes:download", args=[minutes.pk, "exe"])).status_code == 404
