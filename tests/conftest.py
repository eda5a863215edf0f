"""What all tests share."""

import hashlib
import os
import sqlite3
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from hypothesis import settings as hypothesis_settings

# A busy machine is no failed property.
hypothesis_settings.register_profile("mufakat", deadline=None)
hypothesis_settings.load_profile("mufakat")


ROOT = Path(__file__).parent.parent
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # Django's own name for it


def _migrated():
    """Where a database is kept that these very migrations made: migrating anew takes longer than most test runs."""
    digest = hashlib.sha256((ROOT / "requirements/dev.txt").read_bytes())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(path.read_bytes())
    return Path(django_settings.DATA_DIR) / f"test-{digest.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """Fill the database in memory before Django looks at it; it lasts as long as somebody holds it open."""
    if connection.vendor != "sqlite" or not _migrated().exists():
        yield
        return
    with sqlite3.connect(_migrated()) as kept, sqlite3.connect(IN_MEMORY, uri=True) as memory:
        kept.backup(memory)
    yield
    memory.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    if connection.vendor == "sqlite" and not _migrated().exists():
        fresh = _migrated().with_suffix(f".{os.getpid()}")
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"VACUUM INTO '{fresh}'")
        fresh.replace(_migrated())


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / "private", "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


@pytest.fixture(autouse=True)
def _cache():
    """What one test's site left in the cache (its root page, its limits) is nothing to the next."""
    cache.clear()


def pytest_sessionfinish(session, exitstatus):
    """Where nothing may be skipped, a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
