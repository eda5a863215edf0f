"""Keep the promise of the consent: who somebody was goes when its time is over, or when they ask for it. The count and
the words that were published stay."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from decrees import events
from decrees.models import Citizen, CitizenComment, CitizenSupport, DecreePage, PublicVoice, Round
from decrees.models.hiding import ERASED
from forum import clock, ledger


def forget_citizens(*, at: datetime.datetime | None = None) -> str:
    """What nobody confirmed goes as a whole: it may be somebody else's address. Words that were not published go after
    the time of hidden words; who it was, as long after the last
    round of the draft as they were told."""
    now = at or clock.now()
    CitizenComment.objects.lapsed(now).delete()
    CitizenSupport.objects.lapsed(now).delete()
    Citizen.objects.filter(comments=None, supports=None, forgotten_at=None).delete()
    _erase_refused(now)
    known = DecreePage.objects.filter(pk__in=Citizen.objects.filter(forgotten_at=None).values("decree"))
    count = sum(_forget_draft(decree, now) for decree in known)
    return f"{count} citizens forgotten"


def _erase_refused(now: datetime.datetime) -> None:
    due = now - datetime.timedelta(days=settings.HIDDEN_WORDS_KEPT_DAYS)
    refused = CitizenComment.objects.refused().filter(erased_at=None, checked_at__lte=due)
    refused.update(text=ERASED, proposed=None, wordings=None, note="", erased_at=now)


def _forget_draft(decree: DecreePage, now: datetime.datetime) -> int:
    """A round that is open or lacks its end keeps all of the draft. Nobody is kept for longer than the consent says,
    nor than the setting."""
    rounds = Round.objects.filter(decree=decree)
    if rounds.filter(closed_at=None).exists():
        return 0
    last = rounds.aggregate(last=Max("closed_at"))["last"]
    days = (now - last).days if last else -1
    due = Q() if days >= settings.CITIZENS_KEPT_DAYS else Q(kept_days__lte=days)
    return _forget(decree, Citizen.objects.filter(due, decree=decree, forgotten_at=None), now)


def forget_citizen(citizen: Citizen) -> None:
    """Whoever has the link asks for it."""
    _forget(citizen.decree, [citizen], clock.now())


def forget_citizens_at(addresses: list[str]) -> None:
    """Somebody wants what is stored about them erased."""
    known = Citizen.objects.filter(email__in=addresses, forgotten_at=None).select_related("decree")
    for citizen in known:
        forget_citizen(citizen)


@transaction.atomic
def _forget(decree: DecreePage, citizens: Iterable[Citizen], now: datetime.datetime) -> int:
    gone = list(citizens)
    own = CitizenComment.objects.filter(citizen__in=gone)
    own.filter(confirmed_at=None).delete()
    CitizenSupport.objects.filter(citizen__in=gone, confirmed_at=None).delete()
    for row in own.filter(shows_name=True).exclude(comment=None):
        in_one = Q(comment=row.comment_id) | Q(comment__together_with=row.comment_id)
        PublicVoice.objects.filter(in_one, name=row.name).update(name="")
    own.update(name="", shows_name=False)
    own.exclude(comment=None).update(text="", proposed=None, wordings=None)
    for citizen in gone:
        citizen.email, citizen.consent, citizen.forgotten_at = f"{citizen.pk}@invalid.invalid", "–", now
        citizen.mails_ended_at = now
        citizen.save()
        citizen.news.all().delete()
    if gone:
        ledger.append(events.CITIZENS_FORGOTTEN, target=decree, page=decree, by=None, data={"count": len(gone)})
    return len(gone)


def end_mails(citizen: Citizen) -> None:
    """One press in the mail program; the page behind the link stays."""
    Citizen.objects.filter(pk=citizen.pk, mails_ended_at=None).update(mails_ended_at=clock.now())
