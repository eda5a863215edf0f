"""Mails to one person about what concerns them: at once, or once a day together with what is new on their drafts."""

from typing import Any

from django.conf import settings
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
    """Send everything that waits for a person who wants mail at once, in one mail. False if nothing was waiting."""
    choice = NotificationPreference.objects.filter(user=user).first() or NotificationPreference()
    return choice.how == How.AT_ONCE and mail_news(user)


def mail_news(user: User, since: digest.Since | None = None) -> bool:
    """Write the mail from what the person may read now. False if there is nothing to read. If sending fails, the
    notices keep waiting."""
    waiting = _claim(user)
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
        mail.send("notices", to=user.email, context=context, unsubscribe=choice)
    except Exception:
        Notification.objects.filter(pk__in=waiting).update(mailed_at=None)
        raise
    return True


@transaction.atomic
def _claim(user: User) -> list[int]:
    """Keys of the notices that were neither mailed nor read on the site; they are marked as mailed, so no other run
    sends them."""
    waiting = Notification.objects.select_for_update().unread().filter(user=user, mailed_at=None)
    claimed = list(waiting.values_list("pk", flat=True))
    Notification.objects.filter(pk__in=claimed).update(mailed_at=clock.now())
    return claimed
