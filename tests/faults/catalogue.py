"""The faults: how each begins, how long it lasts, how it ends."""

import asyncio
import contextlib
import os
import shutil
import signal
from asyncio import to_thread
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from tests.faults.house import House, can_mount, family


@dataclass(frozen=True)
class Fault:
    """`lasting` brings it about and ends it. `short`: also tried by the short form."""

    name: str
    lasting: Callable[[House], AbstractAsyncContextManager[None]]
    seconds: float
    short: bool = False


def _killed(name):
    @contextlib.asynccontextmanager
    async def lasting(house):
        await to_thread(house.parts[name].kill)
        yield
        await to_thread(house.parts[name].start)

    return lasting


def _hung(name):
    @contextlib.asynccontextmanager
    async def lasting(house):
        house.parts[name].hang()
        yield
        house.parts[name].go_on()

    return lasting


def _restarted(name):
    @contextlib.asynccontextmanager
    async def lasting(house):
        await to_thread(house.parts[name].restart)
        yield

    return lasting


@contextlib.asynccontextmanager
async def _one_worker_killed(house):
    """gunicorn starts another one."""
    os.kill(family(house.parts["web"].process.pid)[0], signal.SIGKILL)
    yield


@contextlib.asynccontextmanager
async def _head_held(house):
    """As a long command, or a version with hundreds of comments, would hold it."""
    with house.database.connect() as connection, connection.transaction():
        connection.execute("SELECT * FROM forum_ledgerhead FOR UPDATE")
        yield


@contextlib.asynccontextmanager
async def _slow(house):
    """Nine tenths of the time it does nothing."""

    async def stutter():
        try:
            while True:
                house.database.hang()
                await asyncio.sleep(0.18)
                house.database.go_on()
                await asyncio.sleep(0.02)
        finally:
            house.database.go_on()

    task = asyncio.ensure_future(stutter())
    yield
    task.cancel()


@contextlib.asynccontextmanager
async def _disk_full(house):
    house.parts["web"].limit_files(0)
    yield
    house.parts["web"].limit_files(-1)


@contextlib.asynccontextmanager
async def _database_disk_full(house):
    await to_thread(house.database.fill_disk)
    yield
    await to_thread(house.database.make_room)


@contextlib.asynccontextmanager
async def _clock_back(house):
    """The machine comes back with a clock that is two hours behind, and is then set right."""
    web = house.parts["web"]
    web.before = ["faketime", "-f", "-2h"]
    await to_thread(web.restart)
    yield
    web.before = []
    await to_thread(web.restart)


FAULTS = [
    Fault("daphne killed", _killed("live"), 2, short=True),
    Fault("daphne hangs", _hung("live"), 8),
    Fault("daphne restarted", _restarted("live"), 1),
    Fault("a web worker killed", _one_worker_killed, 2),
    Fault("web killed", _killed("web"), 2, short=True),
    Fault("web hangs", _hung("web"), 8),
    Fault("web restarted", _restarted("web"), 1),
    Fault("task worker killed", _killed("worker"), 4),
    Fault("task worker hangs", _hung("worker"), 4),
    Fault("Redis killed", _killed("redis"), 4),
    Fault("Redis hangs", _hung("redis"), 8),
    Fault("Redis restarted", _restarted("redis"), 1),
    Fault("PostgreSQL killed", _killed("database"), 3, short=True),
    Fault("PostgreSQL hangs", _hung("database"), 8),
    Fault("PostgreSQL restarted", _restarted("database"), 1),
    Fault("PostgreSQL is slow", _slow, 8),
    Fault("the ledger's head is held", _head_held, 8),
    Fault("connections cut: nginx killed", _killed("nginx"), 2, short=True),
    Fault("disk full for the site", _disk_full, 8),
]
NOT_TRIED = []
if can_mount():
    FAULTS.append(Fault("disk full for PostgreSQL", _database_disk_full, 8))
else:
    NOT_TRIED.append("a full disk under PostgreSQL: it needs a disk of its own, and nothing may be mounted here")
if shutil.which("faketime"):
    FAULTS.append(Fault("clock two hours behind", _clock_back, 4))
else:
    NOT_TRIED.append("a clock that is set back: Debian's faketime is not installed")
