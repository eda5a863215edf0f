"""Who is on a page: organisations by label, readers by number, never a person's name.

Every process tells the others its own roster; a roster that is not repeated expires, so a process that died leaves.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from forum.live.sockets import Socket

EXPIRY_SECONDS = 60.0


@dataclass(frozen=True)
class Roster:
    """`people` counts logins by (organisation's label, sector's slug); `readers` counts everybody else's sockets."""

    people: tuple[tuple[str, str, int], ...] = ()
    readers: int = 0

    def __bool__(self) -> bool:
        return bool(self.people or self.readers)

    def text(self, *, public: bool) -> str:
        """The frame for the page's readers. The public sees how many read, not which organisation is at work."""
        people = [] if public else [{"label": label, "sector": sector, "count": n} for label, sector, n in self.people]
        return json.dumps({"type": "presence", "people": people, "readers": self.readers}, ensure_ascii=False)


def roster_of(sockets: Iterable[Socket]) -> Roster:
    """Several tabs of one person count once."""
    logins: dict[int, tuple[str, str]] = {}
    readers = 0
    for socket in sockets:
        if socket.user_id is not None and socket.label:
            logins[socket.user_id] = (socket.label, socket.sector)
        else:
            readers += 1
    return Roster(_sorted(Counter(logins.values())), readers)


def _sorted(people: Counter[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    return tuple((label, sector, count) for (label, sector), count in sorted(people.items()))


@dataclass
class Rosters:
    """The rosters of one page, by process."""

    by_process: dict[str, tuple[float, Roster]] = field(default_factory=dict)

    def update(self, process: str, roster: Roster, now: float) -> None:
        if roster:
            self.by_process[process] = (now + EXPIRY_SECONDS, roster)
        else:
            self.by_process.pop(process, None)

    def merged(self, now: float) -> Roster:
        current = [roster for expires, roster in self.by_process.values() if expires > now]
        people: Counter[tuple[str, str]] = Counter()
        for roster in current:
            people.update({(label, sector): count for label, sector, count in roster.people})
        return Roster(_sorted(people), sum(roster.readers for roster in current))
