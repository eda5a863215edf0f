"""Running what sends: in the event loop of the server where there is one (daphne), elsewhere in a loop of our own.

`async_to_sync` alone makes a thread, a loop and a connection to Redis for each push where no loop runs.
"""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from asgiref.sync import async_to_sync

Answer = TypeVar("Answer")


class OwnLoop:
    """A thread that lives as long as its process. It begins with the first push: a server may fork before."""

    def __init__(self) -> None:
        self._begins = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self, sending: Coroutine[Any, Any, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(sending, self._running()).result()

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._begins:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="live-sending", daemon=True).start()
            return self._loop


_own: OwnLoop | None = None


def use_own_loop() -> None:
    """Said by a server of HTTP alone, none of whose threads runs a loop."""
    global _own
    _own = OwnLoop()


def run(sending: Coroutine[Any, Any, Answer]) -> Answer:
    """Wait until it is sent."""
    if _own is not None:
        return _own.run(sending)
    return async_to_sync(_awaited)(sending)


async def _awaited(sending: Coroutine[Any, Any, Answer]) -> Answer:
    return await sending
