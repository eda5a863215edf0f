"""While the site is worked on, every page is one that says so, and sockets are told to come back later."""

from collections.abc import Awaitable, Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from cms.middleware import LanguageMiddleware
from cms.stores.maintenance import current
from cms.views.faults import closed
from forum import clock

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
COME_LATER = 4513  # of our own: servers let an application send none below 3000 but 1000


class MaintenanceMiddleware:
    """Before all that asks the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        maintenance = current()
        if maintenance is None:
            return self.get_response(request)
        request.LANGUAGE_CODE = LanguageMiddleware.language_of(request)
        return closed(request, maintenance, maintenance.retry_after(clock.now()))


class ClosedSockets:
    """Around sessions and consumers: no socket opens, and one that is open is closed when its page says something.
    Each does so every minute."""

    def __init__(self, application: Callable[..., Awaitable[None]]) -> None:
        self.application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        async def receive_unless_closed() -> Message:
            message = await receive()
            if current() is None or message["type"] == "websocket.disconnect":
                return message
            await send({"type": "websocket.close", "code": COME_LATER})
            return {"type": "websocket.disconnect", "code": COME_LATER}

        if current() is None:
            await self.application(scope, receive_unless_closed, send)
            return
        await receive()
        await send({"type": "websocket.accept"})  # before, no code can be told
        await send({"type": "websocket.close", "code": COME_LATER})
