"""The server is restarted while somebody writes: the answer still comes, sockets are told, nobody new is let in."""

import contextlib
import http.client
import socket
import sqlite3
import uuid
from urllib.parse import urlencode

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.e2e.conftest import PATIENCE
from tests.e2e.faults.visitors import TOKEN, Visitor

pytestmark = pytest.mark.server

SECONDS = PATIENCE / 1000


def writing(site, who, text):
    """A comment that is sent; its answer is not there yet."""
    form = {"clause": "dik-1", "text": text, "audience": "public", "token": uuid.uuid4(), "csrfmiddlewaretoken": TOKEN}
    cookies = f"csrftoken={TOKEN}; sessionid={site.scene['sessions'][who]}"
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=SECONDS)
    connection.request("POST", f"/rancangan/{site.scene['decree']}/versi/1/komentar/", urlencode(form), headers)
    return connection


@contextlib.contextmanager
def reading(site):
    address = f"ws://127.0.0.1:{site.port}/ws/rancangan/{site.scene['decree']}/"
    with connect(address, origin=f"http://127.0.0.1:{site.port}", open_timeout=SECONDS) as reader:
        assert '"hello"' in reader.recv(timeout=SECONDS)
        yield reader


def closing(reader):
    with contextlib.suppress(ConnectionClosed):
        while True:
            reader.recv(timeout=SECONDS)
    return reader.close_code


def test_server_that_is_told_to_stop_answers_who_is_writing_and_tells_its_sockets_to_come_back(make_site, tmp_path):
    site = make_site(DATABASE_LOCK_SECONDS="60")
    with contextlib.closing(sqlite3.connect(tmp_path / "site.sqlite3", isolation_level=None)) as other:
        with reading(site) as reader:
            other.execute("BEGIN IMMEDIATE")  # whoever writes now waits
            writer = writing(site, "bi", "Sedang ditulis.")
            assert Visitor(site).get("/sehat/hidup").status == 200  # asked later, so the other has begun
            site.process.terminate()
            assert closing(reader) == 4503
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", site.port), timeout=SECONDS)
        other.execute("ROLLBACK")
    assert writer.getresponse().status == 302
    assert site.process.wait(SECONDS) == 0
    site.start()
    with reading(site):
        assert "Sedang ditulis." in Visitor(site).get(site.scene["path"]).text
