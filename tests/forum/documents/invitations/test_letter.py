"""The letter of an invitation on paper, as page, PDF, DOCX and ODT."""

import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader
from wagtail.images.models import Image as Picture
from wagtail.images.tests.utils import get_test_image_file

from forum.documents import FORMATS, model, render
from forum.documents.invitations.letter import DRAFT, build_letter
from forum.models import ForumSettings, InvitationPage, Membership, Post
from forum.models.invitations.shown import freeze, signature_lines
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    invitation_page,
    meeting_page,
)
from tests.forum.documents.readers import words

pytestmark = pytest.mark.django_db

Signing = InvitationPage.Signing
NIP = "19700101 199503 1 001"


@pytest.fixture
def local():
    lines = "PEMERINTAH KABUPATEN BOJONEGORO\nDINAS KOMUNIKASI DAN INFORMATIKA\nJalan Mas Tumapel 1"
    local = ForumSettings.objects.first() or ForumSettings(site_id=1)
    local.letterhead, local.place = lines, "Bojonegoro"
    local.save()
    return local


def held(label, name="Hendro Prasetyo", **person):
    """An office, and who holds it."""
    post = PostFactory(label=label)
    holder = PersonFactory(name=name, honorific_prefix="Drs.", honorific_suffix="M.Si.", **person)
    MembershipFactory(person=holder, organisation=post.organisation, post=post)
    return post


def invite(units=2, **fields):
    starts = timezone.make_aware(datetime.datetime(2017, 5, 9, 13))
    agenda = ["Kunjungan tim OGP", "Pencapaian B03"]
    meeting = meeting_page(title="Rapat Koordinasi", starts_at=starts, room="Ruang Rapat Lantai 3", agenda=agenda)
    fields = {
        "number": "005/17/412.215/2017", "letter_date": datetime.date(2017, 5, 4), "nature": "important",
        "title": "Undangan rapat", "enclosure": "1 (satu) berkas", "attire": "batik", "contact": "(0353) 881826",
        "closing": "Demikian disampaikan terima kasih.", "copies_to": "Bupati Bojonegoro\nSekretaris Daerah",
        **fields,
    }  # fmt: skip
    to = [OrganisationFactory(name=f"Dinas {n}") for n in range(units)]
    return invitation_page(parent=meeting, to=to, bring=["DPA Tahun 2017"], **fields)


def text_of(invitation, format="pdf", **options):
    return " ".join(words(render(build_letter(invitation, with_meeting=True, **options), format), format))


@pytest.mark.parametrize("format", FORMATS)
def test_each_field_of_a_letter_stands_in_each_file(local, format):
    office = held("Kepala Dinas Kominfo", rank="Pembina Utama Muda")
    invitation = invite(signed_by=office, is_open=False)
    text = text_of(invitation, format)
    for field in [
        "PEMERINTAH KABUPATEN BOJONEGORO", "Jalan Mas Tumapel 1", "Bojonegoro, 4 Mei 2017", "005/17/412.215/2017",
        "Penting", "1 (satu) berkas", "Undangan rapat", "Yth.", "1. Dinas 0", "2. Dinas 1", "di – BOJONEGORO",
        invitation.opening, "Selasa", "9 Mei 2017", "pukul 13.00 WIB s.d. selesai", "Ruang Rapat Lantai 3",
        "Kunjungan tim OGP", "Pencapaian B03", "DPA Tahun 2017", "Pakaian: batik", "(0353) 881826",
        "Demikian disampaikan terima kasih.", "KEPALA DINAS KOMINFO,", "Drs. HENDRO PRASETYO, M.Si.",
        "Pembina Utama Muda", "Bupati Bojonegoro", "Sekretaris Daerah",
    ]:  # fmt: skip
        assert field in text.replace("\u00a0", " ")


def test_those_whom_a_letter_does_not_hold_are_listed_in_its_annex(local):
    many = invite(7)
    pages = PdfReader(io.BytesIO(render(build_letter(many, with_meeting=True), "pdf"))).pages
    assert "Daftar undangan terlampir" in " ".join(pages[0].extract_text().split())
    annex = pages[1].extract_text()
    assert "LAMPIRAN SURAT UNDANGAN" in annex
    assert "005/17/412.215/2017" in annex
    assert all(f"Dinas {n}" in annex for n in range(7))
    many.invitees.last().delete()
    assert "DAFTAR UNDANGAN" not in text_of(InvitationPage.objects.get(pk=many.pk))


@pytest.mark.parametrize("format", FORMATS)
def test_letter_that_is_for_nobody_yet_is_a_paper_all_the_same(local, format):
    assert "Yth. … Dalam rangka" in text_of(invite(units=0, is_open=False), format)


