"""Tasks that run after the response: each fetches its objects and calls one function, without decisions of its own."""

from typing import Any

from django_tasks import task

from decrees.services.notifying import mailing, to_citizens
from forum.models import User


@task()
def mail_notifications(user_id: int) -> None:
    """Mail what waits for one person who wants mail at once."""
    mailing.mail_at_once(User.objects.get(pk=user_id))


@task()
def mail_to_each(user_ids: list[int]) -> None:
    """What concerns many is queued for each of them here, where nobody waits for it."""
    for user_id in user_ids:
        mail_notifications.enqueue(user_id)


@task()
def mail_digest(user_id: int, since: int | list[Any] | None) -> None:
    """The mail of the day for one person, where it could not be sent with the others'. What an earlier release queued
    has the day of the digest behind the number of the entry."""
    mailing.mail_news(User.objects.get(pk=user_id), since[0] if isinstance(since, list) else since)


@task()
def mail_citizen_link(citizen_id: int) -> None:
    """The link by which somebody without a login confirms what was typed."""
    to_citizens.send_link(citizen_id)


@task()
def mail_to_citizens(citizen_ids: list[int]) -> None:
    """What concerns many is queued for each of them here, where nobody waits for it."""
    for citizen_id in citizen_ids:
        mail_citizen_news.enqueue(citizen_id)


@task()
def mail_citizen_news(citizen_id: int, what: str = "", place: str = "") -> None:
    """What became of a comment. What an earlier release queued holds by itself what it tells."""
    if what:
        to_citizens.keep(citizen_id, what, place)
    to_citizens.send_news(citizen_id)
