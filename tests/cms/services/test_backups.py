"""A backup that is made while people work is whole, and comes back into an empty house only: rows, files, ledger."""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import databases
from tests.test_architecture import ROOT

pytestmark = pytest.mark.server
# Uploads one file after the other, each with its entry, and says when there are enough of them.
WORK = """
import itertools
import django
django.setup()
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.log_actions import LogContext
from forum.models import User
login = User.objects.get_or_create(email="sibuk@contoh.id")[0]
with LogContext(user=login):
    for number in itertools.count():
        name = f"berkas-{number}.txt"
        Document.objects.create(title=name, file=ContentFile(f"isi {number}".encode() * 500, name))
        if number in (20, 60):
            print(number, flush=True)
"""


LIST = """
import django, json
django.setup()
from wagtail.documents.models import Document
print(json.dumps({one.file.name: one.get_file_hash() for one in Document.objects.all()}))
"""


@contextlib.contextmanager
def sqlite(folder):
    databases.copy_of_migrated(folder / "full.sqlite3")
    yield [f"sqlite:///{folder / name}" for name in ("full.sqlite3", "empty.sqlite3")]


@contextlib.contextmanager
def postgres(folder):
    url = urlsplit(os.environ["DATABASE_URL"])
    full, empty = (f"keeping_{uuid.uuid4().hex[:8]}" for _ in range(2))
    databases.copy_of_template(full)
    with psycopg.connect(url.geturl(), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {empty}")
    try:
        yield [url._replace(path=f"/{name}").geturl() for name in (full, empty)]
    finally:
        databases.drop(full)
        databases.drop(empty)


DATABASES = [sqlite, *([postgres] if os.environ.get("DATABASE_URL", "").startswith("postgres") else [])]


@pytest.fixture(params=DATABASES, ids=lambda database: database.__name__)
def houses(request, tmp_path):
    """The environments of a house where people work and of an empty one."""
    for name in ("full", "empty"):
        (tmp_path / name).mkdir()
    with request.param(tmp_path) as urls:
        yield [
            {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.dev", "DATABASE_URL": url, "DATA_DIR": str(folder)}
            for url, folder in zip(urls, (tmp_path / "full", tmp_path / "empty"), strict=True)
        ]


def manage(environment, *command):
    command = [sys.executable, "manage.py", *map(str, command)]
    return subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)


@contextlib.contextmanager
def at_work(environment):
    working = subprocess.Popen(
        [sys.executable, "-c", WORK], cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE
    )
    try:
        yield working.stdout
    finally:
        working.kill()
        working.communicate()


def backup_of(environment, folder):
    """Made while somebody uploads, before and after it."""
    with at_work(environment) as told:
        assert told.readline() == "20\n"
        made = manage(environment, "backup", folder)
        assert told.readline() == "60\n"
    assert made.returncode == 0, made.stderr
    path, verified = made.stdout.splitlines()[:2]
    assert verified.startswith("Ledger intact")
    return folder / path.rpartition("/")[2]


def documents(environment):
    """File -> sha1 as its row says."""
    out = subprocess.run([sys.executable, "-c", LIST], cwd=ROOT, env=environment, capture_output=True, check=True)
    return json.loads(out.stdout)


def test_backup_under_load_comes_back_whole_and_only_into_an_empty_house(houses, tmp_path):
    full, empty = houses
    backup = backup_of(full, tmp_path / "backups")

    damaged = shutil.copytree(backup, tmp_path / "damaged")
    next((damaged / "media" / "documents").iterdir()).write_text("lain")
    refused = manage(empty, "restore", damaged)
    assert (refused.returncode, "not as it was made: media/documents/" in refused.stderr) == (1, True)

    restored = manage(empty, "restore", backup)
    assert restored.returncode == 0, restored.stderr
    assert "Ledger intact" in restored.stdout
    rows = json.loads((backup / "manifest.json").read_text())["rows"]
    kept = documents(empty)
    assert len(kept) == rows["wagtaildocs_document"] >= 20
    media = tmp_path / "empty" / "media"
    assert kept == {name: hashlib.sha1((media / name).read_bytes()).hexdigest() for name in kept}

    again = manage(empty, "restore", backup)
    assert (again.returncode, "database is not empty" in again.stderr) == (1, True)


def test_oldest_backups_go(tmp_path):
    databases.copy_of_migrated(tmp_path / "mufakat.sqlite3")
    plain = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = plain | {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "DATA_DIR": str(tmp_path)}
    old = tmp_path / "backups" / "mufakat-20250101-000000"
    old.mkdir(parents=True)
    assert manage(environment, "backup", old.parent, "--keep", 2).returncode == 0
    assert old.exists()
    with contextlib.closing(sqlite3.connect(tmp_path / "mufakat.sqlite3")) as connection:
        connection.execute("DROP TRIGGER ledger_no_update")
    broken = manage(environment, "backup", old.parent, "--keep", 1)
    assert not old.exists()
    assert (broken.returncode, "not guarded" in broken.stderr) == (1, True)
