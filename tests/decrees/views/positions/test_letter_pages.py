"""The pages of a letter without a script: brought, looked through, taken in, by the secretariat and by members."""

import re

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from decrees import services
from decrees.models import Comment, Letter, LetterPart
from decrees.services.letters.reading import read_letter
from decrees.text import find
from tests.clients import as_, expired
from tests.decrees.services.letters.test_letters import WORDS, looked_through, points
from tests.factories import OrganisationFactory, circulated, member_of, opened, secretariat_user
from tests.factories.decrees import next_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def bi(db):
    return OrganisationFactory(name="Bojonegoro Institute", short_name="BI")


@pytest.fixture
def version(bi):
    version = circulated()
    opened(version, bi)
    return version


def page(version):
    return reverse("decrees:letters", args=[version.decree_id])


def text_of(answer):
    return answer.content.decode()


def bring(client, draft, django_capture_on_commit_callbacks, **fields):
    with django_capture_on_commit_callbacks(execute=True):
        return client.post(page(draft), fields)


def test_secretariat_brings_a_file_and_takes_it_in_with_few_presses(version, bi, django_capture_on_commit_callbacks):
    client = as_(secretariat_user())
    file = SimpleUploadedFile("surat.txt", WORDS.encode())
    fields = {"organisation": bi.pk, "number": "12/BI/2026", "version": version.number, "file": file}
    fields["received_on"] = client.get(page(version)).context["form"].fields["received_on"].initial
    answer = bring(client, version, django_capture_on_commit_callbacks, **fields)
    letter = Letter.objects.get()
    assert answer.url == letter.get_absolute_url()
    shown = text_of(client.get(answer.url))
    assert "Diktum KESATU" in shown
    assert "Tidak dipakai: 3 bagian surat" in shown
    presses = 2
    client.post(answer.url, {"sure": "1"})
    for part in letter.parts.filter(state=LetterPart.State.OPEN):
        address = reverse("decrees:letter-part", args=[version.decree_id, letter.pk, part.pk])
        client.post(address, {"edition": part.edition, "drop": "1"})
        presses += 1
    client.post(answer.url, {"take": "1"})
    client.post(answer.url, {"take": "1"})
    assert Comment.objects.count() == 2
    assert presses == 3
    card = text_of(as_().get(version.decree.url))
    assert "Dari surat BI" in card


def test_place_in_the_letter_is_reached_from_the_comment_by_everybody_and_the_rest_by_nobody_else(version, bi):
    member = member_of(bi)
    letter = services.bring_letter(version.decree, organisation=bi, content=WORDS.encode(), by=member)
    read_letter(letter.pk)
    assert as_().get(letter.get_absolute_url()).status_code == 404
    one, _two = services.take_letter(looked_through(letter, member), by=member)
    place = reverse("decrees:letter-place", args=[version.decree_id, one.letter_part_id])
    assert as_().get(place).url == f"{letter.get_absolute_url()}#bagian-{one.letter_part_id}"
    public, own = (text_of(as_(user).get(letter.get_absolute_url())) for user in (None, member))
    assert f'id="bagian-{one.letter_part_id}"' in public
    assert "Siti Aminah" not in public
    assert "Siti Aminah" in own
    file = f"{letter.get_absolute_url()}berkas/"
    assert as_().get(file).status_code == 404
    given = as_(member).get(file)
    assert b"".join(given.streaming_content) == WORDS.encode()
    assert "attachment" in given["Content-Disposition"]


def letter_of(version, bi, by):
    letter = services.bring_letter(version.decree, organisation=bi, content=WORDS.encode(), by=by)
    read_letter(letter.pk)
    return letter


def test_other_clause_is_one_press_away(version, bi):
    member = member_of(bi)
    part = points(letter_of(version, bi, member))[1]
    address = reverse("decrees:letter-part", args=[version.decree_id, part.letter_id, part.pk])
    other = next(clause for clause, _why in part.offers if clause != part.clause)
    answer = as_(member).post(address, {"edition": part.edition, "clause": other})
    assert answer.url.endswith(f"#bagian-{part.pk}")
    part.refresh_from_db()
    assert (part.clause, part.state) == (other, "confirmed")


