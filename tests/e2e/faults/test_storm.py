"""The site as installed, with people in it, while one part after the other fails: the short form of `make faults`."""

import asyncio
import os
import tempfile
from pathlib import Path

import pytest

from tests.faults.catalogue import FAULTS
from tests.faults.house import House
from tests.faults.storm import Storm
from tests.faults.verdict import find_faults

pytestmark = [pytest.mark.server, pytest.mark.alone]

SOCKETS, WRITERS = 20, 4


@pytest.fixture
def house():
    with tempfile.TemporaryDirectory(prefix="mufakat-faults-") as folder:
        os.chmod(folder, 0o755)  # PostgreSQL has a login of its own, which may not enter pytest's folders
        house = House(Path(folder), drafts=1, writers=WRITERS)
        try:
            yield house.begin()
        finally:
            house.stop()


def test_whatever_fails_what_was_acknowledged_is_there_once_and_on_every_open_page(house):
    storm = Storm(house, SOCKETS, pause=2)
    asyncio.run(storm.run([fault for fault in FAULTS if fault.short], minutes=0))
    assert find_faults(storm) == []
    survived = [storm.tally.seen[fault.name, "writers"]["200"] for fault in FAULTS if fault.short]
    assert min(survived) >= 1
