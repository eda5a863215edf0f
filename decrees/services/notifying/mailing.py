"""Mails to one person about what concerns them: at once, or once a day together with what is new on their drafts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import translation

from decrees.models import Notification, NotificationPreference
from decrees.services.notifying import digest
from decrees.services.notifying.listing import notification_list
from decrees.services.notifying.meetings import about_meetings
from forum import clock
from forum.models import DigestItem, LedgerHead, User
from forum.models.pages import absolute_reverse
from forum.services import mail
from forum.services.invitations.letters import GIVEN_UP_AFTER
from forum.services.meetings import lesser

How, Subject = NotificationPreference.How, NotificationPreference.Subject


def mail_at_once(user: User) -> bool:
    """Send what a person wants at once and what waits of it, in one mail. False if nothing was waiting."""
    choice = choice_of(user)
    return _mail(choice, choice.told(How.AT_ONCE))


def mail_news(user: User, since: int | None = None) -> bool:
    """The mail of the day, of all that the person wants by mail. False if there is nothing to read.

    What a run before had begun to send goes first, alone: it is the same mail again."""
    choice = choice_of(user)
    wanted = since if choice.how_for(Subject.DRAFTS) != How.NEVER else None
    stopped = lesser.claim(user, stopped=True)
    was_sent = bool(stopped) and _mail(choice, choice.told(), items=stopped)
    return _mail(choice, choice.told(How.AT_ONCE, How.DAILY), wanted, items=lesser.claim(user)) or was_sent


def choice_of(user: User) -> NotificationPreference:
    return NotificationPreference.objects.filter(user=user).first() or NotificationPreference(user=user)


def silent_about_duties(logins: Iterable[int]) -> set[int]:
    """Those of these logins that want no mail about what they are asked to do."""
    choices = NotificationPreference.objects.filter(user__in=list(logins))
    return {choice.user_id for choice in choices if choice.how_for(Subject.DUTIES) == How.NEVER}


def _mail(
    choice: NotificationPreference,
    which: Q,
    since: int | None = None,
    *,
    items: Sequence[DigestItem] = (),
) -> bool:
    """Write the mail from what the person may read now, and of what still holds. If sending fails, the notices and
    news keep waiting."""
    user = choice.user
    waiting = _claim(user, which)
    rows = Notification.objects.filter(pk__in=waiting)
    notices = Notification.objects.visible_to(user).filter(pk__in=waiting).with_subjects().order_by("pk")
    told = notification_list(notice for notice in notices if not notice.is_over)
    with translation.override(settings.LANGUAGE_CODE):
        news = _news(choice, since) if since is not None else ()
        fresh = digest.joined([*about_meetings(user, items), *news])
    if not told and not fresh:
        rows.update(mailed_at=clock.now())
        lesser.close(items)
        return False
    address = f"{absolute_reverse('decrees:notices')}#pilihan"
    record = {"head": LedgerHead.objects.get(), "record": absolute_reverse("forum:record")}
    context: dict[str, Any] = {"told": told, "news": fresh, "site": settings.BASE_URL, "choice": address, **record}
    try:
        same = lesser.name_of(items)
        mail.send("notices", to=user.email, context=context, unsubscribe=stop_address(user), same=same)
    except Exception as error:
        problem = error.failures[0].problem if isinstance(error, mail.NotSentError) else mail.Problem.OTHER
        rows.update(claimed_at=None, problem=problem)
        lesser.release(items)
        raise
    rows.update(mailed_at=clock.now(), problem="")
    lesser.close(items)
    return True


def _news(choice: NotificationPreference, since: int) -> list[digest.Topic]:
    drafts = digest.about_drafts(choice.user, since)
    is_silent = choice.how_for(Subject.MEETINGS) == How.NEVER
    return drafts if is_silent else [*drafts, *digest.about_minutes(choice.user, since)]


@transaction.atomic
def _claim(user: User, which: Q) -> list[int]:
    """Keys of the notices that were neither mailed nor read on the site; they are marked, so no other run sends them.
    What a run had marked that was killed is taken up again."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=clock.now() - GIVEN_UP_AFTER)
    waiting = Notification.objects.select_for_update().unread().filter(free, which, user=user, mailed_at=None)
    claimed = list(waiting.values_list("pk", flat=True))
    Notification.objects.filter(pk__in=claimed).update(claimed_at=clock.now())
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
