"""Mails to people without a login. They hold nothing that a stranger has typed: whose address it is shows later."""

import contextlib
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.models import Citizen, CitizenLink, Notification
from decrees.models.participation.citizens import CONFIRMED_WITHIN
from forum.models.invitations import key_of, new_link
from forum.models.pages import absolute_reverse
from forum.services import mail

Kind = Notification.Kind
REFUSED = "refused"
NEWS: dict[str, str | Promise] = {
    REFUSED: _("Your comment was not published. The reason stands behind the link."),
    Kind.ANSWERED: _("Your comment was answered."),
    Kind.REANSWERED: _("The answer to your comment was changed."),
    Kind.CONTESTED: _("The answer to your comment was changed."),
    Kind.CHANGED: _("The passage you commented on was changed."),
    Kind.REPLACED: _("The passage you commented on was replaced by other words."),
    Kind.LOST: _("The passage you commented on is gone."),
    Kind.TAKEN: _("The words you commented on were put into the text."),
    Kind.HIDDEN: _("Words were hidden. The reason stands behind the link."),
    Kind.SHOWN: _("Words that were hidden are shown again."),
}


def send_link(citizen_id: int) -> None:
    citizen = _known(citizen_id)
    if citizen:
        with link_in_mail(citizen) as token:
            context = {**_about(citizen, token), "hours": int(CONFIRMED_WITHIN.total_seconds() // 3600)}
            mail.send("citizens/asked", to=citizen.email, context=context)


def send_news(citizen_id: int, what: str, place: str) -> None:
    citizen = _known(citizen_id)
    if citizen and citizen.mails_ended_at is None:
        with link_in_mail(citizen) as token:
            stop = absolute_reverse("decrees:heard-stop", token)
            context = {**_about(citizen, token), "news": NEWS[what], "place": place, "stop": stop}
            mail.send("citizens/news", to=citizen.email, context=context, unsubscribe=stop)


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
