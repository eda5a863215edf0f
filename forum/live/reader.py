"""One socket of a page: asks once what its reader may see, then passes on what the hub hands it. Never writes."""

import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from django.conf import settings

from forum.live.hub import Hub, local_hub
from forum.live.sockets import CROWDED, GONE, Send, Socket
from forum.live.visitors import address_of, visitors
from forum.models.access import Anyone

Receive = Callable[[], Awaitable[dict[str, Any]]]
# Codes of our own: of those below 3000 servers let an application send none but 1000.
TOO_BIG, TOO_MANY = 4009, 4008
MESSAGES_PER_MINUTE = 60
# "at" alone: nowhere on the page. Ids of clauses are Wagtail's, some with a word after a point.
PLACE = re.compile(r"at|(at|typing) ([A-Za-z0-9_.-]{1,90})")
LONGEST_MESSAGE = len("typing ") + 90


@dataclass(frozen=True)
class Admission:
    """The channels that somebody may read now, and the organisation under which the others see them."""

    channels: tuple[str, ...]
    user_id: int | None = None
    label: str = ""
    sector: str = ""


# None: the page is not this reader's to know.
Admit = Callable[[Anyone, int], Admission | None]
# The last number of each channel of a page.
Numbers = Callable[[int, tuple[str, ...]], dict[str, int]]


async def read_page(
    scope: dict[str, Any], receive: Receive, send: Send, *, admit: Admit, last_numbers: Numbers
) -> None:
    """One socket, from connect to disconnect. Closed with 4404 if the page is not this reader's to know."""
    await receive()
    await send({"type": "websocket.accept"})
    user = scope["user"]
    address = f"login {user.pk}" if user.is_authenticated else address_of(scope)
    if not visitors.admit(address):
        local_hub().crowded(address)
        return await send({"type": "websocket.close", "code": CROWDED})
    try:
        page_id = scope["url_route"]["kwargs"]["pk"]
        admission = await database_sync_to_async(admit)(user, page_id)
        if admission is None:
            return await send({"type": "websocket.close", "code": GONE})
        socket = Socket(
            send,
            page_id,
            admission.channels,
            admission.user_id,
            label=admission.label,
            sector=admission.sector,
            language=_language_of(scope),
            address=address,
        )
        await _follow(socket, receive, last_numbers)
    finally:
        visitors.leave(address)


async def _follow(socket: Socket, receive: Receive, last_numbers: Numbers) -> None:
    hub = local_hub()
    try:
        await hub.join(socket)
        # After joining: what is committed from now on is pushed, what was committed before is in these numbers.
        hub.greet(socket, await database_sync_to_async(last_numbers)(socket.page_id, socket.channels))
        await _listen(hub, socket, receive)
    finally:
        await hub.leave(socket)


def _language_of(scope: dict[str, Any]) -> str:
    """That of the page which opens the socket: what comes is put beside what stands there. The site's own where it is
    none that the site speaks."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("bahasa", [""])[0]
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


async def _listen(hub: Hub, socket: Socket, receive: Receive) -> None:
    """Readers have little to say, and that rarely. What is neither known nor too much is passed over.

    Of a socket that is closed nothing more is read, whatever still comes."""
    since, heard = time.monotonic(), 0
    while not socket.closed:
        event = await receive()
        if event["type"] == "websocket.disconnect":
            return
        if time.monotonic() - since > 60:
            since, heard = time.monotonic(), 0
        heard += 1
        text = event.get("text") or ""
        if len(event.get("bytes") or text) > LONGEST_MESSAGE:
            socket.close(TOO_BIG)
        elif heard > MESSAGES_PER_MINUTE:
            socket.close(TOO_MANY)
        elif text == "ping":
            socket.answered()
        elif said := PLACE.fullmatch(text):
            hub.is_at(socket, said[2] or "", typing=said[1] == "typing")
