"""While the story is told nothing is mailed or queued; the indexes are built once at its end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend


@contextmanager
def nothing_queued() -> Iterator[None]:
    """Tasks of this thread are dropped: mails about what is long past, and an update of the indexes for each change."""
    usual = task_backends["default"]
    task_backends["default"] = DummyBackend("default", {})
    try:
        yield
    finally:
        task_backends["default"] = usual


def build_indexes() -> None:
    """For search, and for where files, pictures and pages are used."""
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    call_command("rebuild_search", verbosity=0)
