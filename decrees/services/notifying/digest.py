"""The lines of the daily mail: what happened on the drafts in which a person takes part."""

import datetime
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decrees import events, permissions
from decrees.models import DecreePage, Round
from forum import clock
from forum.models import LedgerEntry, User
from forum.models.pages import absolute_reverse, absolute_url
from minutes import events as minutes_events
from minutes.permissions import circulated_for

REMIND_DAYS = 2
# Verbs with the kind of thing they are about. Of several entries about the same thing only the last makes a line.
TOLD = {
    events.VERSION_CIRCULATED: ("version", _("Version %(number)s was circulated.")),
    events.ROUND_OPENED: ("round", _("Version %(number)s is open for comments until %(date)s.")),
    events.ROUND_CHANGED: ("round", _("Version %(number)s is open for comments until %(date)s.")),
    events.ROUND_CLOSED: ("round", _("The round of comments on version %(number)s is closed.")),
}


@dataclass(frozen=True, slots=True)
class Since:
    """The last entry of the ledger that the digest before covered, and the day of that digest."""

    seq: int
    day: datetime.date

    @classmethod
    def moment(cls, moment: datetime.datetime) -> Self:
        last = LedgerEntry.objects.filter(at__lt=moment).order_by("-seq").values_list("seq", flat=True).first()
        return cls(last or 0, timezone.localdate(moment))


@dataclass(frozen=True, slots=True)
class Topic:
    """A draft or minutes with the lines about what is new there, in the active language."""

    title: str
    url: str
    lines: list[str]


def is_any(since: Since) -> bool:
    verbs = [*TOLD, minutes_events.MINUTES_CIRCULATED]
    return LedgerEntry.objects.filter(seq__gt=since.seq, verb__in=verbs).exists() or bool(_ending(since))


def about_drafts(user: User, since: Since) -> list[Topic]:
    drafts = DecreePage.objects.visible_to(user).filter(permissions.participating_q(user)).in_bulk()
    lines: dict[int, list[str]] = defaultdict(list)
    for draft, line in [*_told(drafts, since), *_reminders(drafts, since)]:
        lines[draft].append(line)
    return [Topic(drafts[draft].title, absolute_url(drafts[draft]), said) for draft, said in lines.items()]


def joined(topics: Iterable[Topic]) -> list[Topic]:
    """One for each page, that says each thing once."""
    found: dict[str, Topic] = {}
    for topic in topics:
        lines = found.setdefault(topic.url, Topic(topic.title, topic.url, [])).lines
        lines.extend(line for line in topic.lines if line not in lines)
    return list(found.values())


def _told(drafts: Iterable[int], since: Since) -> Iterator[tuple[int, str]]:
    last: dict[tuple[int, str], LedgerEntry] = {}
    entries = LedgerEntry.objects.filter(seq__gt=since.seq, verb__in=TOLD, page_id__in=list(drafts))
    for entry in entries.order_by("seq"):
        last[entry.page_id or 0, TOLD[entry.verb][0]] = entry
    for (draft, _kind), entry in last.items():
        yield draft, _words(entry)


def _words(entry: LedgerEntry) -> str:
    closes = entry.data.get("closes")
    day = date_format(datetime.date.fromisoformat(closes), "j F Y") if closes else ""
    return str(TOLD[entry.verb][1]) % {"number": entry.data["version"], "date": day}


def _reminders(drafts: Container[int], since: Since) -> Iterator[tuple[int, str]]:
    for round_ in _ending(since):
        if round_.decree_id in drafts:
            day = date_format(round_.closes_on, "j F Y")
            yield round_.decree_id, gettext("The round of comments ends on %(date)s.") % {"date": day}


def _ending(since: Since) -> list[Round]:
    """Open rounds that end within `REMIND_DAYS` from now, without those that the digest before named already."""
    near = datetime.timedelta(days=REMIND_DAYS)
    first, last = since.day + near, clock.today() + near
    return [round_ for round_ in _open_rounds() if first < round_.closes_on <= last]


def _open_rounds() -> QuerySet[Round]:
    return Round.objects.open().order_by("closes_at")


def about_minutes(user: User, since: Since) -> Iterator[Topic]:
    """Minutes that were circulated since then and that this person may read and correct."""
    circulated = LedgerEntry.objects.filter(seq__gt=since.seq, verb=minutes_events.MINUTES_CIRCULATED)
    for minutes in circulated_for(user).filter(pk__in=circulated.values("page_id")):
        url = absolute_reverse("minutes:circulated", minutes.pk)
        yield Topic(minutes.title, url, [gettext("The minutes were circulated for correction.")])
