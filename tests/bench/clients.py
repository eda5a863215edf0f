"""Many WebSocket readers in one process of their own, so cheap that what is measured is the server.

Run as `python -m tests.bench.clients HOST PORTS PATH COUNT COOKIES SHARE LIVELY`: connects, prints "ready", and then
one line of JSON each time all have received one more frame: {"first", "last"} on the system's monotonic clock. SHARE of
the readers send one of the cookies (separated by "|"); if LIVELY is 1 they keep saying where they are.
"""

import base64
import itertools
import json
import os
import random
import selectors
import socket
import struct
import sys
import time
from collections.abc import Iterator

from tests.bench.machine import raise_file_limit

AT_ONCE = 25
MEASURED = b'{"channel"'
SAYS_EVERY, CLAUSES = 3.0, 60


class Reader:
    """One socket: counts the frames that are measured, answers pings and beats, drops the rest."""

    def __init__(self, address: tuple[str, int], path: str, cookie: str) -> None:
        self.buffer = b""
        self.frames = 0
        self.accepted = False
        # Mufakat accepts first and then asks what the reader may see: joined is who has been greeted.
        self.greeted = not path.startswith("/ws/")
        self.signed_in = bool(cookie)
        self.socket = socket.create_connection(address)
        headers = {
            "Host": f"{address[0]}:{address[1]}",
            "Origin": f"http://{address[0]}:{address[1]}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
            **({"Cookie": cookie} if cookie else {}),
        }
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        self.socket.sendall("\r\n".join(lines).encode())
        self.socket.setblocking(False)

    def fileno(self) -> int:
        return self.socket.fileno()

    def read(self) -> int:
        """Take in what has come; how many measured frames are complete now."""
        data = self.socket.recv(1 << 16)
        if not data:
            raise ConnectionError("the server closed a socket")
        self.buffer += data
        if not self.accepted and not self._handshake():
            return 0
        before = self.frames
        while self._frame():
            pass
        return self.frames - before

    def _handshake(self) -> bool:
        head, separator, rest = self.buffer.partition(b"\r\n\r\n")
        if separator:
            if b" 101 " not in head.split(b"\r\n")[0]:
                raise ConnectionError(head.decode())
            self.accepted, self.buffer = True, rest
        return self.accepted

    @property
    def open(self) -> bool:
        return self.accepted and self.greeted

    def _frame(self) -> bool:
        buffer = self.buffer
        if len(buffer) < 2:
            return False
        length, start = buffer[1] & 127, 2
        if length == 126:
            if len(buffer) < 4:
                return False
            length, start = struct.unpack("!H", buffer[2:4])[0], 4
        elif length == 127:
            if len(buffer) < 10:
                return False
            length, start = struct.unpack("!Q", buffer[2:10])[0], 10
        if len(buffer) < start + length:
            return False
        payload, self.buffer = buffer[start : start + length], buffer[start + length :]
        self._take(buffer[0] & 15, payload)
        return True

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == 9:
            self._send(10, payload)
        elif opcode == 8:
            raise ConnectionError(f"closed: {payload!r}")
        elif payload.startswith(MEASURED):
            self.frames += 1
        elif b'"beat"' in payload:
            self._send(1, b"ping")
        elif b'"hello"' in payload:
            self.greeted = True

    def say(self, text: str) -> None:
        self._send(1, text.encode())

    def _send(self, opcode: int, payload: bytes) -> None:
        """Short frames only; masked with zeros, which the protocol allows."""
        self.socket.sendall(bytes([128 | opcode, 128 | len(payload)]) + bytes(4) + payload)


class Crowd:
    """All readers of this process; those who are in are listened to while others still come."""

    def __init__(self) -> None:
        self.readers: list[Reader] = []
        self.selector = selectors.DefaultSelector()

    def connect(
        self, addresses: list[tuple[str, int]], path: str, count: int, cookies: list[str], share: float
    ) -> None:
        """A few at a time, by turns to each address; the next ones come when these are in."""
        while len(self.readers) < count:
            batch = range(len(self.readers), min(len(self.readers) + AT_ONCE, count))
            chosen = [cookies[number % len(cookies)] if number < share * count else "" for number in batch]
            turns = zip(itertools.cycle(addresses), chosen, strict=False)
            newcomers = [Reader(address, path, cookie) for address, cookie in turns]
            for reader in newcomers:
                self.selector.register(reader.socket, selectors.EVENT_READ, reader)
            while not all(reader.open for reader in newcomers):
                self.read()
            self.readers += newcomers

    def read(self, seconds: float = 60) -> list[Reader]:
        """Wait for something to come; the readers who have a new measured frame."""
        ready = self.selector.select(timeout=seconds)
        if not ready and not all(reader.open for reader in self.readers):
            raise TimeoutError("nothing came for 60 s")
        return [key.data for key, _ in ready if key.data.read()]

    def speak(self) -> Iterator[None]:
        """One step of this is one member who says where they are; together each of them does every few seconds."""
        members = [reader for reader in self.readers if reader.signed_in]
        due = time.monotonic()
        for number in itertools.count():
            while time.monotonic() < due:
                yield
            due += SAYS_EVERY / len(members)
            words = "typing" if number % 3 == 0 else "at"
            members[number % len(members)].say(f"{words} clause-{random.randrange(CLAUSES)}")

    def listen(self, lively: bool) -> None:
        round_number, arrived, first = 1, 0, 0.0
        speaking = self.speak() if lively else itertools.repeat(None)
        while True:
            next(speaking)
            here = [reader for reader in self.read(0.01 if lively else 60) if reader.frames >= round_number]
            first = first or (time.monotonic() if here else 0.0)
            arrived += len(here)
            if arrived == len(self.readers):
                print(json.dumps({"first": first, "last": time.monotonic()}), flush=True)
                round_number, arrived, first = round_number + 1, 0, 0.0


def main() -> None:
    host, ports, path, count, cookies, share, lively = sys.argv[1:]
    raise_file_limit()
    crowd = Crowd()
    addresses = [(host, int(port)) for port in ports.split(",")]
    crowd.connect(addresses, path, int(count), cookies.split("|"), float(share))
    print("ready", flush=True)
    crowd.listen(lively == "1")


if __name__ == "__main__":
    main()
