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
from collections.abc import Callable, Coroutine
from typing import Any
from weakref import WeakKeyDictionary

from channels.db import database_sync_to_async

from forum import clock
from forum.live.counts import OPEN_SOCKETS, SENT_FRAMES
from forum.live.frames import group_of
from forum.live.layer.subscription import Message, Subscription
from forum.live.missed import Watch, shut_out
from forum.live.presence.broadcaster import PRESENCE, PresenceBroadcaster
from forum.live.sockets import RESTARTING, REVOKED, Socket, fan_out, for_all
from forum.live.wire import Frame

log = logging.getLogger(__name__)

RESYNC = '{"type":"resync"}'
TICK_SECONDS = 5.0
CHECK_TICKS, ROSTER_TICKS, RENEW_TICKS = 3, 4, 720

_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def local_hub() -> "Hub":
    """The hub of the running event loop. It works as long as it has sockets."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


def close_all() -> None:
    """The process restarts: all its sockets come back, each after a pause of its own."""
    hub = _hubs.get(asyncio.get_running_loop())
    for socket in hub.sockets() if hub else ():
        socket.close(RESTARTING)


class Hub:
    def __init__(self) -> None:
        self.groups: dict[str, set[Socket]] = {}
        self.subscription = Subscription(lambda: set(self.groups), self.receive)
        self._watch = Watch()
        self._company = PresenceBroadcaster(self.groups, self.subscription.send)
        self._day = clock.today()
        self._ticks = 0
        self._housekeeper: asyncio.Task[None] | None = None

    # --- sockets come and go -----------------------------------------------------------------------------------------

    async def join(self, socket: Socket) -> None:
        """Add a socket. On return its groups are subscribed; if that failed, it gets a resync when it succeeds."""
        OPEN_SOCKETS.inc()
        first = group_of(socket.page_id, PRESENCE) not in self.groups
        for group in _groups_of(socket):
            self.groups.setdefault(group, set()).add(socket)
        if self._housekeeper is None:
            self.subscription.start()
            self._housekeeper = for_all(self._keep_house())
            await database_sync_to_async(self._watch.begin)()
        await self.subscription.reconcile()
        socket.beat_at = time.monotonic()
        self._company.came(socket.page_id, first=first)

    def greet(self, socket: Socket, seqs: dict[str, int]) -> None:
        """Tell a new reader the last number of each of its channels, so that it fetches what its page does not have."""
        for channel, seq in seqs.items():
            self._watch.starts(group_of(socket.page_id, channel, socket.language), seq)
        now = int(time.time() * 1000)
        socket.push(Frame(json.dumps({"type": "hello", "channels": seqs, "now": now, "label": socket.label})))

    async def leave(self, socket: Socket) -> None:
        socket.closed = True
        OPEN_SOCKETS.dec()
        for group in _groups_of(socket):
            members = self.groups.get(group, set())
            members.discard(socket)
            if not members:
                self.groups.pop(group, None)
        self._company.went(socket.page_id)
        await (self.subscription.reconcile() if self.groups else self._stop(socket.page_id))

    async def _stop(self, page_id: int) -> None:
        _hubs.pop(asyncio.get_running_loop(), None)
        await self._company.stop(page_id)
        if self._housekeeper:
            self._housekeeper.cancel()
            await asyncio.gather(self._housekeeper, return_exceptions=True)
        await self.subscription.stop()

    def is_at(self, socket: Socket, place: str, *, typing: bool = False) -> None:
        """A reader reports a place on the page. Only those who take part are reported, and only to those who take
        part."""
        if socket.label and not socket.is_public:
            self._company.is_at(socket, place, typing=typing)

    def crowded(self, address: str) -> None:
        """Somebody found no place there: readers of that address who are gone without a word make one soon."""
        now = time.monotonic()
        for socket in self.sockets():
            if socket.address == address:
                socket.ask_soon(now)

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
        readers = self.groups.get(message["group"], ())
        SENT_FRAMES.inc(len(readers))
        await fan_out(readers, message["text"])

    async def _on_revoke(self, message: Message) -> None:
        for socket in self.sockets():
            if socket.user_id == message["user"]:
                socket.close(REVOKED)

    async def _on_probe(self, message: Message) -> None:
        if self.subscription.heard():
            await fan_out(self.sockets(), RESYNC)

    async def _on_presence(self, message: Message) -> None:
        self._company.heard(message)

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
            await self._company.refresh({socket.page_id for socket in self.sockets()})

    async def check(self) -> None:
        """Compare the ledger with the frames that were sent; readers of a channel that missed one are told to fetch it.

        Who may not see the page any more is disconnected.
        """
        for group in await database_sync_to_async(self._watch.missed)(tuple(self.groups)):
            await fan_out(self.groups.get(group, ()), RESYNC)
        readers = {(socket.page_id, socket.user_id) for socket in self.sockets()}
        lost = await database_sync_to_async(shut_out)(readers)
        for socket in self.sockets():
            if (socket.page_id, socket.user_id) in lost:
                socket.close(REVOKED)

    def _begin_day(self) -> None:
        """Memberships begin and end with the day, so logins are disconnected at midnight and come back with the rights
        of the new day."""
        if clock.today() == self._day:
            return
        self._day = clock.today()
        for socket in self.sockets():
            if socket.user_id is not None:
                socket.close(REVOKED)


def _groups_of(socket: Socket) -> list[str]:
    channels = [group_of(socket.page_id, channel, socket.language) for channel in socket.channels]
    return [*channels, group_of(socket.page_id, PRESENCE)]
