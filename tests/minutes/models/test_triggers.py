"""What was added to minutes stays: the database refuses to change or remove it; a login that goes leaves the row."""

import pytest
from django.db import DatabaseError, transaction

from minutes import services
from minutes.models import (
    ActionItem,
    ActionReport,
    Approval,
    Completion,
    Correction,
    Evidence,
    Exhibit,
    MinutesPage,
    Reopening,
)
from minutes.models.states import State
from tests.factories import OrganisationFactory, UserFactory, bring_to, member_of, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db

TEXTS = {
    Approval: "office",
    Correction: "text",
    Reopening: "reason",
    Completion: "note",
    ActionReport: "note",
    Evidence: "title",
}


@pytest.fixture
def rows():
    """One of each, by one person."""
    present, secretariat = OrganisationFactory(), secretariat_user()
    minutes = minutes_page(present=[present], state=State.CIRCULATED, by=secretariat)
    services.correct_minutes(minutes, text="Kurang lengkap", by=member_of(present))
    minutes = bring_to(minutes, State.PUBLISHED, by=secretariat)
    evidence = [Exhibit(link="https://contoh.go.id/laporan")]
    services.report_action(minutes.action_items.get(), state="done", note="Sudah", evidence=evidence, by=secretariat)
    Completion.objects.create(minutes=minutes, number=1, note="Sebelum ada keadaan", made_by=secretariat)
    services.reopen_minutes(minutes, reason="Salah tanggal", by=secretariat)
    return {model: model.objects.get() for model in TEXTS}


def refuse(change):
    with pytest.raises(DatabaseError, match="what was recorded about minutes stays"), transaction.atomic():
        change()


def test_rows_are_neither_changed_nor_removed(rows):
    somebody = UserFactory()
    for model, name in TEXTS.items():
        here = model.objects.filter(pk=rows[model].pk)
        for field, value in ((name, "lain"), ("made_at", "2017-01-01T00:00Z"), ("made_by", somebody)):
            refuse(lambda here=here, field=field, value=value: here.update(**{field: value}))
        refuse(lambda here=here: here._raw_delete("default"))
        assert getattr(here.get(), name) == getattr(rows[model], name)


def test_login_that_goes_leaves_what_was_added(rows):
    for row in rows.values():
        login = row.made_by
        type(row).objects.filter(pk=row.pk).update(made_by=None)
        assert login is not None
        assert type(row).objects.get(pk=row.pk).made_by is None


def test_minutes_that_were_circulated_stay_and_drafts_go():
    circulated, draft = minutes_page(state=State.CIRCULATED), minutes_page()
    admin = UserFactory(is_superuser=True)
    assert not circulated.permissions_for_user(admin).can_delete()
    assert draft.permissions_for_user(admin).can_delete()
    draft.delete()
    assert list(MinutesPage.objects.all()) == [circulated]


def test_follow_up_stands_as_the_newest_report_says_and_nothing_else_writes_it(rows):
    item = ActionItem.objects.filter(pk=rows[ActionReport].minutes.action_items.get().pk)
    assert item.get().state == "done"
    for change in (
        lambda: item.update(state="open"),
        lambda: ActionItem.objects.bulk_create(
            [ActionItem(minutes=rows[ActionReport].minutes, number=7, text="x", owner=item.get().owner, state="done")]
        ),
    ):
        with pytest.raises(DatabaseError, match="stands as the newest report says"), transaction.atomic():
            change()
    assert item.get().state == "done"
