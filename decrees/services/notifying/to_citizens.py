"""Mails to people without a login. They hold nothing that a stranger has typed: whose address it is shows later."""

import contextlib
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.models import Citizen, CitizenLink, CitizenNews, Notification
from decrees.models.participation.citizens import CONFIRMED_WITHIN
from decrees.models.participation.news import REFUSED
from decrees.models.participation.submissions import TOLD_TO_SUPPORTERS
from forum import clock
from forum.models.invitations import key_of, new_link
from forum.models.pages import absolute_reverse
from forum.services import mail
from forum.services.invitations.letters import GIVEN_UP_AFTER

Kind = Notification.Kind
NEWS: dict[str, str | Promise] = {
    REFUSED: _("Your comment was not published. The reason stands behind the link."),
    Kind.ANSWERED: _("Your comment was answered."),
    Kind.REANSWERED: _("The answer to your comment was changed."),
    Kind.CONTESTED: _("The answer to your comment was changed."),
    Kind.CHANGED: _("The passage you commented on was changed."),
    Kind.REPLACED: _("The passage you commented on was replaced by other words."),
    Kind.LOST: _("The passage you commented on is gone."),
    Kind.TAKEN: _("The words you commented on were put into the text."),
    Kind.FOLLOWED: _("The text was changed because of your comment."),
    Kind.HIDDEN: _("Words were hidden. The reason stands behind the link."),
    Kind.SHOWN: _("Words that were hidden are shown again."),
}


def send_link(citizen_id: int) -> None:
    citizen = _known(citizen_id)
    if citizen:
        with link_in_mail(citizen) as token:
            context = {**_about(citizen, token), "hours": int(CONFIRMED_WITHIN.total_seconds() // 3600)}
            mail.send("citizens/asked", to=citizen.email, context=context)


def keep(citizen_id: int, what: str, place: str) -> None:
    if _known(citizen_id):
        CitizenNews.objects.create(citizen_id=citizen_id, what=what, place=place)


def send_news(citizen_id: int) -> None:
    """All that waits for a citizen, in one mail. What a run before had begun to send goes first, alone: it is the same
    mail again."""
    for stopped in (True, False):
        _send(_known(citizen_id), _claim(citizen_id, stopped=stopped))


@transaction.atomic
def _claim(citizen_id: int, *, stopped: bool) -> list[CitizenNews]:
    begun = Q(claimed_at__lt=clock.now() - GIVEN_UP_AFTER)
    waiting = CitizenNews.objects.select_for_update().filter(begun if stopped else Q(claimed_at=None))
    claimed = list(waiting.filter(citizen=citizen_id))
    _mark(claimed, claimed_at=clock.now())
    return claimed


def _mark(news: Sequence[CitizenNews], **values: object) -> None:
    if news:
        CitizenNews.objects.filter(pk__in=[row.pk for row in news]).update(**values)


def _send(citizen: Citizen | None, news: Sequence[CitizenNews]) -> None:
    if news and citizen and citizen.mails_ended_at is None:
        with _kept_if_not_sent(news), link_in_mail(citizen) as token:
            stop = absolute_reverse("decrees:heard-stop", token)
            own = not all(row.supports for row in news)
            context = {**_about(citizen, token), "news": _lines(news), "own": own, "stop": stop}
            same = f"citizen-news:{news[0].pk}"
            mail.send("citizens/news", to=citizen.email, context=context, unsubscribe=stop, same=same)
    CitizenNews.objects.filter(pk__in=[row.pk for row in news]).delete()


@contextlib.contextmanager
def _kept_if_not_sent(news: Sequence[CitizenNews]) -> Iterator[None]:
    try:
        yield
    except Exception:
        _mark(news, claimed_at=None)
        raise


def _lines(news: Sequence[CitizenNews]) -> list[tuple[str, str]]:
    """What happened, and where; each once, however many comments it concerns."""
    return list(dict.fromkeys((_words(row), row.place) for row in news))


def _words(row: CitizenNews) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return f"{TOLD_TO_SUPPORTERS[row.what]}." if row.supports else str(NEWS[row.what])


@contextlib.contextmanager
def link_in_mail(citizen: Citizen) -> Iterator[str]:
    """Each mail has a link of its own, as none is stored; all lead to the same page. A mail that was not taken leaves
    none behind."""
    token = new_link()
    link = CitizenLink.objects.create(citizen=citizen, key=key_of(token))
    try:
        yield token
    except mail.NotSentError:
        link.delete()
        raise


def _known(citizen_id: int) -> Citizen | None:
    return Citizen.objects.select_related("decree").filter(pk=citizen_id, forgotten_at=None).first()


def _about(citizen: Citizen, token: str) -> dict[str, object]:
    return {"decree": citizen.decree, "url": absolute_reverse("decrees:heard", token)}
