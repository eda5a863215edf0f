"""One hub per process (strictly: per event loop): a single channel-layer subscription, handed straight to the sockets.

Channels gives every socket a channel, a queue and two tasks of its own; a frame to a thousand readers then costs a
thousand turns of the loop. Here the process joins a group when its first local reader does and leaves with the last.
Nothing here is needed for correctness: whatever the layer loses, a gap in the numbers, a probe that does not come back
or a look into the ledger finds, and the readers are told to fetch ("resync").
"""

import asyncio
import json
import logging
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable
from typing import Any
from weakref import WeakKeyDictionary

from channels.db import database_sync_to_async
from django.utils import timezone

from forum.live.frames import group_of
from forum.live.presence import Roster, Rosters, roster_of
from forum.live.sockets import REVOKED, Socket
from forum.live.subscription import Message, Subscription
from forum.live.watch import Watch, shut_out
from forum.live.wire import Frame

log = logging.getLogger(__name__)

RESYNC = '{"type":"resync"}'
PRESENCE = "presence"
TICK_SECONDS = 5.0
CHECK_TICKS, ROSTER_TICKS, RENEW_TICKS = 3, 4, 720
DEBOUNCE_SECONDS = 0.4
AT_ONCE = 64

_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def local_hub() -> "Hub":
    """The hub of the running event loop. It works as long as it has sockets."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


class Hub:
    def __init__(self) -> None:
        self.groups: dict[str, set[Socket]] = {}
        self.subscription = Subscription(lambda: set(self.groups), self.receive)
        self._process = uuid.uuid4().hex
        self._watch = Watch()
        self._rosters: defaultdict[int, Rosters] = defaultdict(Rosters)
        self._shown: dict[int, Roster] = {}
        self._day = timezone.localdate()
        self._ticks = 0
        self._housekeeper: asyncio.Task[None] | None = None
        self._timers: dict[tuple[str, int], asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    # --- sockets come and go -----------------------------------------------------------------------------------------

    async def join(self, socket: Socket) -> None:
        """Let a socket in. On return it is subscribed, or will be and gets a resync then."""
        ask = group_of(socket.page_id, PRESENCE) not in self.groups
        for group in _groups_of(socket):
            self.groups.setdefault(group, set()).add(socket)
        if self._housekeeper is None:
            self.subscription.start()
            self._housekeeper = asyncio.ensure_future(self._keep_house())
            await database_sync_to_async(self._watch.begin)()
        await self.subscription.reconcile()
        socket.beat_at = time.monotonic()
        self._later("tell", socket.page_id, lambda: self._tell_roster(socket.page_id, ask=ask))
        self._later("show", socket.page_id, lambda: self._show_roster(socket.page_id))

    def greet(self, socket: Socket, seqs: dict[str, int]) -> None:
        """Tell a new reader the last number of each of its channels, so that it fetches what its page does not have."""
        for channel, seq in seqs.items():
            self._watch.starts(group_of(socket.page_id, channel), seq)
        socket.push(Frame(json.dumps({"type": "hello", "channels": seqs})))

    async def leave(self, socket: Socket) -> None:
        socket.closed = True
        for group in _groups_of(socket):
            members = self.groups.get(group, set())
            members.discard(socket)
            if not members:
                self.groups.pop(group, None)
        if group_of(socket.page_id, PRESENCE) not in self.groups:
            self._rosters.pop(socket.page_id, None)
            self._shown.pop(socket.page_id, None)
        self._later("tell", socket.page_id, lambda: self._tell_roster(socket.page_id))
        self._later("show", socket.page_id, lambda: self._show_roster(socket.page_id))
        await (self.subscription.reconcile() if self.groups else self._stop(socket.page_id))

    async def _stop(self, page_id: int) -> None:
        _hubs.pop(asyncio.get_running_loop(), None)
        await self._tell_roster(page_id)
        for timer in self._timers.values():
            timer.cancel()
        tasks = [*self._tasks, *([self._housekeeper] if self._housekeeper else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.subscription.stop()

    def sockets(self) -> set[Socket]:
        return set().union(*self.groups.values())

    # --- messages of the layer ---------------------------------------------------------------------------------------

    async def receive(self, message: Message) -> None:
        kinds: dict[str, Callable[[Message], Coroutine[Any, Any, None]]] = {
            "frame": self._on_frame,
            "revoke": self._on_revoke,
            "presence": self._on_presence,
            "probe": self._on_probe,
        }
        await kinds[message["type"]](message)

    async def _on_frame(self, message: Message) -> None:
        self._watch.passed(message["group"], message["seq"])
        await _fan_out(self.groups.get(message["group"], ()), message["text"])

    async def _on_revoke(self, message: Message) -> None:
        for socket in self.sockets():
            if socket.user_id == message["user"]:
                socket.close(REVOKED)

    async def _on_probe(self, message: Message) -> None:
        if self.subscription.heard():
            await _fan_out(self.sockets(), RESYNC)

    async def _on_presence(self, message: Message) -> None:
        page_id, process = message["page"], message["process"]
        if process == self._process:
            return
        people = tuple((label, sector, count) for label, sector, count in message["people"])
        self._rosters[page_id].update(process, Roster(people, message["readers"]), time.monotonic())
        self._later("show", page_id, lambda: self._show_roster(page_id))
        if message["ask"]:
            self._later("tell", page_id, lambda: self._tell_roster(page_id))

    # --- presence ----------------------------------------------------------------------------------------------------

    async def _tell_roster(self, page_id: int, *, ask: bool = False) -> None:
        """Tell the other processes who is here; a process that is new to the page asks them in turn."""
        group = group_of(page_id, PRESENCE)
        mine = roster_of(self.groups.get(group, ()))
        message = {"type": "presence", "process": self._process, "page": page_id, "ask": ask}
        await self.subscription.send(group, {**message, "people": mine.people, "readers": mine.readers})

    async def _show_roster(self, page_id: int) -> None:
        """Show the merged roster to the page's readers: to all if it changed, else to those who have not seen it."""
        sockets = self.groups.get(group_of(page_id, PRESENCE), set())
        rosters, now = self._rosters[page_id], time.monotonic()
        rosters.update(self._process, roster_of(sockets), now)
        roster = rosters.merged(now)
        due = [s for s in sockets if self._shown.get(page_id) != roster or not s.saw_roster]
        self._shown[page_id] = roster
        for public in (True, False):
            await _fan_out([s for s in due if s.is_public is public], roster.text(public=public))
        for socket in due:
            socket.saw_roster = True

    def _later(self, what: str, page_id: int, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Once, a moment from now, however often it is asked for meanwhile."""

        def run() -> None:
            del self._timers[what, page_id]
            task = asyncio.ensure_future(act())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        if (what, page_id) not in self._timers:
            # The more readers, the dearer it is to show them each other: a crowd that comes back waits a little longer.
            delay = DEBOUNCE_SECONDS + len(self.groups.get(group_of(page_id, PRESENCE), ())) / 500
            self._timers[what, page_id] = asyncio.get_running_loop().call_later(delay, run)

    # --- housekeeping ------------------------------------------------------------------------------------------------

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            try:
                await self.tick()
            except Exception:
                log.exception("Housekeeping of the live hub failed")

    async def tick(self) -> None:
        self._ticks += 1
        now = time.monotonic()
        for socket in self.sockets():
            socket.beat(now)
        self._begin_day()
        if self._ticks % RENEW_TICKS == 0:
            self.subscription.renew()
        await self.subscription.reconcile()
        await self.subscription.probe()
        if self._ticks % CHECK_TICKS == 0:
            await self.check()
        if self._ticks % ROSTER_TICKS == 0:
            await self._refresh_rosters()

    async def check(self) -> None:
        """Compare with the ledger what was passed on; readers of a channel that missed something fetch it.

        Who may not see the page any more is sent back to the door.
        """
        for group in await database_sync_to_async(self._watch.missed)(tuple(self.groups)):
            await _fan_out(self.groups.get(group, ()), RESYNC)
        readers = {(socket.page_id, socket.user_id) for socket in self.sockets()}
        lost = await database_sync_to_async(shut_out)(readers)
        for socket in self.sockets():
            if (socket.page_id, socket.user_id) in lost:
                socket.close(REVOKED)

    def _begin_day(self) -> None:
        """Memberships begin and end with the day: logins come back with the rights that they have now."""
        if timezone.localdate() == self._day:
            return
        self._day = timezone.localdate()
        for socket in self.sockets():
            if socket.user_id is not None:
                socket.close(REVOKED)

    async def _refresh_rosters(self) -> None:
        for page_id in {socket.page_id for socket in self.sockets()}:
            await self._tell_roster(page_id)
            await self._show_roster(page_id)


def _groups_of(socket: Socket) -> list[str]:
    return [group_of(socket.page_id, channel) for channel in (*socket.channels, PRESENCE)]


async def _fan_out(sockets: Iterable[Socket], text: str) -> None:
    """The same frame for all; the loop gets a turn now and then, so that bytes leave while we go on."""
    frame = Frame(text)
    for number, socket in enumerate(tuple(sockets), start=1):
        socket.push(frame)
        if number % AT_ONCE == 0:
            await asyncio.sleep(0)
