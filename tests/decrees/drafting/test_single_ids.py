"""One block's id is one clause's identity: a text in which it stands for two is refused, wherever it comes from."""

import copy

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from decrees import services
from decrees.models import DecreePage, Version
from decrees.text import repeated_ids
from tests.decrees.drafting.test_autosave import FIRST, LAST, Editor, editor  # noqa: F401
from tests.factories import secretariat_user
from tests.factories.blocks import annex, diktum, item, listing, recital, roster, row
from tests.factories.decrees import BODY, decree_page

SAME = "Dua bagian naskah beridentitas sama"
TWICE = recital("bahwa masyarakat berhak tahu;", id="a")
POINTS = diktum("Tim bertugas:", item("menyusun rencana;", id="p"), item("melapor;", id="p"), id="d")
ITEMS = annex("TIM", listing(item("rapat;", id="i"), id="l"), listing(item("arsip;", id="i"), id="m"), id="x")
ROWS = annex("TIM", roster(row("Ketua", "Sekretaris", id="r"), row("Anggota", "Inspektur", id="r"), id="t"), id="x")
ACROSS = [recital("bahwa perlu tim;", id="p"), diktum("Tim bertugas:", item("menyusun rencana;", id="p"), id="d")]


@pytest.mark.parametrize(
    ("blocks", "begins"),
    [
        ([FIRST, TWICE], {"a": [FIRST["value"], TWICE["value"]]}),
        ([POINTS], {"p": ["menyusun rencana;", "melapor;"]}),
        ([ITEMS], {"i": ["rapat;", "arsip;"]}),
        ([ROWS], {"r": ["Ketua", "Anggota"]}),
        (ACROSS, {"p": ["bahwa perlu tim;", "menyusun rencana;"]}),
        ([annex("", listing(item("rapat;", id="i"), id="x"), id="x")], {"x": ["rapat;", "rapat;"]}),
        ([recital("", id="a"), recital("", id="a")], {"a": ["", ""]}),
        (BODY, {}),
        ([], {}),
    ],
)
def test_ids_that_stand_for_several_blocks_are_found_with_their_words(blocks, begins):
    assert repeated_ids(blocks) == begins


@pytest.mark.django_db
@pytest.mark.parametrize("blocks", [[FIRST, TWICE], [POINTS], [ITEMS], [ROWS], ACROSS])
def test_text_with_a_repeated_id_is_saved_neither_as_a_page_nor_as_a_revision(blocks):
    decree = decree_page()
    before = decree.revisions.count()
    decree.body = copy.deepcopy(blocks)
    for save in (decree.save, decree.save_revision):
        with pytest.raises(ValidationError, match=SAME) as refused:
            save()
        assert list(refused.value.message_dict) == ["body"]
    assert decree.revisions.count() == before
    assert DecreePage.objects.get(pk=decree.pk).body.get_prep_value() == decree_page().body.get_prep_value()


@pytest.mark.django_db
def test_text_of_earlier_days_with_a_repeated_id_is_not_circulated():
    """Stored before this was refused."""
    decree = decree_page()
    decree.save_revision()
    revision = decree.latest_revision
    revision.content["body"] = decree.body.stream_block.to_python([*BODY, TWICE, TWICE]).get_prep_value()
    type(revision).objects.filter(pk=revision.pk).update(content=revision.content)
    with pytest.raises(ValidationError, match=SAME):
        services.circulate(decree, changelog="Lain.", reason="Perlu.", by=secretariat_user())
    assert not Version.objects.filter(decree=decree).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("quietly", [True, False])
def test_editor_is_told_and_keeps_what_was_typed(editor, quietly):  # noqa: F811
    data = editor.form([FIRST, TWICE, LAST])
    answer = editor.client.post(editor.url, data, headers={"accept": "application/json"} if quietly else {})
    assert editor.decree.latest_revision == DecreePage.objects.get(pk=editor.decree.pk).latest_revision
    if quietly:
        assert answer.status_code == 400
    else:
        shown = answer.content.decode()
        assert SAME in shown
        assert shown.count(TWICE["value"]) >= 2  # in the message and in its field


@pytest.mark.django_db
def test_editor_who_has_duplicated_one_and_deleted_its_original_can_save(editor):  # noqa: F811
    blocks = editor.post([FIRST, {**TWICE, "id": "b"}, LAST])
    assert [block["id"] for block in blocks] == ["a", "b", "z"]


@pytest.mark.django_db
def test_copied_page_has_clauses_of_its_own():
    decree = decree_page()
    copied = Page.objects.get(pk=decree.pk).specific.copy(update_attrs={"slug": "salinan", "title": "Salinan"})
    assert copied.pk != decree.pk
    copied.save_revision()
