"""Tasks that run after the response: each fetches its objects and calls one function, without decisions of its own."""

from django_tasks import task

from decrees.services.notifying import mailing
from forum.models import User


@task()
def mail_notifications(user_id: int) -> None:
    """Mail what waits for one person who wants mail at once."""
    mailing.mail_at_once(User.objects.get(pk=user_id))
