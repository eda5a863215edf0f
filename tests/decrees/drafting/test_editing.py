"""What the editor's save does to a text: references follow their clauses, clauses keep who they are."""

import copy

import pytest

from decrees.models import DecreePage
from tests.factories.blocks import diktum, recital
from tests.factories.decrees import BODY, decree_page

pytestmark = pytest.mark.django_db

CLOSING = recital(
    "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu menetapkan keputusan;", id="z"
)


def saved(decree, blocks):
    draft = DecreePage.objects.get(pk=decree.pk).get_latest_revision_as_object()
    draft.body = blocks
    draft.save_revision()
    return DecreePage.objects.get(pk=decree.pk).get_latest_revision_as_object().body.get_prep_value()


def words(blocks, clause):
    value = next(block["value"] for block in blocks if block["id"] == clause)
    return value["text"] if isinstance(value, dict) else value


def test_reference_follows_its_clause_when_another_is_put_before_it():
    blocks = [BODY[0], CLOSING, *copy.deepcopy(BODY[2:])]
    decree = decree_page(body=blocks)
    decree.save_revision()
    changed = saved(decree, [recital("bahwa masyarakat berhak tahu;", id="new"), *blocks])
    assert "dalam huruf b perlu" in words(changed, "z")
    again = saved(decree, changed)
    assert "dalam huruf b perlu" in words(again, "z")


def test_clause_that_was_deleted_and_typed_again_is_the_same_clause():
    decree = decree_page()
    decree.save_revision()
    retyped = [block for block in copy.deepcopy(BODY) if block["id"] != "dik-1"]
    retyped.insert(3, diktum("Membentuk Tim Open Government.", id="typed-again"))
    assert "dik-1" in [block["id"] for block in saved(decree, retyped)]


def test_first_save_changes_nothing():
    decree = decree_page()
    decree.save_revision()
    assert decree.get_latest_revision_as_object().body.get_prep_value() == decree.body.get_prep_value()
