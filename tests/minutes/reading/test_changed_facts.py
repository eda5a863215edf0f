"""Whoever is asked whether minutes are right sees also who came, who is in charge and by when, if that is another."""

import datetime

import pytest

from minutes.models import Circulation
from minutes.models.items.facts import FACTS
from minutes.models.states import State
from minutes.reading.corrections.changes import changes_of, compared
from tests.factories import OrganisationFactory, minutes_page

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 5, 30)


@pytest.fixture
def bi():
    return OrganisationFactory(name="Bojonegoro Institute", short_name="BI")


@pytest.fixture
def text(bi):
    """The circulated text as an object that may be changed."""
    minutes = minutes_page(present=[bi], actions=[("Menyusun draf", DUE)], state=State.CIRCULATED)
    return minutes.circulated_revision.as_object()


def told(text):
    """Of each place what went and what came."""
    return [(change.place, *(_said(change, kind) for kind in ("delete", "insert"))) for change in changes_of(text)]


def _said(change, kind):
    return " ".join(words for done, words in change.segments if done == kind)


def test_nothing_is_told_where_nothing_became_another(text):
    assert changes_of(text) == []


def test_a_later_day_and_another_in_charge_are_told(text):
    kpi = OrganisationFactory(name="Koalisi Perempuan", short_name="KPI")
    (item,) = text.action_items.all()
    item.due_date, item.owner = datetime.date(2026, 6, 30), kpi
    item.links = [{"system": "lapor", "name": "LAPOR!", "number": "1234567"}]
    ((place, gone, came),) = told(text)
    assert "1" in place
    assert "BI" in gone
    assert "KPI" in came
    assert "Juni" in came or "June" in came
    assert "1234567" in came


def test_attendance_that_became_another_is_told(text, bi):
    (came,) = text.attendance.all()
    came.status, came.people = came.Status.EXCUSED, 0
    ((_place, gone, _came),) = told(text)
    assert "2" in gone
    text.attendance = []
    ((_place, gone, _came),) = told(text)
    assert "BI" in gone


def test_what_is_hidden_keeps_its_facts_to_itself(text):
    (item,) = text.action_items.all()
    item.due_date = None
    text.gaps = {**text.gaps, "action_items:1": "disembunyikan"}
    assert changes_of(text) == []


def test_what_was_circulated_before_facts_were_kept_tells_of_none(text):
    circulation = Circulation.objects.get()
    words = {part: said for part, said in circulation.content.items() if not part.startswith(FACTS)}
    assert words != circulation.content
    (item,) = text.action_items.all()
    item.due_date = None
    assert changes_of(text)
    assert compared(text, words) == []
