"""The paper form of minutes holds all that a notula of an office holds."""

import io

import pytest
from pypdf import PdfReader

from forum.documents import FORMATS
from forum.documents.downloads import file_of
from forum.documents.model import KeyValues, Signatures, Table, Title
from minutes.documents import paper
from minutes.documents.excerpt import build_excerpt
from minutes.models import MinutesPage
from minutes.models.states import State
from minutes.reading.decisions import decision_of
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    invitation_page,
    meeting_page,
    minutes_page,
    said,
)
from tests.forum.documents.numbers import numbered_paragraphs
from tests.forum.documents.readers import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes():
    post = PostFactory(label="Asisten Pemerintahan")
    MembershipFactory(person=PersonFactory(name="Budi Santosa"), organisation=post.organisation, post=post)
    meeting = meeting_page(agenda=["Evaluasi B03", "Lain-lain"])
    invitation_page(parent=meeting, number="005/123/2017")
    invitation_page(parent=meeting, title="Undangan tertutup", number="RAHASIA/1", is_open=False)
    guest = OrganisationFactory(name="Bojonegoro Institute")
    paragraph = {"type": "paragraph", "value": "<p>Soal <b>data</b></p><ul><li>dawis</li></ul>"}
    return minutes_page(
        meeting=meeting,
        chair=post,
        number="188/1",
        present=[guest],
        discussion=[{"type": "heading", "value": "Pembukaan"}, paragraph, said("Setuju", guest, "Ketua")],
        state=State.PUBLISHED,
    )


def of_kind(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def test_facts_stand_in_the_order_of_the_form(minutes):
    document = paper.build_minutes(minutes)
    assert of_kind(document, Title)[0].lines == ("NOTULA", "NOMOR: 188/1")
    keys = [row.key for row in of_kind(document, KeyValues)[0].rows]
    assert keys == ["Rapat", "Hari/Tanggal", "Surat undangan", "Pukul", "Tempat", "Acara", "Pimpinan rapat"]


def test_letters_that_were_not_open_are_not_named(minutes):
    assert "RAHASIA" not in repr(paper.build_minutes(minutes))


def test_tables_of_attendance_and_follow_ups_and_the_chairs_signature(minutes):
    document = paper.build_minutes(minutes)
    attendance, actions = of_kind(document, Table)
    assert attendance.rows[0][1] == actions.rows[0][2] == "Bojonegoro Institute"
    signature = of_kind(document, Signatures)[0].right
    assert "Asisten Pemerintahan" in signature.office
    assert signature.name == "Budi Santosa"


def test_unpublished_minutes_say_that_they_are_a_draft():
    assert paper.build_minutes(minutes_page()).running_head == paper.DRAFT


def test_pdf_holds_the_words_of_the_minutes(minutes):
    pdf = PdfReader(io.BytesIO(file_of(paper.build_minutes(minutes), "pdf")))
    text = " ".join(page.extract_text() for page in pdf.pages)
    for words in ("NOTULA", "Evaluasi B03", "Pembukaan", "dawis", "Setuju", "Perlu sosialisasi", "Dibentuk tim kecil"):
        assert words in text


@pytest.mark.parametrize("format", FORMATS)
def test_every_text_of_the_page_stands_on_paper_word_for_word(format):
    guest = OrganisationFactory(name="Bojonegoro Institute")
    paragraph = "<p><b>Bupati</b> <i>hadir</i> di<br/>pendopo</p>"
    numbers = "<ol><li>satu<ol><li>anak</li></ol></li><li>dua</li></ol>"
    record = minutes_page(
        discussion=[
            {"type": "heading", "value": "Pembukaan"},
            {"type": "paragraph", "value": paragraph + numbers},
            said("Setuju.\n\uf0b7 jadwal\x0bbiaya", guest, "Ketua"),
            said("Tanpa organisasi", None, ""),
        ],
        inputs=["masukan\nberbaris"],
        decisions=["Tim:\n\uf0a7 satu\n\uf0a7 dua", "tutup"],
        state=State.PUBLISHED,
    )
    content = file_of(paper.build_minutes(record), format)
    text = pages(content) if format == "pdf" else numbered_paragraphs(content, format)
    words = " ".join(" ".join(text).split())
    for expected in (
        "Pembukaan Bupati hadir di pendopo 1. satu 1. anak 2. dua",
        "Ketua, Bojonegoro Institute: Setuju. • jadwal biaya Tanpa organisasi",
        "1. masukan berbaris",
        "1. Tim: ▪ satu ▪ dua 2. tutup",
    ):
        assert expected in words


def test_excerpt_holds_one_decision_with_its_number_its_dissent_and_the_chairs_signature(minutes):
    kept = MinutesPage.objects.get(pk=minutes.pk)
    kept.decisions.update(dissent="BI: anggaran belum ada")
    decision = decision_of(kept, 1)
    document = build_excerpt(kept, decision)
    year = kept.meeting.starts_at.year
    assert of_kind(document, Title)[0].lines == ("PETIKAN KEPUTUSAN RAPAT", f"NOMOR 1 TAHUN {year}")
    assert "Asisten Pemerintahan" in of_kind(document, Signatures)[0].right.office
    for words in ("Dibentuk tim kecil", "anggaran belum ada"):
        assert words in repr(document)
    assert "Menyusun draf" not in repr(document)
    assert all(file_of(document, one) for one in FORMATS)
