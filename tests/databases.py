"""Databases for tests: migrated once for all runs, then copied for each process of a run."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connection, transaction

from cms.settings.environment import DATA_DIR

ROOT = Path(__file__).parent.parent
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # Django's own name for it


def test_database():
    """A migrated database that this process alone uses, and that is gone afterwards."""
    return _in_memory() if connection.vendor == "sqlite" else _on_server()


@contextlib.contextmanager
def undone():
    """Whatever is done meanwhile never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _digest():
    """Of everything a migrated database depends on."""
    sums = hashlib.sha256((ROOT / "requirements/dev.txt").read_bytes())
    for path in [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "forum/models/pages/places.py"]:
        sums.update(path.read_bytes())
    return sums.hexdigest()[:16]


def _migrate(url):
    """In a process of its own: tests may ask for it where Django's connection is closed to them."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True)


@contextlib.contextmanager
def _connected_to(name):
    """Django works on this database instead of the one its settings name."""
    before = connection.settings_dict["NAME"]
    connection.close()
    for each in (settings.DATABASES["default"], connection.settings_dict):
        each["NAME"] = name
    yield
    connection.close()
    for each in (settings.DATABASES["default"], connection.settings_dict):
        each["NAME"] = before


# --- SQLite ----------------------------------------------------------------------------------------------------------


def copy_of_migrated(path):
    shutil.copy(_migrated_file(), path)


def _migrated_file():
    """A file that these very migrations made; whoever comes meanwhile waits for the one that makes it."""
    kept = DATA_DIR / f"test-{_digest()}.sqlite3"
    with open(kept.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            fresh = kept.with_suffix(".unfinished")
            fresh.unlink(missing_ok=True)
            _migrate(f"sqlite:///{fresh}")  # closed, the file alone holds everything
            fresh.replace(kept)
    return kept


@contextlib.contextmanager
def _in_memory():
    """It lasts as long as somebody holds it open."""
    with contextlib.closing(sqlite3.connect(IN_MEMORY, uri=True)) as memory:
        with contextlib.closing(sqlite3.connect(_migrated_file())) as kept:
            kept.backup(memory)
        with _connected_to(IN_MEMORY):
            yield


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _on_server():
    name = f"mufakat_test_{os.getpid()}"
    copy_of_template(name)
    with _connected_to(name):
        yield
    drop(name)


def copy_of_template(name):
    template = f"mufakat_template_{_digest()}"
    with _administrator() as server:
        # Held while one process makes or copies the template: the others wait.
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [template])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            _make_template(server, template)
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def drop(name):
    with _administrator() as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _make_template(server, template):
    server.execute(f"DROP DATABASE IF EXISTS {template}_unfinished")
    server.execute(f"CREATE DATABASE {template}_unfinished")
    _migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{template}_unfinished").geturl())
    server.execute(f"ALTER DATABASE {template}_unfinished RENAME TO {template}")


def _administrator():
    """A connection to the database that the environment names, outside any transaction."""
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


@contextlib.contextmanager
def of_its_own(folder, name):
    """The address of a migrated database of the kind that the run is on, for processes and threads that commit."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        copy_of_migrated(folder / f"{name}.sqlite3")
        yield f"sqlite:///{folder / f'{name}.sqlite3'}"
        return
    database = f"{name}_{uuid.uuid4().hex[:8]}"
    copy_of_template(database)
    try:
        yield urlsplit(server)._replace(path=f"/{database}").geturl()
    finally:
        drop(database)
