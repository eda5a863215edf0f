"""What all tests share."""

import os

import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings

# A busy machine is no failed property.
hypothesis_settings.register_profile("mufakat", deadline=None)
hypothesis_settings.load_profile("mufakat")


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
