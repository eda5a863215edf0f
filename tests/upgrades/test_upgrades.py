"""A site that earlier code filled works after `migrate`: its ledger holds, its pages come."""

import contextlib
import json
import lzma
import os
import sqlite3
import subprocess
import sys
import tarfile
import tomllib
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import migrations
from django.db.migrations.loader import MigrationLoader

from tests import databases
from tests.test_architecture import ROOT

HERE = Path(__file__).parent
TOLD = tomllib.loads((HERE / "releases.toml").read_text())
OLDEST, MIDDLE, NEWEST = (release["commit"] for release in TOLD["release"])
pytestmark = pytest.mark.long
OURS = ("forum", "search", "minutes", "decrees", "cms")
TAKES_AWAY = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def walked(folder, url=""):
    """The site's answers by address, after the upgrade."""
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.upgrades.walk"],
        cwd=ROOT,
        env=environment | ({"DATABASE_URL": url} if url else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Ledger intact" in done.stderr
    return json.loads(done.stdout)


def assert_open(answers):
    assert len(answers["public"]) > 20
    assert {path: status for path, status in answers["public"].items() if status != 200} == {}
    assert set(answers["editors"].values()) == {200}


def unpacked(commit, folder):
    with tarfile.open(HERE / f"{commit}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder


# The oldest meets all migrations; the one between takes its time in the longer run.
@pytest.mark.parametrize("commit", [OLDEST, pytest.param(MIDDLE, marks=pytest.mark.server), NEWEST])
def test_demo_of_an_earlier_release_is_brought_up_to_date(commit, tmp_path):
    folder = unpacked(commit, tmp_path)
    assert_open(walked(folder))
    databases.copy_of_migrated(tmp_path / "new.sqlite3")
    assert tables_of(folder / "mufakat.sqlite3") == tables_of(tmp_path / "new.sqlite3")


def tables_of(database):
    """Columns and indexes of each: a new site is made in one step (decision 20), one that has begun came by many."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        ask = lambda *words: connection.execute(*words).fetchall()  # noqa: E731
        names = [name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [name for name in names if name.startswith(tuple(f"{app}_" for app in OURS))]
        return {name: (_columns(ask, name), _indexes(ask, name)) for name in ours}


def _columns(ask, table):
    return {row[1:] for row in ask(f"PRAGMA table_info({table})")}


def _indexes(ask, table):
    named = [(name, unique) for _n, name, unique, *_rest in ask(f"PRAGMA index_list({table})")]
    return {(unique, tuple(row[2] for row in ask(f"PRAGMA index_info({name})"))) for name, unique in named}


@pytest.mark.server
def test_the_oldest_is_brought_up_to_date_on_postgresql_too(tmp_path, new_database):
    url = new_database
    script = lzma.decompress((HERE / f"{OLDEST}.sql.xz").read_bytes())
    psql = ["psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", url]
    subprocess.run(psql, input=script, check=True, stdout=subprocess.DEVNULL)
    assert_open(walked(tmp_path, url))


@pytest.fixture
def new_database():
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        pytest.skip("no PostgreSQL server in DATABASE_URL")
    name = f"upgrade_{uuid.uuid4().hex}"
    with contextlib.closing(psycopg.connect(server, autocommit=True)) as administrator:
        administrator.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_what_takes_something_away_from_the_code_of_before_is_named_with_its_reason(tmp_path):
    import sqlite3

    unpacked(NEWEST, tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / "mufakat.sqlite3")) as database:
        before = set(database.execute("SELECT app, name FROM django_migrations"))
    since = {key: one for key, one in MigrationLoader(None).disk_migrations.items() if key[0] in OURS}
    taking = {
        ".".join(key)
        for key, migration in since.items()
        if key not in before and any(isinstance(one, TAKES_AWAY) for one in migration.operations)
    }
    assert taking == {one["migration"] for one in TOLD["takes_away"]}
    assert all(one["why"] for one in TOLD["takes_away"])
