"""Changes in several places that are one: told once, explained once."""

import pytest
from django.urls import reverse

from decrees import services
from decrees.models import ChangeSource
from decrees.reading.sources import changes_of, unattributed_changes
from tests.clients import as_
from tests.factories import commented, open_draft
from tests.factories.blocks import annex, diktum, recital, roster, row
from tests.factories.decrees import next_version, secretariat_user

pytestmark = pytest.mark.django_db
LETTERS = "abcd"


def text(term, note="", *, with_annex=True):
    rows = [row(f"Anggota {n}", f"Dinas {n}", note, id=f"row-{n}") for n in range(3)]
    table = annex("SUSUNAN KEANGGOTAAN", roster(*rows, id="ros"), id="ann")
    recitals = [recital(f"bahwa {term} perlu menurut huruf {letter};", id=f"rec-{letter}") for letter in LETTERS]
    return [*recitals, diktum("Membentuk Tim.", id="dik-1"), *([table] if with_annex else [])]


def revised(body, before=None):
    """The secretariat rewrote the whole text: (version, comment on the term that was accepted)."""
    version, _, member = open_draft(body=before or text("Kelompok Kerja"))
    comment = commented(version, member, clause="rec-a", start=6, end=20, proposed="Pokja")
    services.answer_comment(comment, disposition="accepted", reason="Setuju.", by=secretariat_user())
    return next_version(version, blocks=body), comment


def compared(version):
    address = reverse("decrees:compare", args=[version.decree_id, version.number - 1, version.number])
    return as_(None).get(address).content.decode()


def origins(version, query=""):
    return reverse("decrees_admin:origins", args=[version.decree_id]) + query


def test_reader_is_told_of_a_term_once_with_its_places_and_one_origin():
    new, comment = revised(text("Pokja"))
    page = compared(new)
    assert page.count("istilah “Kelompok Kerja” diganti menjadi “Pokja” di seluruh naskah") == 1
    assert "4 ×" in page
    assert page.count("salah satu dari 4") == 4
    assert page.count("belum dijelaskan") == 2, "above, and with the change itself"
    hunks = [told.hunk.id for told in changes_of(new)]
    explained = {hunk: services.Attribution((comment,)) for hunk in hunks}
    services.attribute_changes(new, explanations=explained, by=secretariat_user())
    page = compared(new)
    assert page.count('class="origin"') == 1
    assert "belum dijelaskan" not in page


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (text("Tim"), text("Tim", with_annex=False), "Lampiran dihapus beserta seluruh isinya"),
        (text("Tim", with_annex=False), text("Tim"), "Lampiran ditambahkan beserta seluruh isinya"),
        (text("Tim"), text("Tim", "tetap"), "kolom KETERANGAN"),
    ],
)
def test_annex_or_column_is_one_change(before, after, told):
    new, _ = revised(after, before)
    page = compared(new)
    assert page.lower().count(told.lower()) == 1
    assert len(unattributed_changes(new, secretariat_user())) == 1


def test_secretariat_explains_all_places_with_one_form_or_each_by_itself():
    new, comment = revised(text("Pokja"))
    first, *others = [told.hunk.id for told in changes_of(new)]
    client = as_(secretariat_user())
    page = client.get(origins(new)).content.decode()
    assert page.count('<fieldset class="origins-case"') == 1
    assert f'name="c-{first}" value="{comment.pk}" checked' in page
    apart = client.get(origins(new, "?satuan=1")).content.decode()
    assert apart.count('<fieldset class="origins-case"') == 4
    client.post(origins(new), {f"c-{first}": comment.pk, f"r-{first}": ""})
    assert set(ChangeSource.objects.values_list("hunk", "comment")) == {(each, comment.pk) for each in [first, *others]}
    client.post(origins(new, "?satuan=1"), {f"r-{others[0]}": "perbaikan redaksi"})
    assert ChangeSource.objects.get(hunk=others[0]).reason == "perbaikan redaksi"
    page = client.get(origins(new)).content.decode()
    assert page.count('<fieldset class="origins-case"') == 4, "what was explained apart stays apart"