OFFICES = [
    "Bupati Bojonegoro", "Wakil Bupati Bojonegoro", "Staf Ahli Bupati", "Kepala Subbagian Umum", "Sekretaris Kecamatan",
    "Ketua Tim Pelaksana", "Sekretaris Daerah", "Asisten Pemerintahan", "Inspektur",
    "Kepala Dinas Kominfo", "Kepala Badan Perencanaan Pembangunan Daerah", "Kepala Bagian Hukum", "Camat Balen",
    "Kepala Satuan Polisi Pamong Praja", "Direktur RSUD Padangan", "Sekretaris DPRD", "Kepala Bidang Statistik",
    "Lurah Kadipaten", "Kepala Desa Sukorejo",
]  # fmt: skip


@pytest.mark.parametrize("office", OFFICES)
def test_signature_says_by_what_right_somebody_signs(office):
    posts = {"signed_by": Post(label=office), "in_name_of": Post(label="Bupati"), "through": Post(label="Sekda")}
    for signing, lines in [
        (Signing.OWN, [office.upper()]),
        (Signing.ACTING, [f"Plt. {office.upper()}"]),
        (Signing.DAILY, [f"Plh. {office.upper()}"]),
        (Signing.IN_NAME, ["a.n. BUPATI", office.upper()]),
        (Signing.ON_BEHALF, ["a.n. BUPATI", "SEKDA", "u.b.", office.upper()]),
    ]:
        assert signature_lines(InvitationPage(signing=signing, **posts)) == lines


def test_office_above_is_asked_for_where_the_signature_names_it():
    office = PostFactory(label="Kepala Bagian Hukum")
    InvitationPage(signing=Signing.OWN).clean()
    for signing, given, missing in [
        (Signing.ACTING, {}, {"signed_by"}),
        (Signing.IN_NAME, {"signed_by": office}, {"in_name_of"}),
        (Signing.ON_BEHALF, {"signed_by": office, "in_name_of": office}, {"through"}),
    ]:
        with pytest.raises(ValidationError) as refused:
            InvitationPage(signing=signing, **given).clean()
        assert set(refused.value.error_dict) == missing


def test_acting_official_signs_with_the_name_that_was_chosen(local):
    office = held("Kepala Dinas Kominfo", name="Hendro Prasetyo")
    acting = PersonFactory(name="Ratna Wulandari")
    text = text_of(invite(signed_by=office, signing=Signing.ACTING, signatory=acting))
    assert "Plt. KEPALA DINAS KOMINFO, RATNA WULANDARI" in text
    assert "HENDRO" not in text


def test_letter_stays_signed_as_it_was_published(local):
    office = held("Kepala Dinas Kominfo", rank="Pembina")
    invitation = invite(signed_by=office)
    invitation.frozen = freeze(invitation)
    before = render(build_letter(invitation, with_meeting=True), "pdf")
    Membership.objects.all().delete()
    office.label = "Kepala Dinas Lain"
    office.save()
    invitation.signed_by.refresh_from_db()
    assert render(build_letter(invitation, with_meeting=True), "pdf") == before


def test_employee_number_stands_only_on_the_paper_to_be_signed(local, reader, secretariat):
    invitation = invite(signed_by=held("Kepala Dinas Kominfo", employee_number=NIP))
    assert f"NIP {NIP}" in text_of(invitation, to_be_signed=True).replace("\u00a0", " ")
    file = f"/undangan/{invitation.pk}/unduh/docx/"
    assert NIP not in " ".join(words(reader.get(file).content, "docx"))
    assert NIP not in reader.get(invitation.url).content.decode()
    reader.force_login(secretariat)
    assert NIP in " ".join(words(reader.get(file).content, "docx"))


def test_draft_says_so_and_is_for_the_secretariat(local, reader, secretariat):
    invitation = invite(live=False)
    invitation.save_revision()
    file = f"/undangan/{invitation.pk}/unduh/pdf/"
    assert reader.get(file).status_code == 404
    reader.force_login(secretariat)
    assert DRAFT in " ".join(words(reader.get(file).content, "pdf"))
    assert reader.get(f"/undangan/{invitation.pk}/unduh/exe/").status_code == 404


def test_office_chooses_paper_and_emblem(local):
    invitation = invite()
    size = PdfReader(io.BytesIO(render(build_letter(invitation, with_meeting=True), "pdf"))).pages[0].mediabox
    assert [round(float(side) / 72 * 25.4) for side in (size.width, size.height)] == [215, 330]
    local.letter_paper = "a4"
    local.emblem = Picture.objects.create(title="Lambang", file=get_test_image_file(size=(900, 1200)))
    local.save()
    document = build_letter(invitation, with_meeting=True)
    page = PdfReader(io.BytesIO(render(document, "pdf"))).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height)] == [210, 297]
    assert len(page.images) == 1
    head = document.blocks[0]
    assert isinstance(head, model.Letterhead)
    assert Image.open(io.BytesIO(head.emblem.data)).size == (450, 600)


def test_who_asks_for_a_letter_that_cannot_be_drawn_is_led_to_the_page(local, reader, settings):
    invitation = invite(title="Undangan yang tidak tergambar")
    settings.DOCUMENT_SECONDS = 0
    answer = reader.get(f"/undangan/{invitation.pk}/unduh/pdf/")
    assert answer.status_code == 503
    assert f'href="{invitation.url}"' in answer.content.decode()
