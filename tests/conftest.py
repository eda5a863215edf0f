"""What all tests share."""

import os

import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings

from tests import databases

# The same examples on every run, however busy the machine is; `make fuzz` looks for new ones.
hypothesis_settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
hypothesis_settings.register_profile("fuzz", max_examples=2_000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """In place of pytest-django's, which would migrate anew in each process."""
    with django_db_blocker.unblock(), databases.test_database():
        yield


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
