"""Tasks whose worker was stopped in the middle of them."""

import datetime

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.reading.queue import STOPPED
from forum import clock

STOPPED_AFTER = datetime.timedelta(hours=1)
# These know themselves what they have done: Wagtail's bring indexes up to date, mails of these are noted one by one.
NOTED = ("send_letters", "send_overdue_letters", "tell_changes", "send_reminders")
TABLES = "forum.services.records.tables.tasks."  # note with each part that they have done it
REMINDERS = "minutes.services.tasks.mail_action_reminders"
FILES = ("minutes.documents.kept_bundles.", "minutes.views.series.", "cms.services.dump.")  # made anew
SAFE = ("wagtail.", "modelsearch.", *FILES, TABLES, REMINDERS, *(f"forum.services.tasks.{name}" for name in NOTED))


def take_up_stopped() -> tuple[int, int]:
    """How many are done again, and how many are given up: nobody knows whether their mail was sent, so a person
    decides."""
    running = DBTaskResult.objects.running().filter(started_at__lt=clock.now() - STOPPED_AFTER)
    safe = [row.pk for row in running if row.task_path.startswith(SAFE)]
    again = running.filter(pk__in=safe).update(status=TaskResultStatus.READY, run_after=clock.now())
    given_up = running.update(
        status=TaskResultStatus.FAILED, finished_at=clock.now(), exception_class_path=STOPPED, traceback=""
    )
    return again, given_up
