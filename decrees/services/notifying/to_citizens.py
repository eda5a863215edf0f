"""Mails to people without a login. They hold nothing that a stranger has typed: whose address it is shows later."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.models import Citizen, Notification
from decrees.models.participation.citizens import CONFIRMED_WITHIN
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
        context = {**_about(citizen), "hours": int(CONFIRMED_WITHIN.total_seconds() // 3600)}
        mail.send("citizens/asked", to=citizen.email, context=context)


def send_news(citizen_id: int, what: str, place: str) -> None:
    citizen = _known(citizen_id)
    if citizen and citizen.mails_ended_at is None:
        stop = absolute_reverse("decrees:heard-stop", citizen.token)
        context = {**_about(citizen), "news": NEWS[what], "place": place, "stop": stop}
        mail.send("citizens/news", to=citizen.email, context=context, unsubscribe=stop)


def _known(citizen_id: int) -> Citizen | None:
    return Citizen.objects.select_related("decree").filter(pk=citizen_id, forgotten_at=None).first()


def _about(citizen: Citizen) -> dict[str, object]:
    return {"decree": citizen.decree, "url": absolute_reverse("decrees:heard", citizen.token)}
