"""Whoever was heard online without a login is told by mail what became of it, after the commit."""

from collections.abc import Iterable, Mapping
from functools import partial

from django.db import transaction

from decrees.models import CitizenComment, Comment, Notification
from decrees.services.notifying import tasks
from decrees.services.notifying.to_citizens import REFUSED


def tell_about(told: Mapping[Comment, Notification.Kind]) -> None:
    """Everybody who said it and stands by it, each with the mails that they did not end. Comments of organisations
    ask nothing here."""
    from_public = {comment.pk: comment for comment in told if comment.author_id is None and not comment.received_on}
    if not from_public:
        return
    heard = CitizenComment.objects.filter(comment__in=from_public, citizen__mails_ended_at=None, withdrawn_at=None)
    for citizen, pk in heard.order_by("citizen", "comment").values_list("citizen", "comment").distinct():
        comment = from_public[pk or 0]
        _mail(citizen, told[comment].value, comment.clause_label)


def tell_refused(rows: Iterable[CitizenComment]) -> None:
    for row in rows:
        _mail(row.citizen_id, REFUSED, row.clause_label)


def _mail(citizen: int, what: str, place: str) -> None:
    transaction.on_commit(partial(tasks.mail_citizen_news.enqueue, citizen, what, place))
