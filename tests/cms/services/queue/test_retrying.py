"""A mail that was not sent is sent later; what was sent is never sent twice; what cannot be sent is shown."""

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task
from wagtail.tasks import update_reference_index_task

from cms.reading.queue import unsent_mails
from cms.services.queue import take_up_stopped
from cms.services.queue.retrying import INDEXING, PAUSES, has_nothing_to_index
from cms.services.queue.stopped import STOPPED_AFTER
from decrees.services import send_digests
from forum import events, services
from forum.models import LedgerEntry
from forum.services import tasks
from tests.factories import OrganisationFactory, invitation_page, member_of, open_draft, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return member_of(OrganisationFactory()).person


def test_refusal_for_now_is_tried_again_after_growing_pauses_and_then_given_up(post, worked, person):
    post.refuses["*"] = "451 busy"
    tasks.mail_login.enqueue(person.pk)
    for pause in PAUSES:
        row = worked()["mail_login"]
        assert row.status == "READY"
        assert row.run_after - row.started_at >= pause
    assert (worked()["mail_login"].status, post.taken) == ("FAILED", [])
    assert [(one.again_at, one.to) for one in unsent_mails()] == [(None, person.user.email)]


def test_mail_leaves_once_when_the_server_recovers(post, worked, person):
    post.refuses["*"] = "421 not now"
    tasks.mail_login.enqueue(person.pk)
    assert worked()["mail_login"].status == "READY"
    post.refuses.clear()
    assert worked()["mail_login"].status == "SUCCESSFUL"
    worked()
    assert post.recipients == [person.user.email]
    assert unsent_mails() == []


def test_nothing_is_tried_before_its_time(post, worked, person):
    post.refuses["*"] = "451 busy"
    tasks.mail_login.enqueue(person.pk)
    row = worked()["mail_login"]
    assert not DBTaskResult.objects.ready().filter(pk=row.pk).exists()


def test_address_that_is_refused_for_good_is_not_tried_again(post, worked, person):
    post.refuses[person.user.email] = "550 no such box"
    tasks.mail_login.enqueue(person.pk)
    assert worked()["mail_login"].status == "FAILED"
    [mail] = unsent_mails()
    assert (mail.to, mail.answer, mail.again_at) == (person.user.email, "550 no such box", None)


def test_silent_mail_server_is_left_after_the_time_that_is_set_and_asked_again(post, worked, person, settings):
    settings.EMAIL_TIMEOUT = 0.2
    post.fall_silent()
    tasks.mail_login.enqueue(person.pk)
    row = worked()["mail_login"]
    assert (row.status, row.return_value["mails"][0]["problem"]) == ("READY", "silent")
    post.speaks.set()
    settings.EMAIL_TIMEOUT = 10
    assert worked()["mail_login"].status == "SUCCESSFUL"
    assert post.recipients == [person.user.email]


def test_server_that_takes_a_mail_and_hangs_up_has_taken_it(post, worked, person):
    post.goodbye = False
    tasks.mail_login.enqueue(person.pk)
    assert worked()["mail_login"].status == "SUCCESSFUL"
    assert post.recipients == [person.user.email]


def test_letters_reach_each_once_and_the_record_names_who_was_written_to(
    post, worked, django_capture_on_commit_callbacks
):
    by = secretariat_user()
    two = OrganisationFactory(name="Dua orang")
    first, second = member_of(two, email="satu@dua.contoh.id"), member_of(two, email="lain@dua.contoh.id")
    wrong = OrganisationFactory(email="salah@contoh.id")
    invitation = invitation_page(to=[two, wrong], live=False)
    post.refuses |= {second.email: "451 busy", "salah@contoh.id": "550 no such box"}
    with django_capture_on_commit_callbacks(execute=True):
        services.publish_page(invitation, by=by)
    assert worked()["send_letters"].status == "READY"
    post.refuses.pop(second.email)
    worked()
    assert worked()["send_letters"].status == "SUCCESSFUL"
    assert post.recipients == sorted([first.email, second.email])
    [entry] = LedgerEntry.objects.filter(verb=events.INVITATION_SENT)
    assert (entry.data["organisations"], entry.data["refused"]) == ([two.pk], [wrong.pk])
    assert post.asked.is_set()


def test_mail_of_the_day_that_could_not_be_sent_is_sent_later_to_each_once(post, worked):
    _version, _round, member = open_draft()
    post.refuses[member.email] = "451 busy"
    assert send_digests() == 0
    assert worked()["mail_digest"].status == "READY"
    post.refuses.clear()
    assert worked()["mail_digest"].status == "SUCCESSFUL"
    assert post.recipients == [member.email]


def test_other_errors_are_tried_again_as_well_and_keep_their_reason(worked):
    tasks.mail_registration.enqueue(0)
    row = worked()["mail_registration"]
    assert (row.status, row.return_value) == ("READY", None)
    assert "DoesNotExist" in row.exception_class_path


def test_task_whose_worker_was_stopped_is_done_again_only_where_that_is_safe(worked, person):
    rows = [tasks.send_overdue_letters.enqueue(), tasks.mail_login.enqueue(person.pk), tasks.mail_login.enqueue(0)]
    long_ago = timezone.now() - STOPPED_AFTER - datetime.timedelta(minutes=1)
    DBTaskResult.objects.filter(pk__in=[row.id for row in rows[:2]]).update(status="RUNNING", started_at=long_ago)
    DBTaskResult.objects.filter(pk=rows[2].id).update(status="RUNNING", started_at=timezone.now())
    assert take_up_stopped() == (1, 1)
    found = [DBTaskResult.objects.get(pk=row.id).status for row in rows]
    assert found == ["READY", "FAILED", "RUNNING"]


def test_index_of_what_was_deleted_meanwhile_is_up_to_date_and_no_failure(worked, caplog):
    """A row of an agenda, for example, that is saved and taken away again before the worker comes to it."""
    gone, stays = OrganisationFactory(), OrganisationFactory()
    for task in (update_reference_index_task, insert_or_update_object_task):
        assert task.module_path in INDEXING
        task.enqueue("forum", "organisation", str(gone.pk))
    update_reference_index_task.enqueue("forum", "organisation", str(stays.pk))
    gone.delete()
    worked()
    rows = DBTaskResult.objects.filter(task_path__in=INDEXING)
    assert {(row.status, row.traceback) for row in rows} == {("SUCCESSFUL", "")}
    assert [one.getMessage() for one in caplog.records if one.name.startswith("cms")] == []


def test_other_task_whose_object_is_missing_is_tried_again(worked, person):
    tasks.mail_login.enqueue(person.pk + 1)
    row = worked()["mail_login"]
    assert (row.status, row.exception_class_path) == ("READY", "forum.models.directory.people.Person.DoesNotExist")


def test_index_that_fails_while_its_object_is_there_is_tried_again(worked):
    """The table is there and the row too: what went wrong is something else."""
    organisation = OrganisationFactory()
    update_reference_index_task.enqueue("forum", "organisation", str(organisation.pk))
    assert not has_nothing_to_index(DBTaskResult.objects.filter(task_path__in=INDEXING).last())
