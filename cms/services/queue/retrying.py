"""A task that failed is tried again after growing pauses; then it is given up, and stays to be seen.

All tasks may be tried again after an error: those that mail say so only if nothing was sent, and all others bring
something up to date. An index of something that was deleted meanwhile is up to date: deleting took it out.
"""

import datetime
import logging
import sys
from dataclasses import asdict
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from forum import clock
from forum.services.mail import NotSentError

log = logging.getLogger(__name__)
# Wagtail's: each is given a model and a key.
INDEXING = {"wagtail.tasks.update_reference_index_task", "modelsearch.tasks.insert_or_update_object_task"}
PAUSES = [datetime.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]


@receiver(task_finished, dispatch_uid="cms.retry")
def retry(sender: type, task_result: TaskResult, **kwargs: Any) -> None:
    """Called by the worker while it handles the error."""
    if task_result.status != TaskResultStatus.FAILED or not issubclass(sender, DatabaseBackend):
        return
    row = DBTaskResult.objects.get(pk=task_result.id)
    error = sys.exc_info()[1]
    if isinstance(error, ObjectDoesNotExist) and has_nothing_to_index(row):
        row.status, row.exception_class_path, row.traceback = TaskResultStatus.SUCCESSFUL, "", ""
        row.save(update_fields=["status", "exception_class_path", "traceback"])
        return
    row.return_value = {"mails": _mails(error)} if isinstance(error, NotSentError) else None
    pause = pause_after(len(row.worker_ids)) if may_be_repeated(error) else None
    if pause:
        row.status, row.run_after = TaskResultStatus.READY, clock.now() + pause
    row.save(update_fields=["status", "run_after", "return_value"])
    _log(row, error, pause)


def has_nothing_to_index(row: DBTaskResult) -> bool:
    """What it was to index was deleted while it waited."""
    if row.task_path not in INDEXING:
        return False
    app_label, model_name, pk = row.args_kwargs["args"]
    return not apps.get_model(app_label, model_name)._base_manager.filter(pk=pk).exists()


def may_be_repeated(error: BaseException | None) -> bool:
    """Not where every address was refused for good, nor where the worker was stopped: nobody knows how far it came."""
    return not error.is_final if isinstance(error, NotSentError) else isinstance(error, Exception)


def pause_after(attempts: int) -> datetime.timedelta | None:
    """None: it was tried often enough."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def _mails(error: NotSentError) -> list[dict[str, str]]:
    return [{**asdict(failure), "problem": failure.problem.value} for failure in error.failures]


def _log(row: DBTaskResult, error: BaseException | None, pause: datetime.timedelta | None) -> None:
    """Without a traceback where it is the mail server's doing."""
    then = f"is tried again at {timezone.localtime(row.run_after):%Y-%m-%dT%H:%M:%S%z}" if pause else "was given up"
    trace = None if isinstance(error, NotSentError) else error
    level = logging.WARNING if pause else logging.ERROR
    log.log(level, "Task %s failed (%s) and %s", row.task_path, type(error).__name__, then, exc_info=trace)
