"""Those who ask by HTTP all the while: readers of pages, writers of comments, an office with an upload now and then."""

import asyncio
import itertools
import random
import uuid

from tests.faults.tally import NONE
from tests.faults.web import Person

LOST = (OSError, EOFError, TimeoutError)


class Asker:
    """Whatever is answered is noted."""

    role = "readers"

    def __init__(self, person, tally):
        self.person, self.tally = person, tally

    async def ask(self, path, asking):
        try:
            answer = await asking
        except LOST:
            self.tally.note(self.role, NONE)
            return None
        verdict = answer.verdict()
        self.tally.note(self.role, verdict, path)
        return answer if verdict == "200" else None


class PageReader(Asker):
    def __init__(self, person, tally, paths, pause):
        super().__init__(person, tally)
        self.paths, self.pause = paths, pause

    async def stay(self):
        for path in itertools.cycle(self.paths):
            await self.ask(path, self.person.get(path))
            await asyncio.sleep(self.pause)


class Writer(Asker):
    """`acknowledged` are the tokens of comments that the site said it has, in the order in which it said so."""

    role = "writers"

    def __init__(self, person, tally, draft, pause):
        super().__init__(person, tally)
        self.draft, self.pause, self.acknowledged = draft, pause, []
        self.by_script = random.random() < 0.5
        self.leaves = False

    async def stay(self):
        while not self.leaves:
            await self.write()
            await asyncio.sleep(self.pause * random.uniform(0.5, 1.5))

    async def write(self):
        """Once said, it is said again until it is acknowledged, as the page's script does."""
        token = str(uuid.uuid4())
        form = {"clause": "dik-1", "text": f"Usul {token}", "audience": "public", "token": token}
        path = f"/rancangan/{self.draft['pk']}/versi/1/komentar/"
        headers = {"X-Requested-With": "fetch"} if self.by_script else {}
        while await self.ask(path, self.person.post(path, form, **headers)) is None:
            await asyncio.sleep(random.uniform(0.5, 1.5))
        self.acknowledged.append(token)


class Office(Asker):
    role = "administrators"

    async def stay(self):
        for number in itertools.count():
            await self.ask("/admin/", self.person.get("/admin/"))
            if number % 3 == 0:
                await self._upload(number)
            await asyncio.sleep(1)

    async def _upload(self, number):
        path, form = "/admin/documents/add/", {"csrfmiddlewaretoken": "t" * 32, "title": f"Berkas {number}", "tags": ""}
        await self.ask(path, self.person.upload(path, form, f"berkas-{number}.txt", b"isi " * 20_000))


def addresses():
    """Of the loopback: limits count by address, and these are people in many places."""
    return (f"127.1.{high}.{low}" for high in range(256) for low in range(1, 255))


def person(house, address, session=""):
    return Person(house.port, address, session)
