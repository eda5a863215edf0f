"""Decisions get a number among all of their year with the approval: in order, each once, without a gap."""

import os
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from forum.models import AgendaItem, LedgerEntry
from minutes import services
from minutes.models import AgendaOutcome, Decision, DecisionNumber, MinutesPage
from minutes.models.states import State
from tests import databases
from tests.factories import OrganisationFactory, bring_to, meeting_page, minutes_page, secretariat_user
from tests.factories.minutes import circulated_long_ago

ROOT = Path(__file__).resolve().parents[3]
APPROVALS = 50
APPROVE = f"""
import django
django.setup()
import threading
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from minutes import services
from minutes.models import DecisionNumber, MinutesPage
from tests.factories import meeting_page, minutes_page, secretariat_user

desk = secretariat_user()
meetings = [meeting_page(slug=f"rapat-{{n}}") for n in range({APPROVALS})]
keys = [minutes_page(meeting=one, decisions=["Satu", "Dua"], is_over=True).pk for one in meetings]
together = threading.Barrier({APPROVALS})

def approve(key):
    minutes = MinutesPage.objects.get(pk=key)
    together.wait()
    try:
        services.approve_minutes(minutes, by=desk)
    finally:
        connection.close()

with ThreadPoolExecutor({APPROVALS}) as people:
    list(people.map(approve, keys))
print(*DecisionNumber.objects.values_list("place", flat=True))
"""


def approved(*decisions, slug="", by=None, **fields):
    meeting = meeting_page(slug=slug or uuid.uuid4().hex, **fields)
    return minutes_page(meeting=meeting, decisions=decisions, state=State.APPROVED, by=by or secretariat_user())


def given(minutes):
    return [str(one) for one in minutes.decision_numbers.all()]


@pytest.mark.django_db
def test_numbers_go_on_over_all_minutes_of_a_year_and_the_entry_of_the_approval_tells_them():
    first = approved("Satu", "Dua")
    year = first.meeting.starts_at.year
    assert given(first) == [f"1/{year}", f"2/{year}"]
    assert given(approved("Tiga")) == [f"3/{year}"]
    entry = LedgerEntry.objects.filter(verb="minutes.approved", page_id=first.pk).get()
    assert entry.data["decisions"] == [[1, 1, year], [2, 2, year]]


@pytest.mark.django_db
def test_decision_keeps_its_number_in_a_later_edition_and_a_new_one_gets_the_next():
    desk = secretariat_user()
    first = approved("Satu", by=desk)
    other = approved("Milik rapat lain", by=desk)
    minutes = services.reopen_minutes(first, reason="Ada yang terlewat", by=desk)
    draft = minutes.get_latest_revision_as_object()
    draft.decisions = [*draft.decisions.all(), Decision(text="Yang terlewat", sort_order=2)]
    draft.save_revision(user=desk)
    again = bring_to(MinutesPage.objects.get(pk=first.pk), State.APPROVED, by=desk)
    year = first.meeting.starts_at.year
    assert (given(again), given(other)) == ([f"1/{year}", f"3/{year}"], [f"2/{year}"])


@pytest.mark.django_db
def test_approval_that_fails_gives_no_number():
    desk = secretariat_user()
    minutes = minutes_page(state=State.CIRCULATED, by=desk)
    draft = minutes.get_latest_revision_as_object()
    draft.title = "Diubah sesudah edaran"
    draft.save_revision(user=desk)
    with pytest.raises(ValidationError):
        services.approve_minutes(minutes, by=desk)
    assert not DecisionNumber.objects.exists()


def to_decide(*outcomes):
    """Minutes under way of a meeting that had this item for a decision, with these outcomes."""
    desk, meeting = secretariat_user(), meeting_page(slug=uuid.uuid4().hex)
    meeting.agenda_items = [AgendaItem(text="Penetapan tim", kind="decision"), AgendaItem(text="Pembukaan")]
    meeting.save()
    minutes = minutes_page(meeting=meeting, by=desk)
    draft = minutes.get_latest_revision_as_object()
    draft.outcomes = [AgendaOutcome(text=text, outcome=outcome) for text, outcome in outcomes]
    draft.save_revision(user=desk)
    return circulated_long_ago(MinutesPage.objects.get(pk=minutes.pk), by=desk), secretariat_user()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "outcomes", [[], [("Penetapan tim", "")], [("Pembukaan", "decided")]], ids=["none", "not chosen", "of another"]
)
def test_what_was_to_be_decided_blocks_the_approval_until_it_is_marked(outcomes):
    minutes, desk = to_decide(*outcomes)
    with pytest.raises(ValidationError, match="Penetapan tim"):
        services.approve_minutes(minutes, by=desk)
    assert not DecisionNumber.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", ["decided", "noted", "postponed"])
def test_what_was_marked_lets_the_minutes_be_approved(outcome):
    minutes, desk = to_decide(("Penetapan tim", outcome))
    assert services.approve_minutes(minutes, by=desk).state == State.APPROVED


@pytest.mark.django_db
def test_the_database_keeps_the_number_of_a_decision():
    row = approved("Satu").decision_numbers.get()
    for change in (lambda: DecisionNumber.objects.update(place=9), lambda: row.delete()):
        with pytest.raises(DatabaseError, match="the number of a decision stays"), transaction.atomic():
            change()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("BI: anggaran belum ada", ""),
        ("\nbi: anggaran belum ada\n\n", ""),
        ("BI", "tidak menyebut siapa dan mengapa"),
        (": tanpa nama", "tidak menyebut siapa dan mengapa"),
        ("Entah: anggaran belum ada", "Tidak ada organisasi “Entah”"),
    ],
)
def test_dissent_names_an_organisation_and_its_reason(typed, refused):
    OrganisationFactory(name="Bojonegoro Institute", short_name="BI")
    decision = Decision(text="Dibentuk tim", dissent=typed)
    if not refused:
        decision.clean()
        return
    with pytest.raises(ValidationError, match=refused):
        decision.clean()


def database(tmp_path):
    """One of its own, of the kind that the run is on, and what removes it."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        databases.copy_of_migrated(tmp_path / "decisions.sqlite3")
        return f"sqlite:///{tmp_path / 'decisions.sqlite3'}", lambda: None
    name = f"decisions_{uuid.uuid4().hex[:8]}"
    databases.copy_of_template(name)
    return urlsplit(server)._replace(path=f"/{name}").geturl(), lambda: databases.drop(name)


@pytest.mark.server
def test_of_fifty_approvals_at_once_each_gets_numbers_of_its_own_and_none_is_left_out(tmp_path):
    url, drop = database(tmp_path)
    try:
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        command = [sys.executable, "-c", APPROVE]
        done = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)
    finally:
        drop()
    assert done.stdout.split() == [str(place) for place in range(1, 2 * APPROVALS + 1)], done.stderr[-3000:]
