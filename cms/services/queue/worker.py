"""The worker of an installation that is one process: a thread of the server, which does what waits in the queue.

Where `manage.py db_worker` runs beside the server (TASK_QUEUE=database), there is no thread. Either one leaves a sign
of life in the database.
"""

import datetime
import logging
import threading
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.dispatch import receiver
from django.utils.crypto import get_random_string
from django_tasks.signals import task_enqueued
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from cms.models import LastRun
from forum import clock

log = logging.getLogger(__name__)
BEAT_SECONDS = 30
LOOK_SECONDS = 5  # for what was queued by another process, or is to be tried again
wake = threading.Event()


def start_embedded() -> None:
    """Called by the server's process, once."""
    if settings.TASK_QUEUE == "embedded":
        threading.Thread(target=_work, name="tasks", daemon=True).start()


@receiver(task_enqueued, dispatch_uid="cms.wake")
def wake_up(**kwargs: Any) -> None:
    transaction.on_commit(wake.set)


def _work() -> None:
    while True:
        wake.clear()
        try:
            beat()
            work_off()
        except Exception:
            log.exception("The worker of the queue stumbled and goes on")
        finally:
            connections.close_all()
        wake.wait(LOOK_SECONDS)


def work_off() -> None:
    """Do what is due now."""
    if DBTaskResult.objects.ready().exists():
        new_worker().run()


def new_worker() -> Worker:
    """One that stops when nothing is due any more."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def beat() -> None:
    """A sign of life, not more often than it is looked for."""
    now = clock.now()
    last = LastRun.objects.filter(name=LastRun.WORKER).values_list("ended_at", flat=True).first()
    if last is None or last < now - datetime.timedelta(seconds=BEAT_SECONDS):
        defaults = {"began_at": now, "ended_at": now, "succeeded_at": now}
        LastRun.objects.update_or_create(name=LastRun.WORKER, defaults=defaults)
