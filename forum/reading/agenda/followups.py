"""Open follow-ups of earlier meetings come back with the next one of their chain."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from forum.models import Link, MeetingPage, ShownLink, shown_links
from forum.models.access import Anyone
from forum.models.directory.outside import standing_links
from forum.models.memory import Prepared


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`agreed_at` is the day of the meeting that agreed it; `links`: under which ids it is treated elsewhere."""

    text: str
    owner: str
    due: datetime.date | None
    is_overdue: bool
    agreed_at: datetime.datetime
    url: str
    links: tuple[Link, ...] = ()

    @property
    def outside(self) -> list[ShownLink]:
        return shown_links(self.links)

    @property
    def typed_links(self) -> str:
        """As the editor of an agenda takes them."""
        return "\n".join(link.typed for link in standing_links(self.links))


# Those of these meetings, by key, that are open and that the person may see.
FindFollowUps: TypeAlias = Callable[[Sequence[int], Anyone], list[FollowUp]]
_finders: list[FindFollowUps] = []


def register_followups(find: FindFollowUps) -> FindFollowUps:
    """For apps above: what was agreed in a meeting stands in its minutes."""
    _finders.append(find)
    return find


def open_followups(meeting: MeetingPage, user: Anyone) -> list[FollowUp]:
    """Of all meetings that this one continues."""
    chain = meetings_before(meeting)
    return [one for find in _finders for one in find(chain, user)] if chain else []


def meetings_before(meeting: MeetingPage) -> list[int]:
    """The chain backwards, by key; one query however long it is."""
    if meeting.previous_meeting_id is None:
        return []
    previous = dict(_LINKS())
    found: list[int] = []
    key: int | None = meeting.previous_meeting_id
    while key is not None and key not in found and key != meeting.pk:
        found.append(key)
        key = previous.get(key)
    return found


_LINKS: Prepared[tuple[int, int]] = Prepared(
    lambda: MeetingPage.objects.filter(previous_meeting__isnull=False).values_list("pk", "previous_meeting_id")
)
