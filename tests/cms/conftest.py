"""A queue in the database, a worker that does what is due, and a real mail server."""

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.services.queue.worker import new_worker
from tests.smtp import mail_server


@pytest.fixture
def post(settings):
    """The mail server."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 10
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        yield server


@pytest.fixture
def worked(post, db):
    """Do what is due, also what waits for its next attempt, and give the tasks of ours by their names."""

    def work():
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        worker = new_worker()
        while row := DBTaskResult.objects.ready().first():
            row.claim(worker.worker_id)
            worker.run_task(row)
        rows = DBTaskResult.objects.filter(task_path__contains=".services.")
        return {row.task_path.rpartition(".")[2]: row for row in rows}

    return work
