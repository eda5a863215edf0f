"""Where something is used: a page is looked through once each time it is saved, however many rows it has."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django_tasks.signals import task_finished
from wagtail.models import ReferenceIndex
from wagtail.tasks import update_reference_index_task

from minutes.models import ActionItem, MinutesPage
from tests.factories import OrganisationFactory, meeting_page, minutes_page, said, secretariat_user

pytestmark = pytest.mark.django_db


@contextmanager
def looked_through():
    """The keys of the pages, in the order in which they were."""
    found = []

    def heard(sender, task_result, **kwargs):
        if task_result.task == update_reference_index_task:
            found.append(task_result.args)

    task_finished.connect(heard)
    try:
        yield found
    finally:
        task_finished.disconnect(heard)


def named_in(page):
    found = ReferenceIndex.get_references_for_object(page).values_list("model_path", "to_object_id")
    return {(path.split(".")[0], key) for path, key in found}


def as_args(page):
    return ["minutes", "minutespage", str(page.pk)]


@pytest.fixture
def bi(db):
    return OrganisationFactory(short_name="BI")


def test_page_with_many_rows_is_looked_through_once_and_all_that_its_rows_name_is_found(bi):
    page = minutes_page(present=[bi], actions=[(f"Butir {number}", None) for number in range(9)])
    kpi = OrganisationFactory()
    for item in (items := list(page.action_items.all())):
        item.owner = kpi
    page.action_items = items
    page.discussion = [said("Setuju.", kpi)]
    with looked_through() as found:
        page.save()
    assert found == [as_args(page)]
    assert named_in(page) >= {("attendance", str(bi.pk)), ("action_items", str(kpi.pk)), ("discussion", str(kpi.pk))}
    assert ("action_items", str(bi.pk)) not in named_in(page)


def test_draft_names_nothing_until_it_is_saved_for_good(bi):
    page = minutes_page(present=[bi])
    before = named_in(page)
    page.discussion = [said("Setuju.", OrganisationFactory())]
    with looked_through() as found:
        page.save_revision(user=secretariat_user())
    assert found == []
    assert named_in(page) == before


@pytest.mark.parametrize("fields", [["discussion"], ["title", "action_items"]])
def test_part_that_may_name_something_is_looked_through_when_it_is_saved_alone(bi, fields):
    page = MinutesPage.objects.get(pk=minutes_page(present=[bi]).pk)
    page.action_items = list(page.action_items.all())
    with looked_through() as found:
        page.save(update_fields=fields)
    assert found == [as_args(page)]


def test_organisation_that_holds_a_meeting_is_found_by_a_save_of_that_alone(bi):
    meeting = meeting_page()
    meeting.host = bi
    meeting.save(update_fields=["host"])
    assert ("host", str(bi.pk)) in named_in(meeting)


@pytest.mark.parametrize("fields", [["title"], ["latest_revision", "title"]])
def test_part_that_names_nothing_is_not(bi, fields):
    page = MinutesPage.objects.get(pk=minutes_page(present=[bi]).pk)
    with looked_through() as found:
        page.save(update_fields=fields)
    assert found == []


def test_row_that_is_saved_alone_is_found_by_its_page(bi):
    page, kpi = minutes_page(present=[bi]), OrganisationFactory()
    item = ActionItem.objects.get(minutes=page)
    item.owner = kpi
    item.save()
    assert ("action_items", str(kpi.pk)) in named_in(page)


def test_page_that_could_not_be_saved_is_looked_through_the_next_time(bi):
    page = minutes_page(present=[bi])
    page.title = ""
    with looked_through() as found, pytest.raises(ValidationError):
        page.save()
    assert found == []
    page.title = "Notula"
    with looked_through() as found:
        page.save()
    assert found == [as_args(page)]
