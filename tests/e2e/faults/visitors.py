"""People without a browser, and how one waits for what happens elsewhere."""

import http.client
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.e2e.conftest import PATIENCE

TOKEN = "t" * 32  # whoever sends the same in cookie and form has seen the form


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode()


@dataclass
class Visitor:
    """Somebody who reads and writes by HTTP; `who` has been signed in before, nobody has not."""

    site: object
    who: str = ""
    cookies: dict = field(default_factory=dict)

    def __post_init__(self):
        self.cookies |= {"csrftoken": TOKEN}
        if self.who:
            self.cookies["sessionid"] = self.site.scene["sessions"][self.who]

    def get(self, path, **headers):
        return self._ask("GET", path, None, headers)

    def post(self, path, form, **headers):
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **form})
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def comment(self, text):
        """On a clause of the scene's draft. As the page's script does, it sends again what was not acknowledged."""
        form = {"clause": "dik-1", "text": text, "audience": "public", "token": str(uuid.uuid4())}
        while (answer := self.post(f"/rancangan/{self.site.scene['decree']}/versi/1/komentar/", form)).status == 503:
            pass
        return answer

    def _ask(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE / 1000)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            connection.request(method, path, body, {"Cookie": cookies, **headers})
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer


def wait_until(true):
    limit = time.monotonic() + PATIENCE / 1000
    while not true():
        assert time.monotonic() < limit, "in vain"
        threading.Event().wait(0.05)
