"""The agenda as the room walks along it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from forum.models import AgendaItem, MeetingPage, Stage
from forum.models.meetings.agenda import points_of


@dataclass(frozen=True, slots=True)
class Item:
    """`seconds` is the time spent on it so far. `since` is set while the meeting is at it, `counts_from` with it: when
    it would have begun had it been taken up only once."""

    pk: int
    number: str
    text: str
    seconds: float = 0.0
    since: datetime.datetime | None = None
    counts_from: datetime.datetime | None = None
    is_past: bool = False


def items_of(meeting: MeetingPage) -> list[tuple[int, str, str]]:
    """Key, number and text of each item, in the order of the meeting, numbered as on its page and in its letter."""
    items = list(AgendaItem.objects.filter(meeting=meeting))
    numbered = zip(points_of(items, meeting.starts_at), items, strict=True)
    return [(item.pk, point.number, point.text) for point, item in numbered]


def walked(meeting: MeetingPage, stages: Iterable[Stage], now: datetime.datetime) -> list[Item]:
    """The items with the time that each has taken."""
    seconds: defaultdict[int | None, float] = defaultdict(float)
    since: dict[int | None, datetime.datetime] = {}
    for stage in stages:
        seconds[stage.item_id] += stage.seconds(now)
        if stage.ended_at is None:
            since[stage.item_id] = stage.began_at
    return [
        Item(
            pk,
            number,
            text,
            seconds[pk],
            since.get(pk),
            counts_from=now - datetime.timedelta(seconds=seconds[pk]) if pk in since else None,
            is_past=seconds[pk] > 0 and pk not in since,
        )
        for pk, number, text in items_of(meeting)
    ]
