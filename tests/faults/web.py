"""HTTP as a browser speaks it: an answer is whole or none at all."""

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = "t" * 32  # whoever sends the same in cookie and form has seen the form
SECONDS = 40.0


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def text(self):
        return self.body.decode()

    def verdict(self):
        """'200', '503' that says what is off and when to come again, or what is wrong with it."""
        is_page = "html" in self.headers.get("content-type", "") and self.status not in (302, 304)
        if is_page and not self.body.rstrip().endswith(b"</html>"):
            return f"{self.status}, half a page"
        if self.status == 503 and "retry-after" in self.headers and len(self.body) > 100:
            return "503"
        return "200" if self.status in (200, 201, 302, 304) else str(self.status)


@dataclass
class Person:
    """Somebody with an address and cookies of their own."""

    port: int
    address: str
    session: str = ""

    @property
    def cookies(self):
        return f"csrftoken={TOKEN}" + (f"; sessionid={self.session}" if self.session else "")

    async def get(self, path, **headers):
        return await self._ask("GET", path, b"", headers)

    async def post(self, path, form, **headers):
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **form}).encode()
        return await self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    async def upload(self, path, form, name, content):
        edge = "edge-of-a-part"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}' for key, value in form.items()
        ]
        file = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = "\r\n".join([*parts, ""]).encode() + file + content + f"\r\n--{edge}--\r\n".encode()
        return await self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    async def _ask(self, method, path, body, headers):
        """Raises OSError, EOFError or TimeoutError where no whole answer comes."""
        async with asyncio.timeout(SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.address, 0))
            try:
                lines = {
                    "Host": f"localhost:{self.port}",
                    "Connection": "close",
                    "Cookie": self.cookies,
                    "Content-Length": len(body),
                    **headers,
                }
                head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
                writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
                return await _answer(reader)
            finally:
                writer.close()


async def _answer(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    if headers.get("transfer-encoding") == "chunked":
        body = await _chunks(reader)
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    if headers.get("content-encoding") == "gzip":
        body = zlib.decompress(body, wbits=31)
    return Answer(int(head[0].split()[1]), headers, body)


async def _chunks(reader):
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readuntil(b"\r\n")
    return body


def frames_of(answer):
    return json.loads(answer.body)
