"""Tasks that run after the response: each fetches its objects and calls one function, without decisions of its own."""

import datetime

from django_tasks import task

from decrees.services.notifying import digest, mailing, to_citizens
from forum.models import User


@task()
def mail_notifications(user_id: int) -> None:
    """Mail what waits for one person who wants mail at once."""
    mailing.mail_at_once(User.objects.get(pk=user_id))


@task()
def mail_digest(user_id: int, since: tuple[int, str] | None) -> None:
    """The mail of the day for one person, where it could not be sent with the others'."""
    begins = digest.Since(since[0], datetime.date.fromisoformat(since[1])) if since else None
    mailing.mail_news(User.objects.get(pk=user_id), begins)


@task()
def mail_citizen_link(citizen_id: int) -> None:
    """The link by which somebody without a login confirms what was typed."""
    to_citizens.send_link(citizen_id)


@task()
def mail_citizen_news(citizen_id: int, what: str, place: str) -> None:
    """What became of a comment."""
    to_citizens.send_news(citizen_id, what, place)
