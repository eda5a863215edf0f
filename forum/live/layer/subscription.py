"""The one channel of this process on the channel layer. It subscribes again after a failure, and records that messages
may have been missed."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from channels.layers import get_channel_layer

from forum.live.frames import CONTROL_GROUP
from forum.live.sockets import for_all

log = logging.getLogger(__name__)

Message = dict[str, Any]
LAYER_SECONDS = 2.0
LONGEST_PAUSE = 5.0
PROBES_LOST = 3


class Subscription:
    """`wanted` names the groups to be in; `handle` gets every message. `lost` is true from a failure until `heard`."""

    def __init__(self, wanted: Callable[[], set[str]], handle: Callable[[Message], Awaitable[None]]) -> None:
        self.lost = False
        self._wanted, self._handle = wanted, handle
        self._channel = ""
        self._joined: set[str] = set()
        self._probes = 0
        self._lock = asyncio.Lock()
        self._listener: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._listener = for_all(self._listen())

    async def stop(self) -> None:
        """Leave every group and stop listening. If the layer is broken it still has our channel, and forgets it in
        time."""
        with contextlib.suppress(Exception):
            async with asyncio.timeout(LAYER_SECONDS), self._lock:
                await self._change_groups(set())
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)

    async def reconcile(self) -> None:
        """Join and leave groups until they are exactly the wanted ones. On an error the next turn tries again."""
        try:
            await self._reconcile()
        except ConnectionError:  # the layer is away, and has said so once for all
            self.lost = True
        except Exception:
            self.lost = True
            log.warning("Could not subscribe to the channel layer; trying again", exc_info=True)

    async def send(self, group: str, message: Message) -> None:
        try:
            async with asyncio.timeout(LAYER_SECONDS):
                await get_channel_layer().group_send(group, message)
        except ConnectionError:
            self.lost = True
        except Exception:
            self.lost = True
            log.warning("Could not send to %s", group)

    async def probe(self) -> None:
        """Send a message to this process itself. If several in a row do not come back, subscribe from the start."""
        self._probes += 1
        if self._probes > 1:
            self.lost = True
        if self._probes > PROBES_LOST:
            await self.stop()
            self._forget()
            self.start()
        elif self._channel:
            await self._probe_channel()

    async def _probe_channel(self) -> None:
        try:
            async with asyncio.timeout(LAYER_SECONDS):
                await get_channel_layer().send(self._channel, {"type": "probe"})
        except Exception:
            self.lost = True

    def heard(self) -> bool:
        """A probe came back. Returns whether messages may have been missed before it."""
        was_lost, self.lost, self._probes = self.lost, False, 0
        return was_lost

    def renew(self) -> None:
        """Join all groups again at the next turn, because the in-memory layer drops members after a day."""
        self._joined.clear()

    async def _listen(self) -> None:
        pause = 0.1
        while True:
            try:
                await self._reconcile()
                message = await get_channel_layer().receive(self._channel)
                pause = 0.1
            except Exception as error:
                if not isinstance(error, ConnectionError):
                    log.warning("The channel layer failed; trying again in %.1f s", pause, exc_info=True)
                self._forget()
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                await self._pass_on(message)

    async def _pass_on(self, message: Message) -> None:
        try:
            await self._handle(message)
        except Exception:
            log.exception("Could not handle a message of the channel layer")

    def _forget(self) -> None:
        self._channel, self.lost, self._probes = "", True, 0
        self._joined.clear()

    async def _reconcile(self) -> None:
        if self._channel and self._joined == {CONTROL_GROUP, *self._wanted()}:
            return
        async with asyncio.timeout(LAYER_SECONDS), self._lock:
            await self._change_groups({CONTROL_GROUP, *self._wanted()})

    async def _change_groups(self, wanted: set[str]) -> None:
        layer = get_channel_layer()
        if wanted and not self._channel:
            self._channel = await layer.new_channel()
        for group in wanted - self._joined:
            await layer.group_add(group, self._channel)
            self._joined.add(group)
        for group in self._joined - wanted:
            await layer.group_discard(group, self._channel)
            self._joined.discard(group)
