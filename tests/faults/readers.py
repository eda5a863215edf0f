"""Open pages without a browser: each takes every frame once, fetches what it missed and comes back, like `live.js`."""

import asyncio
import contextlib
import json
import random
import re

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.faults.web import frames_of

POLL, SILENCE = 12.0, 75.0
LOST = (OSError, EOFError, TimeoutError, WebSocketException)


class Reader:
    """`got` are the numbers of all entries that this page has shown; `broke`: what ended its own work."""

    def __init__(self, person, draft):
        self.person, self.draft = person, draft
        self.complete, self.seen, self.got, self.waiting = 0, {}, set(), []
        self.is_open, self.attempts, self.reloads, self.came_back = False, 0, 0, 0
        self.fetching = asyncio.Lock()
        self.tasks, self.broke = set(), []

    def up_to(self, channel):
        return max(self.seen.get(channel, 0), self.complete)

    def has(self, seq):
        return seq in self.got or seq <= self.complete

    # --- the socket -------------------------------------------------------------------------------------------------

    async def stay(self):
        self._soon(self._poll())
        while True:
            with contextlib.suppress(*LOST):
                async with self._connect() as socket:
                    await self._listen(socket)
            self.is_open = False
            self.attempts += 1
            await asyncio.sleep(min(30, 0.4 * 2**self.attempts) * random.uniform(0.5, 1.5))

    def _connect(self):
        host = f"localhost:{self.person.port}"
        return connect(
            f"ws://{host}/ws/rancangan/{self.draft['pk']}/?bahasa=id",
            host="127.0.0.1",
            port=self.person.port,
            local_addr=(self.person.address, 0),
            origin=f"http://{host}",
            additional_headers={"Cookie": self.person.cookies},
            compression=None,
            ping_interval=None,
            open_timeout=60,
            close_timeout=1,
            proxy=None,
        )

    async def _listen(self, socket):
        while True:
            async with asyncio.timeout(SILENCE):
                message = json.loads(await socket.recv())
            match message.get("type"):
                case "beat":
                    await socket.send("ping")
                case "hello":
                    self._greet(message["channels"])
                case "resync":
                    self._soon(self._fetch(random.uniform(0, 1.5)))
                case None:
                    self._receive(message)

    def _greet(self, channels):
        self.is_open, self.attempts = True, 0
        self.came_back += 1
        if any(seq > self.up_to(channel) for channel, seq in channels.items()):
            self._soon(self._fetch())

    # --- frames -----------------------------------------------------------------------------------------------------

    def _receive(self, frame):
        if frame["seq"] <= self.up_to(frame["channel"]):
            return
        if frame["prev"] > self.up_to(frame["channel"]):
            self.waiting.append(frame)
            self._soon(self._fetch(0.2))
            return
        self.seen[frame["channel"]] = frame["seq"]
        self.got.add(frame["seq"])
        self._retry()

    def _retry(self):
        frames, self.waiting = sorted(self.waiting, key=lambda frame: frame["seq"]), []
        for frame in frames:
            self._receive(frame)

    def _soon(self, work):
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self._end)

    def _end(self, task):
        self.tasks.discard(task)
        if not task.cancelled() and task.exception():
            self.broke.append(repr(task.exception()))

    async def _poll(self):
        while True:
            await asyncio.sleep(POLL * random.uniform(0.8, 1.2))
            if not self.is_open:
                await self._fetch(again=False)

    async def _fetch(self, pause=0.0, *, again=True):
        if self.fetching.locked():
            return
        async with self.fetching:
            await asyncio.sleep(pause)
            while not await self._fetched() and again:
                await asyncio.sleep(random.uniform(2, 5))
        self._retry()

    async def _fetched(self):
        try:
            answer = await self.person.get(
                f"/rancangan/{self.draft['pk']}/peristiwa/?after={self.complete}", **{"X-Requested-With": "fetch"}
            )
        except LOST:
            return False
        if answer.status != 200:
            return False
        told = frames_of(answer)
        if told["reload"]:
            return await self._load_again()
        for frame in told["frames"]:
            self.seen[frame["channel"]] = max(self.seen.get(frame["channel"], 0), frame["seq"])
            self.got.add(frame["seq"])
        self.complete = max(self.complete, told["seq"])
        return True

    async def _load_again(self):
        """Too much was missed: the page itself has it."""
        try:
            answer = await self.person.get(self.draft["path"])
        except LOST:
            return False
        if answer.verdict() != "200":
            return False
        self.complete = int(re.search(r'<article[^>]*\sdata-seq="(\d+)"', answer.text)[1])
        self.reloads += 1
        return True
