"""`manage.py db_worker`, where TASK_QUEUE is database: django-tasks' own worker, which leaves a sign of life."""

import logging
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections
from django_tasks_db.management.commands import db_worker

from cms.services.queue import beat
from cms.services.queue.worker import BEAT_SECONDS

log = logging.getLogger(__name__)


class Command(db_worker.Command):
    def handle(self, **options: Any) -> None:
        if settings.TASK_QUEUE != "database":
            raise CommandError("The server itself does what waits in the queue. Set TASK_QUEUE=database for a worker.")
        beat()
        threading.Thread(target=_beat, daemon=True).start()
        super().handle(**options)


def _beat() -> None:
    """Also while a task takes long."""
    while not threading.Event().wait(BEAT_SECONDS):
        try:
            beat()
        except Exception:
            log.exception("The worker could not leave its sign of life")
        finally:
            connections.close_all()
