"""An agenda as it is read: numbered, with times."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from forum.models.meetings.agenda.items import AgendaItem
from forum.models.meetings.agenda.outline import MAIN, Line, Place, places


@dataclass(frozen=True, slots=True)
class Point:
    """`item` is empty where the agenda comes from what was frozen as words."""

    number: str
    level: int
    text: str
    begins: datetime.datetime | None = None
    ends: datetime.datetime | None = None
    item: AgendaItem | None = None

    @property
    def label(self) -> str:
        """'1.', '1.1'"""
        return f"{self.number}." if self.level == MAIN else self.number

    @property
    def hours(self) -> str:
        """'09.00–09.15'; '09.00' where it is open how long it takes; empty where nobody can say."""
        return "–".join(date_format(timezone.localtime(at), "H.i") for at in (self.begins, self.ends) if at)

    @property
    def words(self) -> str:
        """Without its number, for papers and mails."""
        return f"{self.text} ({self.hours})" if self.hours else self.text


def points(texts: Sequence[str], lines: Sequence[Line], starts_at: datetime.datetime) -> list[Point]:
    return [_point(place, text, starts_at) for place, text in zip(places(lines), texts, strict=True)]


def points_of(items: Sequence[AgendaItem], starts_at: datetime.datetime) -> list[Point]:
    placed = zip(places([item.line for item in items]), items, strict=True)
    return [_point(place, item.text, starts_at, item) for place, item in placed]


def _point(place: Place, text: str, starts_at: datetime.datetime, item: AgendaItem | None = None) -> Point:
    begins, ends = (None if at is None else starts_at + datetime.timedelta(minutes=at) for at in place[2:])
    return Point(place.number, place.level, text, begins, ends, item)
