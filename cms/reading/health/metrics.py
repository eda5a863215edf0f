"""The numbers of the site as Prometheus reads them: what its processes counted, and what the database says now.

Labels are names of code: of addresses, states, parts of timers. No number belongs to a person.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min, Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from cms.models import LastRun
from cms.reading.queue import is_due, unsent_tasks
from cms.settings.metrics import FOLDER, forget_the_dead
from forum import clock
from forum.models import LedgerHead


def numbers() -> bytes:
    registry = CollectorRegistry()
    registry.register(SiteCollector())
    if not settings.METRICS_ARE_SHARED:
        return generate_latest(REGISTRY) + generate_latest(registry)
    forget_the_dead()
    MultiProcessCollector(registry, str(FOLDER))
    return generate_latest(registry)


class SiteCollector(Collector):
    def describe(self) -> list[Metric]:
        """Nothing is asked before somebody reads."""
        return []

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("mufakat", "The version that runs.", {"version": version()})
        yield from _backup()
        try:
            asked = list(_of_database())
        except DatabaseError:
            asked = []
        yield GaugeMetricFamily("mufakat_database_up", "Whether the database answers.", bool(asked))
        yield from asked


@cache
def version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return str(project["version"])


def _backup() -> Iterator[Metric]:
    mark = Path(settings.BACKUP_MARK)
    if mark.exists():
        made = mark.stat().st_mtime
        yield GaugeMetricFamily("mufakat_backup_timestamp_seconds", "When the last backup was done.", made)


def _of_database() -> Iterator[Metric]:
    head = LedgerHead.objects.values_list("seq", flat=True).first() or 0
    yield GaugeMetricFamily("mufakat_ledger_seq", "Number of the last entry of the ledger.", head)
    yield from _tasks()
    yield GaugeMetricFamily("mufakat_mails_held_up", "Mails that the mail server did not take.", unsent_tasks().count())
    runs = GaugeMetricFamily(
        "mufakat_last_success_timestamp_seconds",
        "When a part of a timer, or the worker, did well.",
        labels=["part"],
    )
    for name, at in LastRun.objects.order_by("name").values_list("name", "succeeded_at"):
        if at:
            runs.add_metric([name], at.timestamp())
    yield runs


def _tasks() -> Iterator[Metric]:
    waits = Q(status=TaskResultStatus.READY)
    states = {
        "waiting": waits & is_due(),
        "later": waits & ~is_due(),
        "running": Q(status=TaskResultStatus.RUNNING),
        "failed": Q(status=TaskResultStatus.FAILED),
    }
    counts = {name: Count("pk", filter=state) for name, state in states.items()}
    oldest = Min("enqueued_at", filter=states["waiting"] & Q(worker_ids=[]))
    found = DBTaskResult.objects.aggregate(oldest=oldest, **counts)
    tasks = GaugeMetricFamily("mufakat_tasks", "Tasks by state.", labels=["state"])
    for name in states:
        tasks.add_metric([name], found[name])
    yield tasks
    age = (clock.now() - found["oldest"]).total_seconds() if found["oldest"] else 0
    yield GaugeMetricFamily("mufakat_oldest_task_seconds", "For how long a task has waited that nobody has begun.", age)
