"""One run: people come, faults follow each other, everything is compared at the end."""

import asyncio
import itertools
import time

from tests.faults import verdict
from tests.faults.people import Office, PageReader, Writer, addresses, person
from tests.faults.readers import Reader
from tests.faults.tally import BETWEEN, Tally

PATIENCE = 120.0
AT_ONCE = 25
PATHS = ("/", "/cari/?q=keterbukaan", "/rapat/", "/rancangan/", "/notula/")


class Storm:
    def __init__(self, house, sockets, *, pause, tell=print):
        self.house, self.tell, self.tally = house, tell, Tally()
        scene, places = house.scene, addresses()
        drafts, sessions = itertools.cycle(scene["drafts"]), scene["writers"]
        self.writers = [
            Writer(person(house, next(places), session), self.tally, next(drafts), pause) for session in sessions
        ]
        self.probe = Writer(person(house, next(places), sessions[0]), self.tally, scene["drafts"][0], 0)
        fifth = [sessions[number // 5 % len(sessions)] if number % 5 == 0 else "" for number in range(sockets)]
        self.readers = [Reader(person(house, next(places), session), next(drafts)) for session in fifth]
        paths = [*PATHS, *(draft["path"] for draft in scene["drafts"][:2])]
        self.page_readers = [
            PageReader(person(house, next(places), session), self.tally, paths[number:] + paths[:number], pause / 2)
            for number, session in enumerate(["", "", sessions[0], ""])
        ]
        self.office = Office(person(house, next(places), scene["office"]), self.tally)
        self.tasks = {}

    async def run(self, faults, minutes):
        """Each once; again from the first until the time is over."""
        until = time.monotonic() + minutes * 60
        await self._come()
        for number, fault in enumerate(itertools.cycle(faults)):
            if number >= len(faults) and time.monotonic() > until:
                break
            await self._suffer(fault)
        await self._leave()

    async def _come(self):
        began, last = time.monotonic(), await asyncio.to_thread(verdict.last_number, self.house)
        for number, reader in enumerate(self.readers):
            reader.complete = last  # a page that was just loaded has all
            self._begin(reader)
            if number % AT_ONCE == AT_ONCE - 1:
                await self._until(lambda: all(one.is_open for one in self.readers[: number + 1]))  # noqa: B023
        await self._until(lambda: all(reader.is_open for reader in self.readers))
        for each in (*self.page_readers, *self.writers, self.office):
            self._begin(each)
        self.tell(f"{len(self.readers)} sockets open after {time.monotonic() - began:.1f} s")
        await self._until(lambda: all(writer.acknowledged for writer in self.writers))

    def _begin(self, one):
        self.tasks[one] = asyncio.ensure_future(one.stay())

    async def _suffer(self, fault):
        self.tally.fault = fault.name
        async with fault.lasting(self.house):
            await asyncio.sleep(fault.seconds)
        ended = time.monotonic()
        after = {}
        for what, well in (("page", self._page), ("write", self._write), ("sockets", self._sockets)):
            await well()
            after[what] = time.monotonic() - ended
        earlier = self.tally.recovered.get(fault.name, {})
        self.tally.recovered[fault.name] = {what: max(took, earlier.get(what, 0)) for what, took in after.items()}
        self.tell(self.tally.row(fault.name))
        self.tally.fault = BETWEEN
        await asyncio.sleep(1)

    # --- well again -------------------------------------------------------------------------------------------------

    async def _page(self):
        reader = self.page_readers[0]
        while await reader.ask("/", reader.person.get("/")) is None:
            await asyncio.sleep(0.2)

    async def _write(self):
        await self.probe.write()

    async def _sockets(self):
        await self._until(lambda: all(reader.is_open for reader in self.readers))
        last = await asyncio.to_thread(verdict.last_numbers, self.house)
        await self._until(lambda: all(reader.has(last[reader.draft["pk"]]) for reader in self.readers))

    async def _until(self, true):
        limit = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > limit or any(reader.broke for reader in self.readers):
                raise TimeoutError(self._state())
            await asyncio.sleep(0.1)

    def _state(self):
        away = sum(not reader.is_open for reader in self.readers)
        seen = {role: dict(counts) for (fault, role), counts in self.tally.seen.items() if fault == self.tally.fault}
        failed = [repr(task.exception()) for task in self.tasks.values() if task.done()]
        failed += [error for reader in self.readers for error in reader.broke]
        told = [f"{away} sockets are not open", str(seen), *self.tally.wrong[:5], *failed[:5]]
        return f"{self.tally.fault}: not well (at most {PATIENCE:.0f} s are waited): {'; '.join(told)}"

    async def _leave(self):
        for writer in self.writers:
            writer.leaves = True
        await self._until(lambda: all(self.tasks[writer].done() for writer in self.writers))
        await self._sockets()
        for task in self.tasks.values():
            task.cancel()
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)
