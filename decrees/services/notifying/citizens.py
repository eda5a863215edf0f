"""Whoever was heard online without a login is told by mail what became of it and of what they support, after the
commit: one mail with all that one change tells them."""

import datetime
from collections.abc import Iterable, Mapping
from functools import partial

from django.db import transaction
from django.db.models import Q

from decrees.models import Citizen, CitizenComment, CitizenNews, CitizenSupport, Comment, Notification
from decrees.models.participation.news import REFUSED
from decrees.models.participation.submissions import TOLD_TO_SUPPORTERS
from decrees.services.notifying import tasks

WANTS_MAILS = Q(citizen__mails_ended_at=None, citizen__forgotten_at=None)


def tell_about(told: Mapping[Comment, Notification.Kind]) -> None:
    """Everybody who said it and stands by it, and everybody who supports it, each with the mails that they did not
    end. Who did both is told once, of their own."""
    about = {comment.pk: comment for comment in told}
    from_public = [comment for comment in told if comment.author_id is None and not comment.received_on]
    said = _said(from_public) if from_public else []
    known = set(said)
    supported = [pk for pk, comment in about.items() if told[comment] in TOLD_TO_SUPPORTERS]
    own = ((citizen, pk, False) for citizen, pk in said)
    others = ((citizen, pk, True) for citizen, pk in _supporting(supported) if (citizen, pk) not in known)
    _tell(
        CitizenNews(citizen_id=citizen, what=told[about[pk]], supports=supports, place=about[pk].clause_label)
        for citizen, pk, supports in [*own, *others]
    )


def tell_refused(rows: Iterable[CitizenComment]) -> None:
    _tell(CitizenNews(citizen_id=row.citizen_id, what=REFUSED, place=row.clause_label) for row in rows)


def _said(comments: Iterable[Comment]) -> list[tuple[int, int]]:
    """(citizen, comment); of a wording that was said in one with another comment, those who said that."""
    told: dict[int, list[int]] = {}
    for comment in comments:
        told.setdefault(comment.together_with_id or comment.pk, []).append(comment.pk)
    heard = CitizenComment.objects.filter(WANTS_MAILS, comment__in=told, withdrawn_at=None)
    pairs = heard.order_by("citizen", "comment").values_list("citizen", "comment").distinct()
    return [(citizen, pk) for citizen, said in pairs if said for pk in told[said]]


def _supporting(comments: Iterable[int]) -> list[tuple[int, int]]:
    confirmed = CitizenSupport.objects.filter(WANTS_MAILS, comment__in=comments, confirmed_at__isnull=False)
    return list(confirmed.order_by("citizen", "comment").values_list("citizen", "comment"))


def _tell(news: Iterable[CitizenNews]) -> None:
    """Of what concerns many the request queues one task."""
    made = CitizenNews.objects.bulk_create(news, batch_size=500)
    if citizens := sorted({row.citizen_id for row in made}):
        transaction.on_commit(partial(tasks.mail_to_citizens.enqueue, citizens), robust=True)


def take_up_stopped(before: datetime.datetime) -> None:
    """Mails that a run was killed over, or that nobody began."""
    waiting = Citizen.objects.filter(news__at__lte=before).order_by("pk").values_list("pk", flat=True).distinct()
    if citizens := list(waiting):
        tasks.mail_to_citizens.enqueue(citizens)
