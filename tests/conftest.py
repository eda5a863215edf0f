"""What all tests share."""

import contextlib
import os

import pytest
from django.core.cache import cache, caches
from hypothesis import settings as hypothesis_settings

from tests import databases

# The same examples on every run, however busy the machine is; `make fuzz` looks for new ones.
hypothesis_settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
hypothesis_settings.register_profile("fuzz", max_examples=2_000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """In place of pytest-django's, which would migrate anew in each process."""
    with contextlib.ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(databases.test_database())
        yield
        with django_db_blocker.unblock():
            stack.close()


@pytest.fixture(scope="module")
def kept_for_all(django_db_setup, django_db_blocker):
    """What other fixtures of a module make on top of this is there for all of its tests, and then gone. Each test finds
    it as it was made: what a test does is undone. Objects are read anew for each, for a test may change them."""
    with django_db_blocker.unblock(), databases.undone():
        yield


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / "private", "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


@pytest.fixture(autouse=True)
def _cache():
    """What one test's site left in the cache (its root page, its limits, what it counted) is nothing to the next."""
    cache.clear()
    caches["parts"].clear()


# --- which tests run -------------------------------------------------------------------------------------------------

LEFT_OUT = pytest.StashKey[int]()  # how many tests without a database a run on another database left out


def _is_pure(item):
    """Reads and writes no database: pytest-django refuses it to whoever does not ask."""
    elsewhere = item.get_closest_marker("browser") or item.get_closest_marker("server")
    return not (elsewhere or item.get_closest_marker("django_db") or "db" in item.fixturenames)


@pytest.hookimpl(tryfirst=True, wrapper=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if _is_pure(item):
            item.add_marker("pure")
    yield
    items.sort(key=lambda item: not item.get_closest_marker("long"))  # nobody waits for them at the end


def pytest_deselected(items):
    pure = [item for item in items if item.get_closest_marker("pure")]
    if pure:
        config = pure[0].config
        config.stash[LEFT_OUT] = len(pure)
        getattr(config, "workeroutput", {})["left_out"] = len(pure)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Each process collects all tests, so that any of them knows the number."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter, config):
    if "not pure" in config.option.markexpr:
        terminalreporter.write_line(f"{config.stash.get(LEFT_OUT, 0)} tests that touch no database were left out.")


def pytest_sessionfinish(session, exitstatus):
    """Where nothing may be skipped, a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
