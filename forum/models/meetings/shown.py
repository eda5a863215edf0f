"""What others show of a meeting."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext

from forum.models.directory.outside.links import stored_links
from forum.models.meetings.agenda import MAIN, AgendaItem, Line, Point, points
from forum.models.meetings.pages import MeetingPage
from forum.models.meetings.vague import Precision
from forum.models.meetings.when import Timed, instant
from forum.models.meetings.where import services_in_words


def outline_of(items: Iterable[AgendaItem]) -> list[list[int | None]]:
    lines = [list(item.line) for item in items]
    return [] if all(line == [MAIN, None] for line in lines) else lines


@dataclass(frozen=True, slots=True)
class ShownMeeting(Timed):
    """A meeting as it is shown at one moment, for what freezes it. `ends` is empty if it lasts until finished.

    `outline` holds level and length of each item of the agenda; it is empty where all are on one level and none has a
    length, as in what was frozen before there was either.
    """

    title: str
    kind: str
    summary: str
    begins: str
    ends: str
    room: str
    address: str
    host: str
    agenda: list[str]
    outline: list[list[int | None]] = field(default_factory=list)
    # What is frozen since fewer things were known of a meeting says nothing of these.
    precision: str = Precision.HOUR.value
    zone: str = ""
    days: list[list[str]] = field(default_factory=list)
    hints: str = ""
    services: list[str] | None = None
    other_services: str = ""
    presenters: list[str] | None = None  # of each item of the agenda
    links: list[list[dict[str, str]]] | None = None  # of each item, to what it is elsewhere
    team: str | None = None  # empty: the whole forum

    @classmethod
    def of(cls, meeting: MeetingPage) -> "ShownMeeting":
        items = list(meeting.agenda_items.all())
        prefetch_related_objects(items, "organisation")
        return cls(
            title=meeting.title,
            kind=meeting.kind,
            summary=meeting.summary,
            begins=instant(meeting.starts_at),
            ends=instant(meeting.ends_at),
            room=meeting.room,
            address=meeting.address,
            host=meeting.host.name,
            agenda=[item.text for item in items],
            outline=outline_of(items),
            precision=meeting.precision,
            zone=meeting.zone,
            days=meeting.days,
            hints=meeting.hints,
            services=meeting.services,
            other_services=meeting.other_services,
            presenters=[item.announced for item in items],
            links=[item.links or [] for item in items],
            team=meeting.team.name if meeting.team else "",
        )

    @property
    def points(self) -> list[Point]:
        """The agenda, numbered and with times."""
        lines = [Line(level or MAIN, minutes) for level, minutes in self.outline] or [Line(MAIN)] * len(self.agenda)
        links = [stored_links(stored) for stored in self.links or ()]
        return points(self.agenda, lines, self.starts_at, self.presenters or (), links)

    @property
    def kind_label(self) -> str:
        return str(dict(MeetingPage.Kind.choices).get(self.kind, self.kind))

    @property
    def place(self) -> str:
        return ", ".join(filter(None, [self.room, self.address]))

    @property
    def full_place(self) -> str:
        """With how one finds it."""
        return f"{self.place} ({self.hints})" if self.hints else self.place

    @property
    def service_labels(self) -> list[str] | None:
        """None: the letter is older than the question."""
        return None if self.services is None else services_in_words(self.services, self.other_services)

    @property
    def starts_at(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(self.begins)

    @property
    def ends_at(self) -> datetime.datetime | None:
        return datetime.datetime.fromisoformat(self.ends) if self.ends else None

    def differences(self, other: "ShownMeeting") -> list[str]:
        """In words, what is not the same in both."""
        day, place = gettext("day and time"), gettext("place")
        words = {"title": gettext("title"), "kind": gettext("kind"), "summary": gettext("purpose")}
        words |= {"begins": day, "ends": day, "room": place, "address": place}
        words |= {"host": gettext("host"), "agenda": gettext("agenda"), "outline": gettext("agenda")}
        words |= {"precision": day, "zone": day, "days": day}
        helps = gettext("what helps people to take part")
        words |= {"presenters": gettext("agenda"), "links": gettext("agenda"), "team": gettext("team")}
        words |= {"hints": place, "services": helps, "other_services": helps}
        known = (one.name for one in fields(self) if getattr(self, one.name) is not None)
        differing = (name for name in known if getattr(self, name) != getattr(other, name))
        return list(dict.fromkeys(words[name] for name in differing))
