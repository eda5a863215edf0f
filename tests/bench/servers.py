"""The references: a bare broadcaster on daphne, and Channels' usual group per socket. ASGI applications for daphne.

Both push the body of POST /push to all readers and answer with the moment at which they began.
"""

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

readers = set()


async def _body(receive):
    body, more = b"", True
    while more:
        event = await receive()
        body, more = body + event.get("body", b""), event.get("more_body", False)
    return body.decode()


async def _answer(send, began):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(began).encode()})


async def bare(scope, receive, send):
    """A set of `send`s and a loop; nothing else."""
    if scope["type"] == "http":
        text = await _body(receive)
        began = time.monotonic()
        for reader in tuple(readers):
            await reader({"type": "websocket.send", "text": text})
        await _answer(send, began)
    else:
        await receive()
        await send({"type": "websocket.accept"})
        readers.add(send)
        try:
            while (await receive())["type"] != "websocket.disconnect":
                pass
        finally:
            readers.discard(send)


def _stock():
    import django
    from asgiref.sync import async_to_sync, sync_to_async
    from channels.generic.websocket import AsyncWebsocketConsumer
    from channels.layers import get_channel_layer

    django.setup()

    class Consumer(AsyncWebsocketConsumer):
        async def connect(self):
            await self.channel_layer.group_add("readers", self.channel_name)
            await self.accept()

        async def readers_frame(self, event):
            await self.send(text_data=event["text"])

    consumer = Consumer.as_asgi()

    def push(text):
        began = time.monotonic()
        async_to_sync(get_channel_layer().group_send)("readers", {"type": "readers.frame", "text": text})
        return began

    async def application(scope, receive, send):
        if scope["type"] == "http":
            await _answer(send, await sync_to_async(push)(await _body(receive)))
        else:
            await consumer(scope, receive, send)

    return application


async def stock(scope, receive, send):
    global _application
    if _application is None:
        _application = _stock()
    await _application(scope, receive, send)


_application = None
