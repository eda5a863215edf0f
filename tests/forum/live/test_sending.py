"""Where no event loop runs, pushes share one of their own."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from forum.live.layer.sending import OwnLoop


def test_threads_that_push_share_one_loop_and_its_thread():
    own, seen = OwnLoop(), set()

    async def push():
        seen.add((asyncio.get_running_loop(), threading.current_thread()))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _n: own.run(push()), range(20)))
    assert len(seen) == 1
    assert threading.current_thread() not in {thread for _loop, thread in seen}


def test_what_fails_in_the_loop_is_told_to_who_pushed():
    async def fail():
        raise ConnectionError("away")

    own = OwnLoop()
    for _n in range(2):
        with pytest.raises(ConnectionError, match="away"):
            own.run(fail())
