"""Shows the readers of each page who else is there. Several changes are sent together a moment later, not one by one.

Where a reader is, is held in the memory of this and the other processes only, and never stored.
"""

import asyncio
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any

from forum.live.frames import group_of
from forum.live.presence.rosters import Roster, Rosters, roster_of
from forum.live.sockets import Socket, fan_out, for_all

Message = dict[str, Any]
Act = Callable[[], Coroutine[Any, Any, None]]

PRESENCE = "presence"
BROADCAST_SECONDS, PLACES_SECONDS = 0.4, 1.0
TYPING_SECONDS = 6.0


class PresenceBroadcaster:
    """`groups` are the hub's; `send` reaches the hubs of the other processes."""

    def __init__(
        self, groups: Mapping[str, set[Socket]], send: Callable[[str, Message], Coroutine[Any, Any, None]]
    ) -> None:
        self._groups, self._send = groups, send
        self._process = uuid.uuid4().hex
        self._rosters: defaultdict[int, Rosters] = defaultdict(Rosters)
        self._shown: dict[int, Roster] = {}
        self._told: dict[int, Roster] = {}
        self._showing = asyncio.Lock()
        self._timers: dict[tuple[str, int], asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    # --- what happens ------------------------------------------------------------------------------------------------

    def came(self, page_id: int, *, first: bool) -> None:
        self._later("tell", page_id, BROADCAST_SECONDS, lambda: self._tell(page_id, ask=first))
        self._later("show", page_id, BROADCAST_SECONDS, lambda: self._show(page_id))

    def went(self, page_id: int) -> None:
        if not self._here(page_id):
            for known in (self._rosters, self._shown, self._told):
                known.pop(page_id, None)
        self._later("tell", page_id, BROADCAST_SECONDS, lambda: self._tell(page_id))
        self._later("show", page_id, BROADCAST_SECONDS, lambda: self._show(page_id))

    def is_at(self, socket: Socket, place: str, *, typing: bool) -> None:
        """A reader reports a place on the page. The report that somebody is typing is valid for a few seconds."""
        now = time.monotonic()
        before = (socket.place, socket.types_until > now)
        socket.place, socket.types_until = place, now + TYPING_SECONDS if typing else 0.0
        if before != (place, typing):
            self._look_soon(socket.page_id)

    def heard(self, message: Message) -> None:
        """Take in the roster that another process has sent."""
        page_id, process = message["page"], message["process"]
        if process == self._process:
            return
        self._rosters[page_id].update(process, Roster.of_message(message), time.monotonic())
        self._later("show", page_id, BROADCAST_SECONDS, lambda: self._show(page_id))
        if message["ask"]:
            self._later("tell", page_id, BROADCAST_SECONDS, lambda: self._tell(page_id))

    async def refresh(self, page_ids: Iterable[int]) -> None:
        for page_id in page_ids:
            await self._tell(page_id)
            await self._show(page_id)

    async def stop(self, page_id: int) -> None:
        await self._tell(page_id)
        for timer in self._timers.values():
            timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- to other processes, to readers -------------------------------------------------------------------------------

    def _here(self, page_id: int) -> set[Socket]:
        return self._groups.get(group_of(page_id, PRESENCE), set())

    async def _look(self, page_id: int) -> None:
        """Send the roster again if somebody moved or has stopped typing."""
        mine = roster_of(self._here(page_id), time.monotonic())
        if mine != self._told.get(page_id):
            await self._tell(page_id)
        await self._show(page_id)
        if any(spot.typing for spot in mine.spots):
            self._look_soon(page_id)

    async def _tell(self, page_id: int, *, ask: bool = False) -> None:
        """Send the roster of this process to the others. With `ask` they send theirs in return: this process is new to
        the page."""
        mine = roster_of(self._here(page_id), time.monotonic())
        if mine:
            self._told[page_id] = mine
        message = {"type": "presence", "process": self._process, "page": page_id, "ask": ask}
        roster = {"people": mine.people, "readers": mine.readers, "spots": mine.spots}
        await self._send(group_of(page_id, PRESENCE), {**message, **roster})

    async def _show(self, page_id: int) -> None:
        """Send the merged roster to the page's readers: changes to all, and the whole roster to new ones."""
        async with self._showing:  # what is shown later must not arrive earlier
            sockets, now = self._here(page_id), time.monotonic()
            if not sockets:
                return
            rosters = self._rosters[page_id]
            rosters.update(self._process, roster_of(sockets, now), now)
            before, roster = self._shown.get(page_id, Roster()), rosters.merged(now)
            self._shown[page_id] = roster
            new = {socket for socket in sockets if not socket.saw_roster}
            for socket in new:
                socket.saw_roster = True
            due = new if roster.same_people(before) else sockets
            for public in (True, False):
                await fan_out([s for s in due if s.is_public is public], roster.text(public=public))
            await self._show_places(sockets - new, roster.places_text(before))
            await self._show_places(new, roster.places_text(Roster()))

    async def _show_places(self, sockets: Iterable[Socket], text: str) -> None:
        """Only those taking part see who is at which clause."""
        if text:
            await fan_out([socket for socket in sockets if not socket.is_public], text)

    def _look_soon(self, page_id: int) -> None:
        self._later("look", page_id, PLACES_SECONDS, lambda: self._look(page_id))

    def _later(self, what: str, page_id: int, seconds: float, act: Act) -> None:
        """Run `act` once after a delay, however often it is asked for meanwhile."""

        def run() -> None:
            del self._timers[what, page_id]
            task = for_all(act())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        if (what, page_id) not in self._timers:
            # Sending the roster costs more with more readers, so the delay grows with them (many reconnect at once).
            delay = seconds + len(self._here(page_id)) / 500
            self._timers[what, page_id] = asyncio.get_running_loop().call_later(delay, run)
