"""Addresses of the sockets."""

from typing import Any

from django.urls import URLPattern, path, re_path

from decrees.live.consumers import decree_socket
from forum import live
from forum.live import wire
from forum.live.reader import Receive
from forum.views import converters  # noqa: F401 - the address below is spelled with it


async def unknown_socket(scope: dict[str, Any], receive: Receive, send: live.Send) -> None:
    """No socket has this address: 404 where the server lets us say so, else refused."""
    await receive()
    if (connection := wire.connection_of(send)) is not None:
        wire.not_found(connection)
    else:
        await send({"type": "websocket.close"})


# ASGI applications, not views.
websocket_urlpatterns: list[URLPattern] = [
    path("ws/rancangan/<id:pk>/", decree_socket),  # type: ignore[arg-type]
    re_path("", unknown_socket),  # type: ignore[arg-type]
]