def test_cut_that_cannot_be_made_says_why_beside_the_words_and_keeps_them(version, bi):
    member = member_of(bi)
    letter = services.bring_letter(version.decree, organisation=bi, content=WORDS.encode(), by=member)
    read_letter(letter.pk)
    part = points(letter)[0]
    address = reverse("decrees:letter-part", args=[version.decree_id, letter.pk, part.pk])
    half = len(part.text) // 2
    cut = {"edition": part.edition, "split": "1", "text": f"{part.text[:half]}\n\n{part.text[half:]} Dan lain-lain."}
    answer = as_(member).post(address, cut)
    assert answer.status_code == 422
    assert "Dan lain-lain." in text_of(answer)
    assert answer.context["split"].errors["text"]
    assert as_(member).post(address, {**cut, "text": cut["text"].removesuffix(" Dan lain-lain.")}).status_code == 302
    assert points(letter)[0].text == part.text[:half].strip()


def test_what_was_typed_is_there_again_after_an_error_a_faster_colleague_and_an_ended_session(version, bi):
    member = member_of(bi)
    part = points(letter_of(version, bi, member))[1]
    address = reverse("decrees:letter-part", args=[version.decree_id, part.letter_id, part.pk])
    typed = {"edition": part.edition, "clause": "rec-b", "said": "Kata-kata saya.", "passage": "", "wording": ""}
    wrong = as_(member).post(address, {**typed, "clause": "nowhere"})
    assert wrong.status_code == 422
    assert "Kata-kata saya." in text_of(wrong)
    left = expired(member)
    assert "login" in left.post(address, typed).url
    left.force_login(member)
    assert "Kata-kata saya." in text_of(left.get(address))
    services.confirm_point(part, edition=part.edition, by=member)
    late = as_(member).post(address, typed)
    assert late.status_code == 422
    assert "Kata-kata saya." in text_of(late)
    edition = re.search(r'name="edition" value="(\d+)"', text_of(late))[1]
    assert as_(member).post(address, {**typed, "edition": edition}).status_code == 302
    part.refresh_from_db()
    assert (part.said, part.clause) == ("Kata-kata saya.", "rec-b")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\3\4 not a package", "tidak sesuai dengan namanya"),
        (b"\0\1", "teks biasa"),
        (b"x" * (10 * 2**20 + 1), "10 MB"),
    ],
)
def test_what_is_no_letter_is_refused_in_words(version, bi, content, words):
    answer = as_(member_of(bi)).post(
        page(version), {"organisation": bi.pk, "file": SimpleUploadedFile("s.docx", content)}
    )
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Letter.objects.count() == 0


def test_scan_is_typed_in_here(version, bi, django_capture_on_commit_callbacks):
    client = as_(member_of(bi))
    file = SimpleUploadedFile("s.pdf", b"%PDF-1.4 broken")
    answer = bring(client, version, django_capture_on_commit_callbacks, organisation=bi.pk, file=file)
    assert "ketik isinya di sini" in text_of(client.get(answer.url))
    client.post(answer.url, {"text": WORDS})
    assert "Diktum KESATU" in text_of(client.get(answer.url))


def test_stranger_finds_no_letters_and_no_way_to_bring_one(version, bi):
    letter_of(version, bi, member_of(bi))
    reader = as_(member_of(OrganisationFactory()))
    assert reader.get(page(version)).status_code == 403
    assert reader.post(page(version), {"organisation": bi.pk, "pasted": WORDS}).status_code == 403
    assert as_().get(page(version)).status_code == 302


def test_comment_from_a_letter_is_carried_with_its_place_in_it(version, bi):
    member = member_of(bi)
    letter = letter_of(version, bi, member)
    services.take_letter(looked_through(letter, member), by=member)
    newer = next_version(version, rec_b="bahwa perlu menetapkan Keputusan Bupati;")
    assert "Dari surat BI" in text_of(as_().get(newer.decree.url))


def test_point_about_several_clauses_shows_the_words_of_each_by_its_name(version, bi):
    letter = letter_of(version, bi, member := member_of(bi))
    both, one = points(letter)[:2]
    LetterPart.objects.filter(pk=both.pk).update(clause="dik-1", also=["rec-a"], state=LetterPart.State.OPEN)
    shown = lxml.html.fromstring(text_of(as_(member).get(letter.get_absolute_url())))
    words = [" ".join(line.text_content().split()) for line in shown.xpath(f"//li[@id='bagian-{both.pk}']//p[b]")]
    named = {
        name: find(version.document, clause).text
        for name, clause in (("Diktum KESATU", "dik-1"), ("Menimbang huruf a", "rec-a"))
    }
    assert [line.split(":")[0] for line in words] == list(named)
    assert all(text.split()[0] in line for line, text in zip(words, named.values(), strict=True))
    assert not shown.xpath(f"//li[@id='bagian-{one.pk}']//p[b]"), "one clause is named by the title alone"
