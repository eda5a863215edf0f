"""What people must know of a meeting to come to it."""

import datetime
from dataclasses import asdict, dataclass, field
from typing import Any

from forum.models.meetings.agenda.differences import Difference, differences
from forum.models.meetings.agenda.plans import plan_of
from forum.models.meetings.pages import MeetingPage
from forum.models.meetings.vague import Precision
from forum.models.meetings.when import Timed, instant

WITHDRAWN = "withdrawn"
NOT_HELD = (MeetingPage.Status.CANCELLED, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class MeetingFacts(Timed):
    """A meeting as it was told at one moment. `status` is one of its own, or that its page was withdrawn."""

    begins: str
    ends: str
    room: str
    address: str
    online_url: str
    status: str
    title: str
    agenda: list[str] = field(default_factory=list)
    plan: dict[str, Any] = field(default_factory=dict)
    precision: str = Precision.HOUR.value
    zone: str = ""
    days: list[list[str]] = field(default_factory=list)

    @classmethod
    def of(cls, meeting: MeetingPage) -> "MeetingFacts":
        plan = plan_of(meeting)
        return cls(
            begins=instant(meeting.starts_at),
            ends=instant(meeting.ends_at),
            room=meeting.room,
            address=meeting.address,
            online_url=meeting.online_url,
            status=meeting.status if meeting.live else WITHDRAWN,
            title=meeting.title,
            agenda=[item["text"] for item in plan["items"]],
            plan=plan,
            precision=meeting.precision,
            zone=meeting.zone,
            days=meeting.days,
        )

    @property
    def material(self) -> list[str]:
        """Whoever wanted to come is told of a change of these, and so are calendars."""
        plain = [self.begins, self.ends, self.room, self.address, self.online_url, self.status]
        return [*plain, *self.unusual_time]

    @property
    def unusual_time(self) -> list[str]:
        """Nothing for one day to the hour in the site's time zone: what was announced before there was anything else
        stays comparable."""
        days = [at for one in self.days for at in one]
        return [self.precision, self.zone, *days] if self.is_vague or self.zone or days else []

    def agenda_changes(self, now: "MeetingFacts") -> list[Difference]:
        """What of the agenda is another `now`. Of what was announced before there were plans the words are known."""
        known = [{"text": text, "number": str(number)} for number, text in enumerate(self.agenda, 1)]
        return differences(self.plan or {"items": known}, now.plan)

    @property
    def is_held(self) -> bool:
        return self.status not in NOT_HELD

    @property
    def place(self) -> str:
        return ", ".join(filter(None, [self.room, self.address]))

    @property
    def starts_at(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(self.begins)

    @property
    def ends_at(self) -> datetime.datetime | None:
        return datetime.datetime.fromisoformat(self.ends) if self.ends else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
