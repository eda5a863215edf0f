"""One open socket: frames are handed to the server at once, and a reader that cannot keep up is let go.

There is no queue per socket. Servers that buffer (daphne) take a frame without waiting; where a server makes us wait,
a short backlog stands in until it goes on. What a reader has not yet acknowledged is counted in bytes: from time to
time it gets {"type": "beat"} and answers "ping". Too much unacknowledged, or no answer, and the socket is closed
(4408): the reader fetches what it missed by HTTP when it comes back.
"""

import asyncio
import contextvars
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

from forum.audiences import PUBLIC
from forum.live.wire import Frame, connection_of, write

Event = dict[str, Any]
Send = Callable[[Event], Coroutine[Any, Any, None]]

REVOKED, GONE, TOO_SLOW, CROWDED = 4403, 4404, 4408, 4429
BROKEN, RESTARTING = 4500, 4503
BEAT = Frame('{"type":"beat"}')
BEAT_SECONDS, ANSWER_SECONDS = 25.0, 30.0
# Where others wait for a place, whoever is there says so sooner.
ANSWER_SOON = 10.0
BEAT_BYTES, LIMIT_BYTES = 128 * 1024, 1024 * 1024
BACKLOG = 64
AT_ONCE = 64


@dataclass(eq=False, slots=True)
class Socket:
    """`label` and `sector` name the organisation that the reader speaks for; empty for everybody else.

    `place` is where on the page they said they are, `types_until` how long they are taken to be writing there.
    """

    send: Send
    page_id: int
    channels: tuple[str, ...]
    user_id: int | None = None
    label: str = ""
    sector: str = ""
    language: str = ""
    address: str = ""
    place: str = ""
    types_until: float = 0.0
    closed: bool = False
    saw_roster: bool = False
    owed: int = 0
    since_beat: int = 0
    beat_at: float = 0.0
    answer_by: float = 0.0
    waits: bool = False
    backlog: deque[Event] = field(default_factory=deque)
    drain: "asyncio.Task[None] | None" = None
    connection: Any = None

    def __post_init__(self) -> None:
        self.connection = connection_of(self.send)

    @property
    def is_public(self) -> bool:
        return PUBLIC in self.channels

    def push(self, frame: Frame) -> None:
        """Hand over one frame. Never waits; a dead or overfull socket is closed instead."""
        if self.closed:
            return
        size = len(frame.text)
        self.owed += size
        self.since_beat += size
        if self.owed > LIMIT_BYTES or len(self.backlog) >= BACKLOG:
            self.close(TOO_SLOW)
        elif self.drain is not None:
            self.backlog.append(frame.event)
        elif self.connection is None or not write(self.connection, frame):
            self._hand_over(frame.event)

    def beat(self, now: float) -> None:
        """Ask the reader for a sign of life when it is due. Close the socket if the last one was not answered."""
        if self.waits:
            if now > self.answer_by:
                self.close(TOO_SLOW)
        elif now - self.beat_at > BEAT_SECONDS or self.owed > BEAT_BYTES:
            self._ask(now, ANSWER_SECONDS)

    def ask_soon(self, now: float) -> None:
        """Ask for a sign of life now, unless it was given just now."""
        if self.waits:
            self.answer_by = min(self.answer_by, now + ANSWER_SOON)
        elif now - self.beat_at > ANSWER_SOON:
            self._ask(now, ANSWER_SOON)

    def _ask(self, now: float, seconds: float) -> None:
        self.waits, self.beat_at, self.answer_by, self.since_beat = True, now, now + seconds, 0
        self.push(BEAT)

    def answered(self) -> None:
        """The reader has read everything up to the last beat."""
        if self.waits:
            self.waits, self.owed = False, self.since_beat

    def close(self, code: int) -> None:
        if self.closed:
            return
        self.closed = True
        if self.drain is not None:
            self.drain.cancel()
        self._hand_over({"type": "websocket.close", "code": code})

    def _hand_over(self, event: Event) -> None:
        """Run the server's `send` as far as it goes without waiting, without a task or a turn of the event loop per
        socket."""
        call = self.send(event)
        try:
            waiting = call.send(None)
        except StopIteration:
            return
        except Exception:  # the connection is gone; its own task will notice
            self.closed = True
            return
        self.drain = asyncio.ensure_future(self._drain(_Rest(call, waiting)))

    async def _drain(self, rest: Awaitable[None]) -> None:
        try:
            await rest
            while self.backlog:
                await self.send(self.backlog.popleft())
        except Exception:
            self.closed = True
        finally:
            self.drain = None


async def fan_out(sockets: Iterable[Socket], text: str) -> None:
    """Send one frame to all sockets. The event loop gets a turn after every few, so that bytes leave meanwhile."""
    frame = Frame(text)
    for number, socket in enumerate(tuple(sockets), start=1):
        socket.push(frame)
        if number % AT_ONCE == 0:
            await asyncio.sleep(0)


def for_all(work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
    """A task that serves all sockets: what it logs bears the number of none, not of that which was there first."""
    return asyncio.get_running_loop().create_task(work, context=contextvars.Context())


class _Rest:
    """The rest of a call that was started outside a task and now waits for something."""

    def __init__(self, call: Coroutine[Any, Any, None], waiting: Any) -> None:
        self.call, self.waiting = call, waiting

    def __await__(self) -> Generator[Any, Any, None]:
        while True:
            try:
                yield self.waiting
            except BaseException as error:
                self.waiting = self.call.throw(error)
                continue
            try:
                self.waiting = self.call.send(None)
            except StopIteration:
                return
