"""The lines of the daily mail beside the notices: what else happened on the drafts in which a person takes part."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decrees import events, permissions
from decrees.models import DecreePage
from forum.models import LedgerEntry, User
from forum.models.pages import absolute_reverse, absolute_url
from minutes import events as minutes_events
from minutes.permissions import circulated_for

TOLD = {events.ROUND_CLOSED: _("The round of comments on version %(number)s is closed.")}


@dataclass(frozen=True, slots=True)
class Topic:
    """A draft or minutes with the lines about what is new there, in the active language."""

    title: str
    url: str
    lines: list[str]


def last_before(moment: datetime.datetime) -> int:
    """The number of the last entry of the ledger before it."""
    return LedgerEntry.objects.filter(at__lt=moment).order_by("-seq").values_list("seq", flat=True).first() or 0


def is_any(since: int) -> bool:
    verbs = [*TOLD, minutes_events.MINUTES_CIRCULATED]
    return LedgerEntry.objects.filter(seq__gt=since, verb__in=verbs).exists()


def about_drafts(user: User, since: int) -> list[Topic]:
    """`since`: the last entry of the ledger that the digest before covered."""
    drafts = DecreePage.objects.visible_to(user).filter(permissions.participating_q(user)).in_bulk()
    lines: dict[int, list[str]] = defaultdict(list)
    for draft, line in _told(drafts, since):
        lines[draft].append(line)
    return [Topic(drafts[draft].title, absolute_url(drafts[draft]), said) for draft, said in lines.items()]


def joined(topics: Iterable[Topic]) -> list[Topic]:
    """One for each page, that says each thing once."""
    found: dict[str, Topic] = {}
    for topic in topics:
        lines = found.setdefault(topic.url, Topic(topic.title, topic.url, [])).lines
        lines.extend(line for line in topic.lines if line not in lines)
    return list(found.values())


def _told(drafts: Iterable[int], since: int) -> Iterator[tuple[int, str]]:
    entries = LedgerEntry.objects.filter(seq__gt=since, verb__in=TOLD, page_id__in=list(drafts))
    for entry in entries.order_by("seq"):
        yield entry.page_id or 0, str(TOLD[entry.verb]) % {"number": entry.data["version"]}


def about_minutes(user: User, since: int) -> Iterator[Topic]:
    """Minutes that were circulated since then and that this person may read and correct."""
    circulated = LedgerEntry.objects.filter(seq__gt=since, verb=minutes_events.MINUTES_CIRCULATED)
    for minutes in circulated_for(user).filter(pk__in=circulated.values("page_id")):
        url = absolute_reverse("minutes:circulated", minutes.pk)
        yield Topic(minutes.title, url, [gettext("The minutes were circulated for correction.")])
