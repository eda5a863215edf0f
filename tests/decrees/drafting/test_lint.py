"""What the editor is told before a version is circulated."""

import copy
import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given

from cms.services.preparing import prepare_site
from decrees import text
from decrees.drafting.lint import Finding, glossary, lint_draft
from decrees.models import DecreePage, Term
from forum.models import Post
from tests.factories import OrganisationFactory, PersonFactory, secretariat_user
from tests.factories.blocks import HEAD, diktum, document, raw_decrees, recital
from tests.factories.decrees import BODY, body, circulated, decree_page, rewritten, without

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@given(raw_decrees)
def test_blocks_of_a_document_build_it_again(raw):
    made = document(*raw)
    assert text.build(text.blocks_of(made), **HEAD) == made


def terms(**names):
    return [Term(preferred=preferred.replace("_", " "), variants=variants) for preferred, variants in names.items()]


def told(decree, *given):
    return lint_draft(DecreePage.objects.get(pk=decree.pk).get_latest_revision_as_object(), given)


def test_glossary_has_one_variant_a_line():
    assert glossary(terms(Tim_Pengarah="Dewan Pengarah\r\n\n Panitia Pengarah ")) == {
        "Tim Pengarah": ["Dewan Pengarah", "Panitia Pengarah"]
    }


def test_other_name_of_a_body_is_told_with_its_place():
    decree = decree_page(body=body(dik_1="Dewan Pengarah bekerja; Dewan Pengarah melapor."))
    findings = told(decree, *terms(Tim_Pengarah="Dewan Pengarah"))
    message = "“Dewan Pengarah” is called “Tim Pengarah” elsewhere. (2×)"
    assert findings == [Finding("dik-1", "diktum KESATU", message)]


def test_characters_that_the_pdf_cannot_show_are_told_with_their_place():
    findings = told(decree_page(body=body(dik_1="Membentuk 漢, \uf0b7 ꦗꦮ."), signatory="\U0001f44d"))
    assert [(one.block, one.place) for one in findings] == [("", ""), ("dik-1", "diktum KESATU")]
    assert "漢 (U+6F22): the PDF prints □ there" in findings[1].message


def test_draft_that_keeps_to_the_names_is_told_nothing():
    assert told(decree_page(), *terms(Tim_Pengarah="Dewan Pengarah")) == []


def test_reference_to_a_clause_that_is_gone_is_told_though_another_bears_its_number_now():
    blocks = [*body(), diktum("Seperti dimaksud dalam diktum KETIGA.", id="dik-4")]
    blocks.insert(5, diktum("Biaya dibebankan pada APBD.", id="dik-3"))
    first = circulated(decree_page(body=blocks))
    left = [block for block in blocks if block["id"] != "dik-3"]
    decree = rewritten(first.decree, blocks=left)
    assert [finding.message for finding in told(decree)] == [
        "“diktum KETIGA” meant diktum KETIGA of the version before, which is gone."
    ]


def recitals(last, gone=()):
    said = [recital(f"bahwa {name};", id=f"m-{name}") for name in "abc" if name not in gone]
    return [*said, recital(f"bahwa berdasarkan {last} perlu menetapkan Keputusan Bupati;", id="m-d"), *body()[2:]]


GONE = recitals("huruf a, huruf b, dan huruf b", gone="b")
REPEATED = "“huruf b” stands twice in one list."


def after_a_recital_went():
    """The version that was circulated with what was left of the list."""
    first = circulated(decree_page(body=recitals("huruf a, huruf b, dan huruf c")))
    return circulated(rewritten(first.decree, blocks=GONE), references="kesepakatan rapat")


def test_reference_whose_clause_went_versions_ago_is_told_as_long_as_it_stands():
    decree = after_a_recital_went().decree
    told_now = [finding.message for finding in told(decree)]
    assert told_now == ["“huruf b” meant Menimbang huruf b of version 1, which is gone.", REPEATED]
    decree = circulated(rewritten(decree, blocks=[*GONE[:-1], diktum("Lain.", id="dik-9"), GONE[-1]])).decree
    assert [finding.message for finding in told(decree)] == told_now


def test_reference_that_was_set_right_is_told_no_more():
    decree = after_a_recital_went().decree
    assert told(rewritten(decree, blocks=recitals("huruf a dan huruf b", gone="b"))) == []


