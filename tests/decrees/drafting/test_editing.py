"""What the editor's save does to a text: clauses keep who they are, and numbers wait for a person's decision."""

import copy

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from decrees.models import DecreePage
from decrees.services import decide_references
from tests.factories import OrganisationFactory, member_of, secretariat_user
from tests.factories.blocks import diktum, recital
from tests.factories.decrees import BODY, circulated, decree_page

pytestmark = pytest.mark.django_db

CLOSING = recital(
    "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu menetapkan keputusan;", id="z"
)


def draft_of(decree):
    return DecreePage.objects.get(pk=decree.pk).get_latest_revision_as_object()


def saved(decree, blocks):
    draft = draft_of(decree)
    draft.body = blocks
    draft.save_revision()
    return draft_of(decree).body.get_prep_value()


def words(blocks, clause):
    value = next(block["value"] for block in blocks if block["id"] == clause)
    return value["text"] if isinstance(value, dict) else value


@pytest.fixture
def decree():
    """Its second recital speaks of the first."""
    page = decree_page(body=[BODY[0], CLOSING, *copy.deepcopy(BODY[2:])])
    page.save_revision()
    return page


def with_one_before(decree):
    """Saved with another recital put in front."""
    blocks = draft_of(decree).body.get_prep_value()
    return saved(decree, [recital("bahwa masyarakat berhak tahu;", id="new"), *blocks])


def test_saving_changes_no_number_and_notes_whose_clause_bears_another(decree):
    assert "dalam huruf a perlu" in words(with_one_before(decree), "z")
    assert draft_of(decree).undecided_references == [["z", "", 0, "rec-a"]]


def test_number_that_is_agreed_to_is_written(decree):
    with_one_before(decree)
    draft = decide_references(decree, by=secretariat_user())
    assert "dalam huruf b perlu" in words(draft.body.get_prep_value(), "z")
    assert draft_of(decree).undecided_references is None


def test_number_that_is_refused_stays_and_is_not_asked_about_again(decree):
    with_one_before(decree)
    decide_references(decree, refused=[("z", "", 0)], by=secretariat_user())
    again = saved(decree, draft_of(decree).body.get_prep_value())
    assert "dalam huruf a perlu" in words(again, "z")
    assert draft_of(decree).undecided_references is None


def test_what_waits_for_a_decision_is_forgotten_by_no_later_save(decree):
    first = with_one_before(decree)
    saved(decree, [recital("bahwa lain lagi;", id="newer"), *first])
    draft = decide_references(decree, by=secretariat_user())
    assert "dalam huruf c perlu" in words(draft.body.get_prep_value(), "z")


def test_number_that_is_set_right_by_hand_is_asked_about_no_more(decree):
    blocks = with_one_before(decree)
    right = [
        {**one, "value": CLOSING["value"].replace("huruf a", "huruf b")} if one["id"] == "z" else one for one in blocks
    ]
    saved(decree, right)
    assert draft_of(decree).undecided_references is None


def test_decision_on_an_older_text_changes_nothing(decree):
    with_one_before(decree)
    seen = draft_of(decree).latest_revision_id
    saved(decree, [recital("bahwa lain lagi;", id="newer"), *draft_of(decree).body.get_prep_value()])
    with pytest.raises(ValidationError):
        decide_references(decree, revision=seen, by=secretariat_user())
    assert draft_of(decree).undecided_references


def test_only_who_circulates_decides(decree):
    with_one_before(decree)
    with pytest.raises(PermissionDenied):
        decide_references(decree, by=member_of(OrganisationFactory()))


def test_nothing_is_decided_while_somebody_else_types(decree):
    with_one_before(decree)
    other, me = secretariat_user(), secretariat_user()
    page = Page.objects.get(pk=decree.pk)
    EditingSession.objects.create(user=other, content_object=page, last_seen_at=timezone.now(), is_editing=True)
    with pytest.raises(ValidationError):
        decide_references(decree, by=me)
    assert decide_references(decree, by=other).undecided_references is None


def test_nothing_is_circulated_before_it_is_decided(decree):
    with_one_before(decree)
    with pytest.raises(ValidationError):
        circulated(decree)
    decide_references(decree, by=secretariat_user())
    assert circulated(decree).number == 1


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
