"""The mail of the day: what waits for each person, and what is new on their drafts."""

import datetime
import logging

from django.db import transaction
from django.utils import timezone

from decrees import events
from decrees.models import NotificationPreference
from decrees.services.notifying import digest, mailing, tasks
from forum import clock, ledger
from forum.audiences import SECRETARIAT
from forum.models import LedgerEntry, LedgerHead, User
from forum.services import mail
from forum.services.meetings import lesser

log = logging.getLogger(__name__)


def send_digests() -> int:
    """Send the daily mail to everybody who has something to read in it, and return the number of mails. A second run on
    the same day repeats nothing. What could not be sent goes into the queue, which tries again."""
    run = Run(_claim_news())
    lesser.keep_reminders()
    people = User.objects.filter(is_active=True).exclude(
        notice_choice__how=NotificationPreference.How.NEVER, notice_choice__by_subject={}
    )
    return sum(run.mail(user) for user in people.order_by("pk"))


class Run:
    def __init__(self, since: digest.Since | None) -> None:
        self.since, self.server_is_away = since, False

    def mail(self, user: User) -> bool:
        """One bad address stops nobody's mail; where the mail server is away, it is not asked for each person."""
        if not self.server_is_away:
            try:
                return mailing.mail_news(user, self.since)
            except mail.NotSentError as error:
                self.server_is_away = error.failures[0].is_of_server
            except Exception:
                log.exception("Could not mail the digest to login %s", user.pk)
        tasks.mail_digest.enqueue(user.pk, (self.since.seq, self.since.day.isoformat()) if self.since else None)
        return False


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
