"""What is done after the answer: fetch, call, no decisions."""

from django_tasks import task

from decrees.services.notifying import mailing
from forum.models import User


@task()
def mail_notifications(user_id: int) -> None:
    """What waits for one person who wants to be told at once."""
    mailing.mail_at_once(User.objects.get(pk=user_id))
