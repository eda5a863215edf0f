"""Who is on a page, and at which of its places: organisations by label, readers by number, never a person's name.

Each process sends its own roster to the others. A roster that is not repeated expires, so readers of a process that
died disappear.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from forum.live.sockets import Socket

EXPIRY_SECONDS = 60.0


class Spot(NamedTuple):
    """How many people of one organisation are at one place of the page, and how many of them are writing there."""

    place: str
    label: str
    sector: str
    here: int
    typing: int


@dataclass(frozen=True)
class Roster:
    """`people` counts logins by (organisation's label, sector's slug); `readers` counts everybody else's sockets."""

    people: tuple[tuple[str, str, int], ...] = ()
    readers: int = 0
    spots: tuple[Spot, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people or self.readers)

    @classmethod
    def of_message(cls, message: dict[str, Any]) -> Self:
        people = tuple((label, sector, count) for label, sector, count in message["people"])
        return cls(people, message["readers"], tuple(Spot(*spot) for spot in message["spots"]))

    def same_people(self, other: "Roster") -> bool:
        return (self.people, self.readers) == (other.people, other.readers)

    def text(self, *, public: bool) -> str:
        """The frame for the page's readers. The public sees how many read, not which organisation is at work."""
        people = [] if public else [{"label": label, "sector": sector, "count": n} for label, sector, n in self.people]
        return json.dumps({"type": "presence", "people": people, "readers": self.readers}, ensure_ascii=False)

    def places_text(self, before: "Roster") -> str:
        """The frame for those taking part: the places where something is otherwise than before; empty if nothing is."""
        now, then = _by_place(self.spots), _by_place(before.spots)
        changed = {place: now.get(place, []) for place in sorted({*now, *then}) if now.get(place) != then.get(place)}
        shown = {place: [_shown(spot) for spot in spots] for place, spots in changed.items()}
        return json.dumps({"type": "places", "at": shown}, ensure_ascii=False) if shown else ""


def _by_place(spots: Iterable[Spot]) -> dict[str, list[Spot]]:
    found: defaultdict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        found[spot.place].append(spot)
    return found


def _shown(spot: Spot) -> dict[str, Any]:
    return {"label": spot.label, "sector": spot.sector, "count": spot.here, "typing": spot.typing}


def roster_of(sockets: Iterable[Socket], now: float) -> Roster:
    """Several tabs of one person count once, and once at each place."""
    logins: dict[int, tuple[str, str]] = {}
    at: dict[tuple[str, str, str], dict[int, bool]] = defaultdict(dict)
    readers = 0
    for socket in sockets:
        if socket.user_id is None or not socket.label:
            readers += 1
            continue
        logins[socket.user_id] = (socket.label, socket.sector)
        if socket.place:
            here = at[socket.place, socket.label, socket.sector]
            here[socket.user_id] = here.get(socket.user_id, False) or socket.types_until > now
    spots = [Spot(*key, len(here), sum(here.values())) for key, here in at.items()]
    return Roster(_sorted(Counter(logins.values())), readers, tuple(sorted(spots)))


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
        readers = sum(roster.readers for roster in current)
        return Roster(_sorted(people), readers, _merged_spots(spot for roster in current for spot in roster.spots))


def _merged_spots(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    counts: Counter[tuple[str, str, str]] = Counter()
    typing: Counter[tuple[str, str, str]] = Counter()
    for spot in spots:
        counts[spot[:3]] += spot.here
        typing[spot[:3]] += spot.typing
    return tuple(Spot(*key, counts[key], typing[key]) for key in sorted(counts))