def test_lost_reference_is_told_still_when_the_numbers_have_moved_on():
    decree = after_a_recital_went().decree
    decree = rewritten(decree, blocks=[recital("bahwa baru;", id="m-0"), *GONE])
    assert [finding.message for finding in told(decree)] == [
        "“huruf c” meant Menimbang huruf b of version 1, which is gone.",
        "“huruf c” stands twice in one list.",
    ]


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("diktum KEDUA huruf a dan diktum KEDUA huruf b", []),
        ("diktum KESATU dan diktum KEDUA. Diktum KESATU berlaku", []),
        ("diktum KESATU, KEDUA, dan KESATU", ["diktum KESATU"]),
        ("huruf a dan huruf a diktum KEDUA", ["huruf a"]),
    ],
)
def test_what_one_list_names_twice_is_told(text, repeated):
    findings = told(decree_page(body=body(dik_1=f"Sesuai dengan {text}.")))
    assert [finding.message for finding in findings] == [f"“{words}” stands twice in one list." for words in repeated]


def test_reference_to_what_never_was_is_told():
    decree = decree_page(body=body(dik_1="Sesuai dengan diktum KESEPULUH."))
    assert told(decree) == [Finding("dik-1", "diktum KESATU", "“diktum KESEPULUH” names nothing in this draft.")]


def test_words_after_the_points_lead_to_the_block_of_their_diktum():
    blocks = without("dik-2")
    blocks.insert(4, diktum("Tugas:", closing="sesuai dengan diktum KESEPULUH.", id="dik-2"))
    assert [finding.block for finding in told(decree_page(body=blocks))] == ["dik-2"]


def seated(office, **links):
    blocks = copy.deepcopy(BODY)
    row = blocks[-1]["value"]["body"][1]["value"]["rows"][1]["value"]
    row.update(office=office, **{name: record.pk for name, record in links.items()})
    return decree_page(body=blocks)


@pytest.mark.parametrize("office", ["Bojonegoro Institute", "BI", "Direktur BI", "Ketua Bojonegoro Institute;"])
def test_office_that_names_its_organisation_is_told_nothing(office):
    bi = OrganisationFactory(name="Bojonegoro Institute", short_name="BI")
    assert told(seated(office, organisation=bi)) == []


def test_office_that_is_called_otherwise_than_its_organisation_is_told():
    bi = OrganisationFactory(name="Bojonegoro Institute", short_name="BI")
    decree = seated("IDFoS", organisation=bi)
    assert [finding.message for finding in told(decree)] == [
        "“IDFoS” is linked to Bojonegoro Institute: the names differ."
    ]


def test_post_that_nobody_holds_is_told_until_somebody_does():
    bi = OrganisationFactory(name="Bojonegoro Institute")
    post = Post.objects.create(organisation=bi, label="Direktur")
    decree = seated("Direktur", post=post)
    assert [finding.message for finding in told(decree)] == ["Nobody holds the post “Direktur” today."]
    today = timezone.localdate()
    left = PersonFactory().memberships.create(
        organisation=bi, post=post, start_date=today - datetime.timedelta(days=9), end_date=today
    )
    assert told(decree) == []
    left.end_date = today - datetime.timedelta(days=1)
    left.save()
    assert len(told(decree)) == 1


@pytest.fixture
def editor(client):
    prepare_site()
    Term.objects.all().delete()
    user = secretariat_user()
    user.groups.add(Group.objects.get(name="Sekretariat"))
    client.force_login(user)
    return client


def test_editor_and_the_page_for_circulating_tell_the_same_and_circulating_goes_on(editor):
    Term.objects.create(preferred="Tim Pengarah", variants="Dewan Pengarah")
    decree = decree_page(body=body(dik_1="Membentuk Dewan Pengarah."))
    decree.save_revision()
    edit = f"/admin/pages/{decree.pk}/edit/"
    for address, link in [
        (edit, "#block-dik-1-section"),
        (f"/admin/rancangan/{decree.pk}/edarkan/", f"{edit}#block-dik-1-section"),
    ]:
        shown = editor.get(address).content.decode()
        assert f'<a href="{link}">diktum KESATU</a>' in shown
        assert "Tim Pengarah" in shown
    assert circulated(decree).number == 1


def test_page_that_is_not_saved_yet_opens(editor):
    decree = decree_page()
    assert editor.get(f"/admin/pages/add/decrees/decreepage/{decree.get_parent().pk}/").status_code == 200
