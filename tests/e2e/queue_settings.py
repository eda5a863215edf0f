"""The site as installed on one machine: a thread of the server works off the queue."""

from tests.e2e.settings import *  # noqa: F403

TASK_QUEUE = "embedded"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_TIMEOUT = 60
