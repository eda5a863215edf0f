"""What happened on the drafts that somebody takes part in, for the daily mail."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees import events, permissions
from decrees.models import DecreePage, Round
from forum.addresses import absolute_reverse, absolute_url
from forum.models import LedgerEntry, User
from minutes import events as minutes_events
from minutes.permissions import circulated_for

REMIND_DAYS = 2
TOLD = {
    events.VERSION_CIRCULATED: _("A version was circulated"),
    events.ROUND_OPENED: _("A round of comments was opened"),
    events.ROUND_CLOSED: _("The round of comments was closed"),
}


@dataclass(frozen=True, slots=True)
class Since:
    """The last entry of the ledger that was told, and the day on which it was."""

    seq: int
    day: datetime.date

    @classmethod
    def moment(cls, moment: datetime.datetime) -> Self:
        last = LedgerEntry.objects.filter(at__lt=moment).order_by("-seq").values_list("seq", flat=True).first()
        return cls(last or 0, timezone.localdate(moment))


@dataclass(frozen=True, slots=True)
class Line:
    """`until` is the last day of a round that ends soon."""

    words: str | Promise
    title: str
    url: str
    until: datetime.date | None = None


def is_any(since: Since) -> bool:
    verbs = [*TOLD, minutes_events.MINUTES_CIRCULATED]
    return LedgerEntry.objects.filter(seq__gt=since.seq, verb__in=verbs).exists() or bool(_ending(since))


def about_drafts(user: User, since: Since) -> list[Line]:
    drafts = DecreePage.objects.visible_to(user).filter(permissions.taking_part(user)).in_bulk()
    return [*_told(drafts, since), *_reminders(drafts, since), *_minutes(user, since)]


def _told(drafts: dict[int, DecreePage], since: Since) -> Iterator[Line]:
    entries = LedgerEntry.objects.filter(seq__gt=since.seq, verb__in=TOLD, page_id__in=drafts).order_by("seq")
    for entry in entries:
        yield _line(TOLD[entry.verb], drafts[entry.page_id or 0])


def _line(words: str | Promise, draft: DecreePage, until: datetime.date | None = None) -> Line:
    return Line(words, draft.title, absolute_url(draft), until)


def _reminders(drafts: dict[int, DecreePage], since: Since) -> Iterator[Line]:
    for round_ in _ending(since):
        if round_.decree_id in drafts:
            yield _line(_("The round of comments ends soon"), drafts[round_.decree_id], round_.closes_on)


def _ending(since: Since) -> list[Round]:
    """Rounds whose last day has come near since then; each is told once."""
    near = datetime.timedelta(days=REMIND_DAYS)
    first, last = since.day + near, timezone.localdate() + near
    return [round_ for round_ in _open_rounds() if first < round_.closes_on <= last]


def _open_rounds() -> QuerySet[Round]:
    return Round.objects.open().order_by("closes_at")


def _minutes(user: User, since: Since) -> Iterator[Line]:
    """Minutes that were sent round and wait for this person's eyes."""
    circulated = LedgerEntry.objects.filter(seq__gt=since.seq, verb=minutes_events.MINUTES_CIRCULATED)
    for minutes in circulated_for(user).filter(pk__in=circulated.values("page_id")):
        url = absolute_reverse("minutes:circulated", minutes.pk)
        yield Line(_("Minutes were circulated for correction"), minutes.title, url)
