"""A number for each socket, and its line in the log when it ends: as requests have them."""

import logging
import time
from typing import Any

from cms.middleware import number_of
from cms.settings.logs import current_request
from forum.live.sockets import BROKEN

log = logging.getLogger("cms.requests")


class Handshake:
    """What the log says of a socket: the same as of a request."""

    resolver_match = None

    def __init__(self, scope: dict[str, Any]) -> None:
        given = [value for name, value in scope["headers"] if name == b"x-request-id"]
        self.request_id = number_of(given[-1].decode("latin-1") if given else "")
        self.path = scope["path"]
        self.code: int | None = None
        self._cached_user: Any = None

    def belongs_to(self, user: Any) -> None:
        self._cached_user = user


class SocketMiddleware:
    """Around all that asks who somebody is: what fails there bears the number too.

    A socket that breaks is closed with a code, after which its page comes back. The server would only cut it off.
    """

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        handshake, began = Handshake(scope), time.monotonic()

        async def heard() -> dict[str, Any]:
            event: dict[str, Any] = await receive()
            if event["type"] == "websocket.disconnect":
                handshake.code = event.get("code")
            return event

        token = current_request.set(handshake)
        try:
            await self._application({**scope, "handshake": handshake}, heard, send)
        except Exception:
            log.exception("A socket broke")
            handshake.code = BROKEN
            await send({"type": "websocket.close", "code": BROKEN})
        finally:
            _tell(handshake, round((time.monotonic() - began) * 1000))
            current_request.reset(token)


def _tell(handshake: Handshake, took: int) -> None:
    answer = {"method": "SOCKET", "status": handshake.code, "milliseconds": took}
    log.info("SOCKET %s in %s ms", handshake.code or "refused", took, extra={"answer": answer})


class LoginMiddleware:
    """Tells the log whose socket it is, once that is known."""

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        scope["handshake"].belongs_to(scope["user"])
        await self._application(scope, receive, send)
