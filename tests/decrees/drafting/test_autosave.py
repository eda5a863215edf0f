"""Wagtail's editor saves while somebody types. Its form keeps the numbers and ids that it was filled with."""

import copy

import pytest
from django.contrib.auth.models import Group
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.services.preparing import prepare_site
from decrees.models import DecreePage
from tests.factories import secretariat_user
from tests.factories.blocks import recital
from tests.factories.decrees import decree_page

pytestmark = pytest.mark.django_db
FIRST = recital("bahwa keterbukaan perlu dijamin;", id="a")
LAST = recital("bahwa berdasarkan pertimbangan huruf a perlu menetapkan keputusan;", id="z")
NEW = recital("bahwa masyarakat berhak tahu;", id="new")


class Editor:
    """One open editor: what it was filled from, and how it saves."""

    def __init__(self, client, decree):
        self.client, self.url = client, f"/admin/pages/{decree.pk}/edit/"
        self.decree, self.loaded, self.own = decree, decree.latest_revision, None

    def form(self, blocks, **more):
        stream = [(block["type"], block["value"], block["id"]) for block in blocks]
        return {
            **nested_form_data({"title": self.decree.title, "slug": self.decree.slug, "body": streamfield([])}),
            **_stream(stream),
            "summary": "", "reading": "public", "signatory": "", "copies": "", "show_in_menus": "",
            "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
            "loaded_revision_id": self.loaded.pk,
            "loaded_revision_created_at": self.loaded.created_at.isoformat(),
            **more,
        }  # fmt: skip

    def post(self, blocks, *, quietly=False, **more):
        own = {"overwrite_revision_id": self.own} if self.own and quietly else {}
        data = self.form(blocks, **own, **more)
        answer = self.client.post(self.url, data, headers={"accept": "application/json"} if quietly else {})
        assert answer.status_code == (200 if quietly else 302), answer.content[:500]
        if quietly:
            self.own = answer.json()["revision_id"]
        return DecreePage.objects.get(pk=self.decree.pk).get_latest_revision_as_object().body.get_prep_value()


def _stream(blocks):
    data = {"body-count": len(blocks)}
    for number, (kind, value, block_id) in enumerate(blocks):
        data |= {f"body-{number}-type": kind, f"body-{number}-id": block_id, f"body-{number}-order": number}
        data |= {f"body-{number}-deleted": "", f"body-{number}-value": value}
    return data


@pytest.fixture
def editor(client):
    prepare_site()
    user = secretariat_user()
    user.groups.add(Group.objects.get(name="Sekretariat"))
    client.force_login(user)
    decree = decree_page(body=copy.deepcopy([FIRST, LAST]))
    decree.save_revision()
    return Editor(client, DecreePage.objects.get(pk=decree.pk))


def words(blocks, clause):
    return next(block["value"] for block in blocks if block["id"] == clause)


def undecided(editor):
    return DecreePage.objects.get(pk=editor.decree.pk).get_latest_revision_as_object().undecided_references


def decided(editor, *agreed):
    """As the page that follows the save sends it."""
    revision = DecreePage.objects.get(pk=editor.decree.pk).latest_revision_id
    data = {"agreed": agreed, "revision": revision}
    return editor.client.post(f"/admin/rancangan/{editor.decree.pk}/rujukan/", data)


def test_letter_stays_however_often_the_form_saves_itself_and_is_asked_about_in_the_end(editor):
    for quietly in (True, True, True, False):
        blocks = editor.post([NEW, FIRST, LAST], quietly=quietly)
        assert "pertimbangan huruf a perlu" in words(blocks, "z")
        assert undecided(editor) == [["z", "", 0, "a"]]


@pytest.mark.parametrize("more", [{}, {"action-publish": "action-publish"}])
def test_saving_leads_to_the_page_that_shows_each_new_letter(editor, more):
    editor.post([NEW, FIRST, LAST], quietly=True)
    answer = editor.client.post(editor.url, editor.form([NEW, FIRST, LAST], **more))
    address = f"/admin/rancangan/{editor.decree.pk}/rujukan/"
    assert answer.headers["location"] == address
    shown = editor.client.get(address).content.decode()
    assert "<del>huruf a</del> <ins>huruf b</ins>" in shown


def test_saving_leads_back_to_the_editor_where_no_letter_changes(editor):
    answer = editor.client.post(editor.url, editor.form([FIRST, LAST]))
    assert "rujukan" not in answer.headers["location"]


@pytest.mark.parametrize(("agreed", "letter"), [(["z::0"], "b"), ([], "a")])
def test_letter_that_is_ticked_is_written_and_another_stays(editor, agreed, letter):
    editor.post([NEW, FIRST, LAST])
    assert decided(editor, *agreed).status_code == 302
    draft = DecreePage.objects.get(pk=editor.decree.pk).get_latest_revision_as_object()
    assert f"pertimbangan huruf {letter} perlu" in words(draft.body.get_prep_value(), "z")
    assert undecided(editor) is None


def test_editor_opened_anew_says_that_letters_wait(editor):
    editor.post([NEW, FIRST, LAST], quietly=True)
    assert f"/admin/rancangan/{editor.decree.pk}/rujukan/" in editor.client.get(editor.url).content.decode()


def test_what_was_loaded_with_its_new_letter_can_be_typed_over(editor):
    editor.post([NEW, FIRST, LAST])
    decided(editor, "z::0")
    blocks = DecreePage.objects.get(pk=editor.decree.pk).get_latest_revision_as_object().body.get_prep_value()
    again = Editor(editor.client, DecreePage.objects.get(pk=editor.decree.pk))
    last = recital(words(blocks, "z").replace("huruf b", "huruf a"), id="z")
    for quietly in (True, True, False):
        assert "pertimbangan huruf a perlu" in words(again.post([NEW, FIRST, last], quietly=quietly), "z")


def test_clause_cut_out_and_put_back_elsewhere_is_the_same_though_the_form_saved_itself_between(editor):
    editor.post([LAST], quietly=True)
    put_back = recital(FIRST["value"], id="pasted")
    blocks = editor.post([LAST, put_back], quietly=True)
    assert [block["id"] for block in blocks] == ["z", "a"]


def revisions_with(decree, block_id):
    revisions = decree.revisions.order_by("pk")
    return [one.pk for one in revisions if block_id in {b["id"] for b in one.as_object().body.get_prep_value()}]


def test_what_is_deleted_while_the_form_saves_itself_stays_in_the_history(editor):
    editor.post([FIRST, NEW, LAST], quietly=True)
    before = editor.own
    editor.post([FIRST, LAST], quietly=True)
    assert editor.own != before
    assert revisions_with(editor.decree, "new") == [before]


def test_words_that_only_change_make_no_further_revisions(editor):
    editor.post([FIRST, NEW, LAST], quietly=True)
    count = editor.decree.revisions.count()
    editor.post([FIRST, {**NEW, "value": "bahwa masyarakat berhak ikut serta;"}, LAST], quietly=True)
    assert editor.decree.revisions.count() == count
