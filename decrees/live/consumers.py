"""The socket of a decree: asks once what its reader may see, then passes on what the hub hands it. Never writes."""

import datetime
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async

from decrees import permissions
from decrees.models import DecreePage
from forum import clock, live, services
from forum.live import languages
from forum.live.sockets import CROWDED, GONE
from forum.live.visitors import address_of, visitors
from forum.models import Organisation, User
from forum.models.memory import remembering
from forum.permissions import Anyone, current_membership

Receive = Callable[[], Awaitable[dict[str, Any]]]
# Codes of our own: of those below 3000 servers let an application send none but 1000.
TOO_BIG, TOO_MANY = 4009, 4008
MESSAGES_PER_MINUTE = 60
# "at" alone: nowhere on the page. Ids of clauses are Wagtail's, some with a word after a point.
PLACE = re.compile(r"at|(at|typing) ([A-Za-z0-9_.-]{1,90})")
LONGEST_MESSAGE = len("typing ") + 90

_synced_on: datetime.date | None = None


@dataclass(frozen=True)
class Admission:
    channels: tuple[str, ...]
    user_id: int | None = None
    label: str = ""
    sector: str = ""


async def decree_socket(scope: dict[str, Any], receive: Receive, send: live.Send) -> None:
    """One socket, from connect to disconnect. Closed with 4404 if the decree is not this reader's to know."""
    await receive()
    await send({"type": "websocket.accept"})
    user = scope["user"]
    address = f"login {user.pk}" if user.is_authenticated else address_of(scope)
    if not visitors.admit(address):
        live.local_hub().crowded(address)
        return await send({"type": "websocket.close", "code": CROWDED})
    try:
        await _read(scope, receive, send, address)
    finally:
        visitors.leave(address)


async def _read(scope: dict[str, Any], receive: Receive, send: live.Send, address: str) -> None:
    page_id = scope["url_route"]["kwargs"]["pk"]
    admission = await database_sync_to_async(admit)(scope["user"], page_id)
    if admission is None:
        await send({"type": "websocket.close", "code": GONE})
        return
    socket = live.Socket(
        send,
        page_id,
        admission.channels,
        admission.user_id,
        label=admission.label,
        sector=admission.sector,
        language=_language_of(scope),
        address=address,
    )
    hub = live.local_hub()
    try:
        await hub.join(socket)
        # After joining: what is committed from now on is pushed, what was committed before is in these numbers.
        hub.greet(socket, await database_sync_to_async(last_seqs)(page_id, admission.channels))
        await _listen(hub, socket, receive)
    finally:
        await hub.leave(socket)


def _language_of(scope: dict[str, Any]) -> str:
    """That of the page which opens the socket: what comes is put beside what stands there."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("bahasa", [""])
    return languages.known(asked[0])


def admit(user: Anyone, page_id: int) -> Admission | None:
    """The channels that somebody may read now, and the organisation under which the others see them."""
    _keep_memberships_current()
    with remembering():
        return _admit(user, page_id)


def _admit(user: Anyone, page_id: int) -> Admission | None:
    decree = DecreePage.objects.filter(pk=page_id).first()
    if decree is None or not permissions.can_view(user, decree):
        return None
    channels = tuple(permissions.channels_of(user, decree))
    if not user.is_authenticated:
        return Admission(channels)
    organisation = _organisation_of(user, decree)
    if organisation is None:
        return Admission(channels, user.pk)
    return Admission(channels, user.pk, organisation.label, organisation.sector.slug)


def _organisation_of(user: User, decree: DecreePage) -> Organisation | None:
    """For whom somebody is here: the organisation they comment for, else the one they speak for at all."""
    representation = permissions.representation_in(user, decree)
    if representation is not None:
        return representation.organisation
    membership = current_membership(user)
    return membership.speaks_for if membership else None


def _keep_memberships_current() -> None:
    """Sockets do not pass the middleware that does this at the first request of a day."""
    global _synced_on
    if _synced_on != clock.today():
        services.sync_memberships()
        _synced_on = clock.today()


def last_seqs(page_id: int, channels: tuple[str, ...]) -> dict[str, int]:
    return {channel: live.last_seq(page_id, channel) for channel in channels}


async def _listen(hub: live.Hub, socket: live.Socket, receive: Receive) -> None:
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
