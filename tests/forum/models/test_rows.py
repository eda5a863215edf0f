"""An invitation to hundreds is saved with as many questions as one to a few, and holds the same afterwards."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ReferenceIndex

from forum.models import InvitationPage
from tests.factories import OrganisationFactory, invitation_page, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(reader):
    login = secretariat_user(is_superuser=True)
    reader.force_login(login)
    return login


def sent(page, rows, *, publish=False, **fields):
    """The editor's form, with rows as (organisation, addressee, row that there is, whether it is taken off)."""
    data = {"title": page.title, "slug": page.slug, "opening": page.opening, "nature": "ordinary", "signing": "own"}
    for name in ("comments", "bring_items", "reminders", "questions", "reserved_seats", "second_signatures"):
        data |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0}
    known = sum(1 for row in rows if row[2])
    data |= {"invitees-TOTAL_FORMS": len(rows), "invitees-INITIAL_FORMS": known, **fields}
    for place, (organisation, addressee, row, gone) in enumerate(rows):
        values = {"organisation": organisation, "addressee": addressee, "id": row or "", "ORDER": place + 1}
        data |= {f"invitees-{place}-{name}": value for name, value in values.items()}
        data[f"invitees-{place}-DELETE"] = "1" if gone else ""
    return {**data, **({"action-publish": "1"} if publish else {})}


def edit(reader, page, rows, **more):
    return reader.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent(page, rows, **more))


def rows_of(page):
    return [(one.organisation_id, one.addressee, one.pk, False) for one in page.invitees.all()]


def test_saving_and_publishing_ask_no_more_for_many_rows(reader, editor):
    asked = []
    for many in (2, 2, 30):  # the first time much is looked up that is kept
        page = invitation_page(to=OrganisationFactory.create_batch(many))
        page.save_revision(user=editor)
        changed = [(key, f"Kepala {key}", row, False) for key, _addressee, row, _gone in rows_of(page)]
        for publish in (False, True):
            with CaptureQueriesContext(connection) as found:
                assert edit(reader, page, changed, publish=publish).status_code == 302
            asked.append(len(found))
        assert set(page.invitees.values_list("addressee", flat=True)) == {f"Kepala {row[0]}" for row in changed}
    assert asked[2:4] == asked[4:]


def test_rows_are_added_changed_ordered_and_taken_off(reader, editor, bi, kpi):
    page = invitation_page(to=[bi, kpi])
    first, second = page.invitees.all()
    new = OrganisationFactory()
    rows = [(kpi.pk, "Ketua", second.pk, False), (bi.pk, "", first.pk, True), (new.pk, "Kepala", None, False)]
    assert edit(reader, page, rows, publish=True).status_code == 302
    kept = InvitationPage.objects.get().invitees.all()
    assert [(one.organisation, one.addressee) for one in kept] == [(kpi, "Ketua"), (new, "Kepala")]
    assert kept[0].pk == second.pk
    named = ReferenceIndex.get_references_for_object(page).filter(model_path__startswith="invitees")
    assert set(named.values_list("to_object_id", flat=True)) == {str(kpi.pk), str(new.pk)}


@pytest.mark.parametrize("wrong", ["", "0", "999999", "x", "²", "1;2"])
def test_row_that_names_no_organisation_is_refused_and_nothing_is_stored(reader, editor, bi, kpi, wrong):
    page = invitation_page(to=[bi])
    answer = edit(reader, page, [*rows_of(page), (kpi.pk, "", None, False), (wrong, "x", None, False)], publish=True)
    assert answer.status_code == 200
    assert "organisation" in answer.context["form"].formsets["invitees"].errors[2]
    assert [one.organisation for one in page.invitees.all()] == [bi]


def test_draft_comes_back_with_its_rows_and_without_those_that_are_gone(bi, kpi, editor):
    page = invitation_page(to=[bi])
    new = OrganisationFactory()
    rows = [(bi, "", 0), (kpi, "", 1), (new, "Kepala", 2)]
    page.invitees = [
        page.invitees.model(organisation=one, addressee=name, sort_order=place) for one, name, place in rows
    ]
    revision = page.save_revision(user=editor)
    drafted = [(one.organisation, one.addressee) for one in revision.as_object().invitees.all()]
    assert drafted == [(bi, ""), (kpi, ""), (new, "Kepala")]
    assert [one.organisation for one in InvitationPage.objects.get().invitees.all()] == [bi]
    kpi.delete()
    assert [one.organisation for one in revision.as_object().invitees.all()] == [bi, new]
