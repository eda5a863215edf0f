"""Mails to one person about what concerns them: at once, or once a day together with what is new on their drafts."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import translation

from decrees.models import Notification, NotificationPreference
from decrees.services.notifying import digest
from decrees.services.notifying.listing import notification_list
from forum import clock
from forum.models import LedgerHead, User
from forum.models.pages import absolute_reverse
from forum.services import mail

How = NotificationPreference.How


def mail_at_once(user: User) -> bool:
    """Send what a person wants at once and what waits of it, in one mail. False if nothing was waiting."""
    kinds = choice_of(user).kinds(How.AT_ONCE)
    return bool(kinds) and _mail(user, kinds, None)


def mail_news(user: User, since: digest.Since | None = None) -> bool:
    """The mail of the day, of all that the person wants by mail. False if there is nothing to read."""
    choice = choice_of(user)
    wanted = since if choice.how_for(NotificationPreference.Subject.DRAFTS) != How.NEVER else None
    return _mail(user, choice.kinds(How.AT_ONCE, How.DAILY), wanted)


def choice_of(user: User) -> NotificationPreference:
    return NotificationPreference.objects.filter(user=user).first() or NotificationPreference(user=user)


def wants_mail_of_duties(user: User) -> bool:
    """What an organisation is asked to do, and is told beside the drafts: unless it is read on the site only."""
    return choice_of(user).how_for(NotificationPreference.Subject.DUTIES) != How.NEVER


def _mail(user: User, kinds: list[str], since: digest.Since | None) -> bool:
    """Write the mail from what the person may read now. If sending fails, the notices keep waiting."""
    waiting = _claim(user, kinds)
    told = notification_list(
        Notification.objects.visible_to(user).filter(pk__in=waiting).with_subjects().order_by("pk")
    )
    with translation.override(settings.LANGUAGE_CODE):
        fresh = digest.about_drafts(user, since) if since else []
    if not told and not fresh:
        return False
    choice = f"{absolute_reverse('decrees:notices')}#pilihan"
    record = {"head": LedgerHead.objects.get(), "record": absolute_reverse("forum:record")}
    context: dict[str, Any] = {"told": told, "news": fresh, "site": settings.BASE_URL, "choice": choice, **record}
    try:
        mail.send("notices", to=user.email, context=context, unsubscribe=stop_address(user))
    except Exception:
        Notification.objects.filter(pk__in=waiting).update(mailed_at=None)
        raise
    return True


@transaction.atomic
def _claim(user: User, kinds: list[str]) -> list[int]:
    """Keys of the notices that were neither mailed nor read on the site; they are marked as mailed, so no other run
    sends them."""
    waiting = Notification.objects.select_for_update().unread().filter(user=user, kind__in=kinds, mailed_at=None)
    claimed = list(waiting.values_list("pk", flat=True))
    Notification.objects.filter(pk__in=claimed).update(mailed_at=clock.now())
    return claimed


# --- no more mails, with one press in the mail program (RFC 8058)

STOP = signing.Signer(salt="decrees.notices.stop")


def stop_address(user: User) -> str:
    return absolute_reverse("decrees:notices-stop", STOP.sign(str(user.pk)))


def whose_mails(word: str) -> User | None:
    """Whose mails the word of such an address ends; None for a word that no mail held."""
    try:
        return User.objects.filter(pk=int(STOP.unsign(word)), is_active=True).first()
    except (signing.BadSignature, ValueError):
        return None
