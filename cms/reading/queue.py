"""What waits to be done after the answer, and what could not be done: mails for the secretariat, all of it for
administrators."""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from forum import clock
from forum.services.mail import in_words

SHOWN = 30
STOPPED = "stopped"  # in place of an error, where a worker was stopped in the middle of a task


@dataclass(frozen=True, slots=True)
class UnsentMail:
    """One mail that the server did not take. `again_at` is when it is tried again; None: it was given up."""

    task: UUID
    to: str
    subject: str
    at: datetime.datetime
    words: str
    answer: str
    again_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class ShownTask:
    row: DBTaskResult
    attempts: int
    what_happened: str


@dataclass(frozen=True, slots=True)
class TaskGroup:
    label: Any
    count: int
    tasks: list[ShownTask]
    may_try_again: bool


def mails_of(task: DBTaskResult) -> list[dict[str, str]]:
    """The mails that were not sent when it was tried last."""
    return (task.return_value or {}).get("mails", []) if isinstance(task.return_value, dict | None) else []


def unsent_tasks() -> QuerySet[DBTaskResult]:
    undone = DBTaskResult.objects.filter(status__in=[TaskResultStatus.FAILED, TaskResultStatus.READY])
    found: QuerySet[DBTaskResult] = undone.filter(return_value__has_key="mails").order_by("-started_at")
    return found


def unsent_mails() -> list[UnsentMail]:
    """The newest first."""
    return [
        UnsentMail(
            task=task.id,
            to=one["to"],
            subject=one["subject"],
            at=task.started_at,
            words=in_words(one["problem"]),
            answer=one["answer"],
            again_at=task.run_after if task.status == TaskResultStatus.READY else None,
        )
        for task in unsent_tasks()[:SHOWN]
        for one in mails_of(task)
    ]


def is_due() -> Q:
    """Of a task that waits: whether it may be done now."""
    return Q(run_after=get_date_max()) | Q(run_after__lte=clock.now())


def task_groups() -> list[TaskGroup]:
    tasks, at_once = DBTaskResult.objects.all(), is_due()
    waiting, failed = tasks.filter(status=TaskResultStatus.READY), tasks.failed()
    return [
        _group(_("failed, given up"), failed.order_by("-finished_at"), may_try_again=True),
        _group(_("failed, tried again later"), waiting.exclude(at_once).order_by("run_after"), may_try_again=True),
        _group(_("running"), tasks.running().order_by("started_at")),
        _group(_("waiting"), waiting.filter(at_once).order_by("enqueued_at")),
        _group(_("done"), tasks.successful().order_by("-finished_at")),
    ]


def _group(label: Any, rows: QuerySet[DBTaskResult], *, may_try_again: bool = False) -> TaskGroup:
    shown = [ShownTask(row, len(row.worker_ids), _what_happened(row)) for row in rows[:SHOWN]]
    return TaskGroup(label, rows.count(), shown, may_try_again)


def _what_happened(row: DBTaskResult) -> str:
    """In one line: what the mail server said, or the last line of the traceback."""
    if mails := mails_of(row):
        return "; ".join(sorted({f"{in_words(one['problem'])} {one['answer']}".strip() for one in mails}))
    if row.exception_class_path == STOPPED:
        return str(_("Its worker was stopped in the middle of it: nobody knows how far it came."))
    return row.traceback.strip().rpartition("\n")[2] or row.exception_class_path
