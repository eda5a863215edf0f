"""Who signs a letter, and by what right: nineteen forms that offices use, as page, PDF, DOCX and ODT."""

import re
from dataclasses import dataclass, field, replace

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from forum.documents import FORMATS, render
from forum.documents.invitations.letter import build_letter
from forum.documents.model import PageBreak
from forum.models import InvitationPage, SecondSignature
from forum.models.invitations.shown import freeze, thaw
from forum.reading.invitations.letter import letter_of
from tests.factories import MembershipFactory, PersonFactory, PostFactory, invitation_page
from tests.forum.documents.readers import words

pytestmark = pytest.mark.django_db
Signing = InvitationPage.Signing


@dataclass
class Form:
    """`office` signs; what stands on paper is `lines`."""

    office: str
    lines: list[str]
    name: str = "Hendro Prasetyo"
    titles: tuple[str, str] = ("Drs.", "M.Si.")
    rank: str = "Pembina Utama Muda"
    nip: str = "19700101 199503 1 001"
    signing: str = Signing.OWN
    above: dict[str, str] = field(default_factory=dict)
    second: "Form | None" = None

    @property
    def signed(self) -> list[str]:
        """As it stands below the lines; without a number on the page, which everybody reads."""
        prefix, suffix = self.titles
        name = " ".join(filter(None, [prefix, self.name.upper()])) + (f", {suffix}" if suffix else "")
        return list(filter(None, [name, self.rank, f"NIP {self.nip}" if self.nip else ""]))


REGENT, SECRETARY = {"in_name_of": "Bupati Bojonegoro"}, "Sekretaris Daerah"
PLAIN = {"titles": ("", ""), "rank": "", "nip": ""}
FORMS = {
    "regent": Form("Bupati Bojonegoro", ["BUPATI BOJONEGORO,"], rank="", nip=""),
    "deputy": Form("Wakil Bupati Bojonegoro", ["WAKIL BUPATI BOJONEGORO,"], rank="", nip=""),
    "secretary": Form(SECRETARY, ["SEKRETARIS DAERAH,"], rank="Pembina Utama Madya"),
    "in the name of": Form(
        SECRETARY, ["a.n. BUPATI BOJONEGORO", "SEKRETARIS DAERAH,"], signing=Signing.IN_NAME, above=REGENT
    ),
    "in the name of, through": Form(
        "Asisten Pemerintahan", ["a.n. BUPATI BOJONEGORO", "SEKRETARIS DAERAH", "u.b.", "ASISTEN PEMERINTAHAN,"],
        signing=Signing.ON_BEHALF, above={**REGENT, "through": SECRETARY},
    ),
    "in the name of, acting": Form(
        SECRETARY, ["a.n. BUPATI BOJONEGORO", "Plt. SEKRETARIS DAERAH,"], signing=Signing.NAME_PLT, above=REGENT
    ),
    "acting": Form("Kepala Dinas Kominfo", ["Plt. KEPALA DINAS KOMINFO,"], signing=Signing.ACTING),
    "while away": Form("Kepala Badan Pendapatan", ["Plh. KEPALA BADAN PENDAPATAN,"], signing=Signing.DAILY),
    "appointed": Form("Bupati Bojonegoro", ["Pj. BUPATI BOJONEGORO,"], signing=Signing.CARETAKER),
    "for the time being": Form("Kepala Desa Sukorejo", ["Pjs. KEPALA DESA SUKOREJO,"], signing=Signing.INTERIM),
    "head of a dinas": Form("Kepala Dinas Perhubungan", ["KEPALA DINAS PERHUBUNGAN,"], rank="Pembina Tk. I"),
    "camat": Form("Camat Balen", ["CAMAT BALEN,"], rank="Pembina"),
    "head of a village": Form("Kepala Desa Mojodeso", ["KEPALA DESA MOJODESO,"], **PLAIN),
    "inspector": Form("Inspektur", ["INSPEKTUR,"]),
    "director of a hospital": Form("Direktur RSUD Padangan", ["DIREKTUR RSUD PADANGAN,"], titles=("dr.", "Sp.B.")),
    "secretary of the council": Form("Sekretaris DPRD", ["SEKRETARIS DPRD,"]),
    "head of an NGO": Form("Ketua Bojonegoro Institute", ["KETUA BOJONEGORO INSTITUTE,"], **PLAIN),
    "dean": Form(
        "Dekan Fakultas Hukum", ["DEKAN FAKULTAS HUKUM,"], titles=("Prof. Dr.", "S.H., M.Hum."), rank="Guru Besar"
    ),
    "two offices": Form(
        "Sekretaris Forum", ["SEKRETARIS FORUM,"], **PLAIN,
        second=Form("Ketua Forum", ["Plt. KETUA FORUM,"], signing=Signing.ACTING, name="Ratna Wulandari"),
    ),
}  # fmt: skip


