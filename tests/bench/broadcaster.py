"""The barest reference: the `websockets` library's own broadcast, in C where it can, without any ASGI.

Run as `python -m tests.bench.broadcaster PORT`. What comes in on /push goes out to all others.
"""

import asyncio
import sys
import time

from websockets.asyncio.server import broadcast, serve

readers = set()


async def handle(connection):
    if connection.request.path == "/push":
        async for text in connection:
            began = time.monotonic()
            broadcast(readers, text)
            await connection.send(str(began))
    else:
        readers.add(connection)
        try:
            await connection.wait_closed()
        finally:
            readers.discard(connection)


async def main():
    async with serve(handle, "127.0.0.1", int(sys.argv[1]), compression=None, ping_interval=None):
        await asyncio.get_running_loop().create_future()


asyncio.run(main())
