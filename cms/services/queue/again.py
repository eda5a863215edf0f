"""What people do about tasks that failed and mails that were not sent."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.reading.queue import mails_of
from cms.services.queue.worker import wake
from forum import clock, events, ledger
from forum.models import User
from forum.permissions import can_watch_mail, can_watch_site, require
from forum.services import mail
from forum.services.invitations import letters
from forum.services.meetings import notices


@transaction.atomic
def try_again(task: DBTaskResult, *, by: User) -> DBTaskResult:
    """Now, and with all its attempts anew: also to addresses that were refused. One that runs or is done stays so."""
    task = DBTaskResult.objects.select_for_update().get(pk=task.pk)
    mails = mails_of(task)
    require(can_watch_site(by) or (bool(mails) and can_watch_mail(by)))
    if task.status in (TaskResultStatus.FAILED, TaskResultStatus.READY):
        addresses = [one["to"] for one in mails]
        letters.send_again_to(addresses)
        notices.tell_again(addresses)
        task.status, task.run_after, task.worker_ids = TaskResultStatus.READY, clock.now(), []
        task.save(update_fields=["status", "run_after", "worker_ids"])
        transaction.on_commit(wake.set)
    return task


def send_test_mail(*, by: User) -> None:
    """To oneself, and at once: to hear what the mail server says. Raises NotSentError."""
    require(can_watch_mail(by))
    mail.hand_over(
        EmailMessage(
            _("A test mail"), _("If you read this, the mail server sends what this site gives it."), to=[by.email]
        )
    )
    with transaction.atomic():
        ledger.append(events.MAIL_TRIED, target=by, by=by)
