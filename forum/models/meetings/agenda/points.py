"""An agenda as it is read: numbered, with times."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format

from forum.models.directory.outside import Link, ShownLink, shown_links
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
    presenter: str = ""
    links: tuple[Link, ...] = ()

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
        text = f"{self.linked_text} ({self.hours})" if self.hours else self.linked_text
        return f"{text} – {self.presenter}" if self.presenter else text

    @property
    def linked_text(self) -> str:
        """With the tracking ids under which it is treated elsewhere."""
        return f"{self.text} [{'; '.join(link.words for link in self.links)}]" if self.links else self.text

    @property
    def outside(self) -> list[ShownLink]:
        return shown_links(self.links)


def points(
    texts: Sequence[str],
    lines: Sequence[Line],
    starts_at: datetime.datetime,
    presenters: Sequence[str] = (),
    links: Sequence[Sequence[Link]] = (),
) -> list[Point]:
    beside = zip(presenters or [""] * len(texts), links or [()] * len(texts), strict=True)
    told = zip(places(lines), texts, beside, strict=True)
    return [
        replace(_point(place, text, starts_at, presenter=presenter), links=tuple(linked))
        for place, text, (presenter, linked) in told
    ]


def points_of(items: Sequence[AgendaItem], starts_at: datetime.datetime) -> list[Point]:
    prefetch_related_objects(items, "organisation")
    placed = zip(places([item.line for item in items]), items, strict=True)
    return [_point(place, item.text, starts_at, item, item.announced) for place, item in placed]


def _point(
    place: Place, text: str, starts_at: datetime.datetime, item: AgendaItem | None = None, presenter: str = ""
) -> Point:
    begins, ends = (None if at is None else starts_at + datetime.timedelta(minutes=at) for at in place[2:])
    links = tuple(item.outside_links) if item else ()
    return Point(place.number, place.level, text, begins, ends, item, presenter, links)
