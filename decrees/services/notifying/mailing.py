"""Mails to one person about what concerns them: at once, or once a day together with what is new on their drafts."""

import datetime
import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from decrees import events
from decrees.models import Notification, NotificationPreference
from decrees.services.notifying import digest
from decrees.services.notifying.listing import notification_list
from forum import clock, ledger
from forum.audiences import SECRETARIAT
from forum.models import LedgerEntry, LedgerHead, User
from forum.models.pages import absolute_reverse
from forum.services import mail

log = logging.getLogger(__name__)
How = NotificationPreference.How


def mail_at_once(user: User) -> bool:
    """Send everything that waits for a person who wants mail at once, in one mail. False if nothing was waiting."""
    choice = NotificationPreference.objects.filter(user=user).first() or NotificationPreference()
    return choice.how == How.AT_ONCE and _mail(user)


def send_digests() -> int:
    """Send the daily mail to everybody who has something to read in it, and return the number of mails. A second run on
    the same day repeats nothing."""
    since = _claim_news()
    people = User.objects.filter(is_active=True).exclude(notice_choice__how=How.NEVER).order_by("pk")
    return sum(_mail_quietly(user, since) for user in people)


def _mail_quietly(user: User, since: digest.Since | None) -> bool:
    """Mail one person. An error is logged, so that one bad address does not stop the mails to others."""
    try:
        return _mail(user, since)
    except Exception:
        log.exception("Could not mail the digest to login %s", user.pk)
        return False


def _mail(user: User, since: digest.Since | None = None) -> bool:
    """Write the mail from what the person may read now. If sending fails, the notices keep waiting."""
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


@transaction.atomic
def _claim_news() -> digest.Since | None:
    """Where the digest before ended; the ledger records it. None if nothing has happened since."""
    LedgerHead.objects.select_for_update().get()  # another run waits, and then finds this one's entry
    last = LedgerEntry.objects.filter(verb=events.DIGEST_SENT).order_by("-seq").first()
    yesterday = clock.now() - datetime.timedelta(days=1)
    since = digest.Since(last.data["through"], timezone.localdate(last.at)) if last else digest.Since.moment(yesterday)
    if not digest.is_any(since):
        return None
    newest = LedgerEntry.objects.order_by("-seq")[0]
    ledger.append(events.DIGEST_SENT, target=newest, by=None, audience=SECRETARIAT, data={"through": newest.seq})
    return since
