"""A task that was waiting when its function moved is done by the worker after the update."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from forum.services import tasks
from tests.factories import (
    OrganisationFactory,
    RegistrationFactory,
    answered,
    commented,
    invitation_page,
    member_of,
    open_draft,
)

pytestmark = pytest.mark.django_db
MIGRATION = import_module("cms.migrations.0002_paths_of_waiting_tasks")


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def waiting(path, *args):
    """A row as the code before the move put it into the queue."""
    row = DBTaskResult.objects.get(pk=tasks.mail_login.enqueue(0).id)
    row.task_path, row.args_kwargs = path, {"args": list(args), "kwargs": {}}
    row.save()
    return row


def migrated(row):
    MIGRATION.follow(apps, None)
    row.refresh_from_db()
    return row


def worked(row):
    """What `manage.py db_worker` does with the row that it has claimed."""
    worker = Worker(
        queue_names=["default"], excluded_queue_names=[], interval=0, batch=True, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id="worker",
    )  # fmt: skip
    row.claim("worker")
    worker.run_task(row)
    row.refresh_from_db()
    return row.status


def letters():
    return [(to, letter.subject) for letter in mail.outbox for to in letter.to]


def test_login_that_was_waiting_is_mailed():
    user = member_of(OrganisationFactory())
    assert worked(migrated(waiting("forum.tasks.mail_login", user.person.pk))) == "SUCCESSFUL"
    assert [to for to, _ in letters()] == [user.email]


def test_invitation_that_was_waiting_is_mailed():
    organisation = OrganisationFactory()
    user, invitation = member_of(organisation), invitation_page()
    row = waiting("forum.tasks.mail_invitation", invitation.pk, organisation.pk, user.pk)
    assert worked(migrated(row)) == "SUCCESSFUL"
    assert [to for to, _ in letters()] == [user.email]


def test_registration_that_was_waiting_is_confirmed():
    registration = RegistrationFactory(invitation=invitation_page())
    assert worked(migrated(waiting("forum.tasks.mail_registration", registration.pk))) == "SUCCESSFUL"
    assert [to for to, _ in letters()] == [registration.email]


def test_notifications_that_were_waiting_are_mailed():
    version, _round, member = open_draft()
    commented(version, member)
    answered(version.decree)
    assert worked(migrated(waiting("decrees.tasks.mail_notices", member.pk))) == "SUCCESSFUL"
    assert [to for to, _ in letters()] == [member.email]


def test_task_under_its_old_path_would_not_be_done():
    user = member_of(OrganisationFactory())
    assert worked(waiting("forum.tasks.mail_login", user.person.pk)) == "FAILED"
    assert letters() == []


def test_tasks_of_others_stay_as_they_are():
    path = "django_tasks.somebody.elses"
    assert migrated(waiting(path)).task_path == path


@pytest.mark.parametrize("path", sorted(set(MIGRATION.MOVED.values())))
def test_what_a_task_is_called_now_is_a_task(path):
    """If it moves again, what waits has to be taken along by another migration."""
    module, name = path.rsplit(".", 1)
    assert getattr(import_module(module), name).module_path == path
