"""Eight processes write at the same time: numbers without gap, one chain, on SQLite and on PostgreSQL."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parents[3]
WRITERS, EACH = 8, 60
WRITE = f"""
import django, sys
django.setup()
from django.db import connection, transaction
from forum import events, ledger
from forum.models import Organisation
organisation = Organisation.objects.get()
connection.close()
print("ready", flush=True)
sys.stdin.readline()
for _ in range({EACH}):
    with transaction.atomic():
        print(ledger.append(events.RSVP_ANSWERED, target=organisation, by=None).seq)
"""
PREPARE = """
import django
django.setup()
from tests.factories import OrganisationFactory
OrganisationFactory()
"""
TAMPER = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    if connection.vendor == "sqlite":
        cursor.execute("DROP TRIGGER ledger_no_update")
    else:
        cursor.execute("ALTER TABLE forum_ledgerentry DISABLE TRIGGER ledger_guard")
    cursor.execute("UPDATE forum_ledgerentry SET target = 'forum.organisation:9' WHERE seq = 277")
"""


@contextlib.contextmanager
def sqlite(tmp_path):
    databases.copy_of_migrated(tmp_path / "writers.sqlite3")
    yield f"sqlite:///{tmp_path / 'writers.sqlite3'}"


def postgres(tmp_path):
    return databases.of_its_own(tmp_path, "writers")


DATABASES = [sqlite, *([postgres] if os.environ.get("DATABASE_URL", "").startswith("postgres") else [])]


@pytest.fixture(params=DATABASES, ids=lambda database: database.__name__)
def environment(request, tmp_path):
    with request.param(tmp_path) as url:
        yield {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}


def python(code, environment, **kwargs):
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment, text=True, **kwargs)


def verify(environment):
    command = [sys.executable, "manage.py", "verify_ledger"]
    return subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)


def test_parallel_writers_leave_no_gap_and_one_chain(environment):
    assert python(PREPARE, environment).wait() == 0
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    writers = [python(WRITE, environment, **pipes) for _ in range(WRITERS)]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    meanwhile = verify(environment)  # its walk sees a moment, and the head has moved on
    assert meanwhile.returncode == 0, meanwhile.stderr
    written = [[int(seq) for seq in writer.communicate()[0].split()] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    assert all(mine == sorted(mine) and len(mine) == EACH for mine in written)
    assert sorted(seq for mine in written for seq in mine) == list(range(1, WRITERS * EACH + 1))

    intact = verify(environment)
    assert (intact.returncode, intact.stdout) == (0, f"Ledger intact: {WRITERS * EACH} entries.\n")
    assert python(TAMPER, environment).wait() == 0
    broken = verify(environment)
    assert broken.returncode == 1
    assert "entry 277: was changed" in broken.stderr
