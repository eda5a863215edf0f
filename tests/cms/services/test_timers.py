"""What has to be done from time to time is done part by part, and it is seen when a part fails or stops."""

import datetime
import io
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from cms.models import LastRun
from cms.services.timers import DAILY, HOURLY
from cms.stores.alone import alone
from cms.stores.sqlite3.base import DatabaseWrapper
from forum import ledger
from forum.events import MEETING_CHANGED
from forum.ledger.triggers import DECLARED
from forum.models import LedgerEntry, MeetingPage
from tests import databases
from tests.factories import meeting_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def outcomes():
    return {run.name: not run.has_failed for run in LastRun.objects.all()}


def test_daily_does_every_part_and_records_it():
    out = io.StringIO()
    call_command("daily", stdout=out)
    wanted = {part.name for part in DAILY} - {"sign_head"}  # there is no key to sign with
    assert outcomes() == dict.fromkeys(wanted, True)
    assert "done: verify_ledger: Ledger intact: 0 entries." in out.getvalue()


def test_part_that_fails_stops_no_other_and_the_exit_code_tells(settings):
    settings.LEDGER_SIGNING_KEY = b"k" * 32
    meeting_page()
    spoil_ledger()
    with pytest.raises(CommandError, match=r"Failed: verify_ledger, sign_head\.") as failure:
        call_command("daily", stdout=io.StringIO())
    assert failure.value.returncode == 1
    found = outcomes()
    assert {name for name, well in found.items() if not well} == {"verify_ledger", "sign_head"}
    assert found["send_digest"]
    run = LastRun.objects.get(name="verify_ledger")
    assert "broken" in run.outcome
    assert run.succeeded_at is None


def spoil_ledger():
    """By somebody with all power over the database."""
    page = MeetingPage.objects.get()
    entry = ledger.append(MEETING_CHANGED, target=page, page=page, by=None)
    with connection.cursor() as cursor:
        for trigger in DECLARED:
            if trigger.vendor == connection.vendor and trigger.table == LedgerEntry._meta.db_table:
                on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")
    LedgerEntry.objects.filter(pk=entry.pk).update(actor_label="Orang lain")


def test_hourly_publishes_what_was_scheduled():
    meeting = meeting_page(live=False)
    meeting.go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    meeting.save_revision().publish()
    call_command("hourly", stdout=io.StringIO())
    assert outcomes() == {part.name: True for part in HOURLY if part.wanted()}
    meeting.refresh_from_db()
    assert meeting.live


@pytest.fixture
def elsewhere(tmp_path):
    """A connection of somebody else, and the address of its database."""
    if connection.vendor == "sqlite":
        path = tmp_path / "site.sqlite3"
        databases.copy_of_migrated(path)
        other, address = DatabaseWrapper({**connection.settings_dict, "NAME": str(path)}), f"sqlite:///{path}"
    else:
        own = connection.settings_dict
        address = f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
        other = connection.copy()
    yield other, address
    other.close()


def test_second_run_steps_aside_and_says_so(elsewhere, tmp_path):
    other, address = elsewhere
    environment = {**os.environ, "DATABASE_URL": address, "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "daily"]
    with alone("daily", other) as first:
        assert first
        second = subprocess.run(command, env=environment, text=True, capture_output=True, check=True)
    assert second.stdout == "Nothing done: another manage.py daily is at work.\n"
    with alone("daily", other) as first, alone("hourly", other) as another:
        assert first
        assert another
