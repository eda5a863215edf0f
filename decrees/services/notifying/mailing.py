"""Mails about what concerns one person: at once, or once a day together with what is new in their drafts."""

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
    """Everything that waits for somebody who wants to be told at once, in one mail; False if there was nothing."""
    choice = NotificationPreference.objects.filter(user=user).first() or NotificationPreference()
    return choice.how == How.AT_ONCE and _mail(user)


def send_digests() -> int:
    """The daily mail, to all who have something to read in it; how many there were. Twice a day tells nothing twice."""
    since = _claim_news()
    people = User.objects.filter(is_active=True).exclude(notice_choice__how=How.NEVER).order_by("pk")
    return sum(_mail_quietly(user, since) for user in people)


def _mail_quietly(user: User, since: digest.Since | None) -> bool:
    """One address that does not work keeps nobody else's mail."""
    try:
        return _mail(user, since)
    except Exception:
        log.exception("Could not mail the digest to login %s", user.pk)
        return False


def _mail(user: User, since: digest.Since | None = None) -> bool:
    """What is mailed is looked up as the person may read it now. A mail that fails leaves its notices waiting."""
    waiting = _claim(user)
    told = notification_list(
        Notification.objects.visible_to(user).filter(pk__in=waiting).with_subjects().order_by("pk")
    )
    with translation.override(settings.LANGUAGE_CODE):
        fresh = digest.about_drafts(user, since) if since else []
    if not told and not fresh:
        return False
    choice = f"{absolute_reverse('decrees:notices')}#pilihan"
    context: dict[str, Any] = {"told": told, "news": fresh, "site": settings.BASE_URL, "choice": choice}
    try:
        mail.send("notices", to=user.email, context=context, unsubscribe=choice)
    except Exception:
        Notification.objects.filter(pk__in=waiting).update(mailed_at=None)
        raise
    return True


@transaction.atomic
def _claim(user: User) -> list[int]:
    """What was not mailed yet and not read on the site: nobody else mails it from now on."""
    waiting = Notification.objects.select_for_update().unread().filter(user=user, mailed_at=None)
    claimed = list(waiting.values_list("pk", flat=True))
    Notification.objects.filter(pk__in=claimed).update(mailed_at=clock.now())
    return claimed


@transaction.atomic
def _claim_news() -> digest.Since | None:
    """From where on nothing was told yet; the ledger keeps how far the last digest came. None: there is no news."""
    LedgerHead.objects.select_for_update().get()  # another run waits, and then finds this one's entry
    last = LedgerEntry.objects.filter(verb=events.DIGEST_SENT).order_by("-seq").first()
    yesterday = clock.now() - datetime.timedelta(days=1)
    since = digest.Since(last.data["through"], timezone.localdate(last.at)) if last else digest.Since.moment(yesterday)
    if not digest.is_any(since):
        return None
    newest = LedgerEntry.objects.order_by("-seq")[0]
    ledger.append(events.DIGEST_SENT, target=newest, by=None, audience=SECRETARIAT, data={"through": newest.seq})
    return since
