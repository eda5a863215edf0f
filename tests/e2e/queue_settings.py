"""The site with its queue in the database, as installed: a thread of the server works it off, or a worker beside it."""

from cms.settings.environment import env
from tests.e2e.settings import *  # noqa: F403

TASK_QUEUE = env.choice("TASK_QUEUE", ("embedded", "database"), default="embedded")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_TIMEOUT = 60
