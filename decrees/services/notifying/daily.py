"""The mail of the day: what waits for each person, and what is new on their drafts."""

import datetime
import logging

from django.db import transaction

from decrees import events
from decrees.models import NotificationPreference, Round
from decrees.services.notifying import citizens, digest, mailing, notices, tasks
from forum import clock, ledger
from forum.audiences import SECRETARIAT
from forum.models import LedgerEntry, LedgerHead, User
from forum.services import mail
from forum.services.invitations.letters import GIVEN_UP_AFTER
from forum.services.meetings import lesser

log = logging.getLogger(__name__)
REMIND_DAYS = 2


def send_digests() -> int:
    """Send the daily mail to everybody who has something to read in it, and return the number of mails. A second run on
    the same day repeats nothing. What could not be sent goes into the queue, which tries again."""
    _tell_of_rounds()
    citizens.take_up_stopped(clock.now() - GIVEN_UP_AFTER)
    run = Run(_claim_news())
    lesser.keep_reminders()
    people = User.objects.filter(is_active=True).exclude(
        notice_choice__how=NotificationPreference.How.NEVER, notice_choice__by_subject={}
    )
    return sum(run.mail(user) for user in people.order_by("pk"))


class Run:
    def __init__(self, since: int | None) -> None:
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
        tasks.mail_digest.enqueue(user.pk, self.since)
        return False


def _tell_of_rounds() -> None:
    """Who takes part in an open round is told that it is, also who came later; and that it is about to end, once for
    each end that it had."""
    last = clock.today() + datetime.timedelta(days=REMIND_DAYS)
    for round_ in Round.objects.open().select_related("decree"):
        notices.notify_opened(round_)
        if round_.closes_on <= last:
            notices.notify_closing(round_)


@transaction.atomic
def _claim_news() -> int | None:
    """The last entry that the digest before covered; the ledger records it. None if nothing has happened since."""
    LedgerHead.objects.select_for_update().get()  # another run waits, and then finds this one's entry
    last = LedgerEntry.objects.filter(verb=events.DIGEST_SENT).order_by("-seq").first()
    since = last.data["through"] if last else digest.last_before(clock.now() - datetime.timedelta(days=1))
    if not digest.is_any(since):
        return None
    newest = LedgerEntry.objects.order_by("-seq")[0]
    ledger.append(events.DIGEST_SENT, target=newest, by=None, audience=SECRETARIAT, data={"through": newest.seq})
    return since