def held(form):
    """The office, and the official who holds it."""
    post = PostFactory(label=form.office)
    prefix, suffix = form.titles
    titles = {"honorific_prefix": prefix, "honorific_suffix": suffix}
    person = PersonFactory(name=form.name, rank=form.rank, employee_number=form.nip, **titles)
    MembershipFactory(person=person, organisation=post.organisation, post=post)
    return post


def letter(form, **fields):
    above = {name: PostFactory(label=label) for name, label in form.above.items()}
    invitation = invitation_page(signed_by=held(form), signing=form.signing, is_open=False, **above, **fields)
    if form.second:
        second = SecondSignature(signed_by=held(form.second), signing=form.second.signing)
        invitation.second_signatures = [second]
        invitation.save()
    return InvitationPage.objects.get(pk=invitation.pk)


def expected(form):
    """As it is read: line by line, or of two that stand beside each other row by row."""
    return [*form.lines, *form.signed]


def in_order(parts, text):
    return re.search(".*?".join(re.escape(part) for part in parts), text, re.DOTALL)


@pytest.fixture
def letters():
    return {name: letter(form, number=f"005/{n}") for n, (name, form) in enumerate(FORMS.items(), 1)}


@pytest.mark.parametrize("format", FORMATS)
def test_each_form_of_signature_stands_on_paper_with_all_its_fields_in_order(letters, format):
    papers = [build_letter(one, with_meeting=True, to_be_signed=True) for one in letters.values()]
    blocks = tuple(block for paper in papers for block in (*paper.blocks, PageBreak()))
    text = " ".join(words(render(replace(papers[0], blocks=blocks), format), format)).replace("\u00a0", " ")
    each = re.split(r"Nomor : 005/\d+", text)[1:]
    assert len(each) == len(FORMS)
    for part, form in zip(each, FORMS.values(), strict=True):
        for one in filter(None, [form, form.second]):
            assert in_order(expected(one), part), (one.office, part)
        if not form.nip:
            assert form.second or "NIP" not in part


@pytest.mark.parametrize("name", FORMS)
def test_page_says_the_same_but_the_number_of_the_employee(name):
    form = FORMS[name]
    shown = letter_of(letter(form), with_meeting=True)
    text = " ".join(strip_tags(render_to_string("forum/invitations/letter.html", shown)).split())
    for one in filter(None, [form, form.second]):
        assert in_order([part for part in expected(one) if not part.startswith("NIP ")], text)
    assert "NIP" not in text


def test_both_stay_as_they_signed(letters):
    invitation = letters["two offices"]
    frozen = freeze(invitation)
    SecondSignature.objects.all().delete()
    kept = thaw(frozen)
    assert [one.signing for one in kept.signatures] == [["Plt. KETUA FORUM"], ["SEKRETARIS FORUM"]]
    assert thaw({key: value for key, value in frozen.items() if key != "second"}).second is None
