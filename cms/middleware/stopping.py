"""A server that is told to stop (SIGTERM) lets what has begun come to its end, and tells its sockets that it restarts.

daphne by itself cuts everything off: a comment would be saved, but who wrote it would not hear so, and all pages would
come back at once.
"""

import asyncio
import logging
import signal
import sys
from types import FrameType
from typing import Any

from forum import live

log = logging.getLogger(__name__)

# systemd waits 90 s before it kills.
SECONDS = 20.0
LOOK_SECONDS = 0.1


class StoppingMiddleware:
    """An ASGI application around all others of a process. On other servers than daphne it does nothing."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._running = 0
        self._ends: asyncio.Task[None] | None = None
        if "daphne.server" in sys.modules:
            _reactor().callWhenRunning(self._hear_signal)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self._running += 1
        try:
            await self._application(scope, receive, send)
        finally:
            self._running -= 1

    def _hear_signal(self) -> None:
        reactor = _reactor()
        if signal.getsignal(signal.SIGTERM) == reactor.sigTerm:
            signal.signal(signal.SIGTERM, self._told)

    def _told(self, number: int, frame: FrameType | None) -> None:
        """Told once more, it stops at once."""
        signal.signal(signal.SIGTERM, _reactor().sigTerm)
        _reactor().callFromThread(self._begin)

    def _begin(self) -> None:
        from twisted.internet import tcp

        for one in _reactor().getReaders():
            if isinstance(one, tcp.Port):
                one.stopListening()
        log.info("Stopping, after %s requests and sockets", self._running)
        self._ends = asyncio.get_running_loop().create_task(self._end())

    async def _end(self) -> None:
        reactor = _reactor()
        try:
            async with asyncio.timeout(SECONDS):
                while self._running or reactor.getWriters():
                    live.close_all()  # each time: some are just coming in
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            log.warning("Stopping although %s requests or sockets have not ended", self._running)
        finally:
            if reactor.running:
                reactor.stop()


def _reactor() -> Any:
    from twisted.internet import reactor

    return reactor
