"""A frame as bytes in their final form: made once, then written directly to every connection where that is possible.

An ASGI `send` encodes, frames, counts and logs the same text for each reader; on daphne that is a third of the cost of
a frame to a thousand readers. Wherever something is not as this module expects (another server, compression, bytes that
wait in the protocol's own queue), the frame goes through `send` as usual.
"""

import struct
import sys
from functools import cached_property, partial
from typing import Any

FINAL_TEXT = 0x81


class Frame:
    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def event(self) -> dict[str, Any]:
        return {"type": "websocket.send", "text": self.text}

    @cached_property
    def raw(self) -> bytes:
        """The bytes of one final, unmasked text frame, as RFC 6455, section 5.2, defines it for servers."""
        payload = self.text.encode()
        size = len(payload)
        if size < 126:
            return bytes([FINAL_TEXT, size]) + payload
        if size < 1 << 16:
            return struct.pack("!BBH", FINAL_TEXT, 126, size) + payload
        return struct.pack("!BBQ", FINAL_TEXT, 127, size) + payload


def connection_of(send: Any) -> Any | None:
    """daphne's connection behind an ASGI `send`, which Channels' session middleware wraps; None elsewhere."""
    send = getattr(getattr(send, "__self__", None), "real_send", send)
    daphne = sys.modules.get("daphne.ws_protocol")
    behind = send.args[0] if isinstance(send, partial) and send.args else None
    return behind if daphne is not None and isinstance(behind, daphne.WebSocketProtocol) else None


def not_found(connection: Any) -> None:
    """Answer the handshake of a socket with 404. An ASGI application can only have daphne say 403."""
    from autobahn.websocket.types import ConnectionDeny

    connection.handshake_deferred.errback(ConnectionDeny(ConnectionDeny.NOT_FOUND, "Not Found"))
    del connection.handshake_deferred
    connection.server.protocol_disconnected(connection)


def write(connection: Any, frame: Frame) -> bool:
    """Whether the frame could be written without `send`. daphne's transport takes it without waiting."""
    if connection.state != connection.STATE_OPEN or connection.send_queue or connection._perMessageCompress is not None:
        return False
    sent = _send_now(connection.transport, frame.raw)
    if sent < len(frame.raw):
        connection.transport.write(frame.raw[sent:])
    return True


def _send_now(transport: Any, raw: bytes) -> int:
    """The number of bytes that the network takes at once; Twisted by itself would first wait to be told that it may
    send.

    None unless this is a plain TCP connection without waiting bytes. Errors are left for Twisted to find.
    """
    tcp = sys.modules.get("twisted.internet.tcp")
    if tcp is None or not isinstance(transport, tcp.Server) or transport.TLS:
        return 0
    if not transport.connected or transport.disconnecting or transport.dataBuffer or transport._tempDataLen:
        return 0
    sent = transport.writeSomeData(raw)
    return sent if isinstance(sent, int) else 0
