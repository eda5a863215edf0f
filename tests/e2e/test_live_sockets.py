"""What a socket may not do ends it, on the server that offices run."""

import contextlib

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

pytestmark = pytest.mark.server


def opened(site, path):
    return connect(f"ws://127.0.0.1:{site.port}{path}", origin=f"http://127.0.0.1:{site.port}", open_timeout=60)


def ending(socket, messages):
    """The code with which the server closes a socket on which all this is said, or as much of it as it lets us."""
    with contextlib.suppress(ConnectionClosed):
        for message in messages:
            socket.send(message)
    try:
        while True:
            socket.recv(timeout=60)
    except ConnectionClosed as closed:
        return closed.rcvd.code


def test_socket_that_says_too_much_is_closed_for_good_and_one_without_a_page_is_not_found(site):
    path = f"/ws/rancangan/{site.scene['decree']}/"
    with opened(site, path) as socket:
        assert ending(socket, ["ping"] * 20_000) == 4008
    with opened(site, path) as socket:
        assert ending(socket, ["x" * 200]) == 4009
    for unknown in ("/ws/", f"/ws/rancangan/{2**63}/", f"/ws/rancangan/{'9' * 400}/"):
        with pytest.raises(InvalidStatus) as refused, opened(site, unknown):
            pass
        assert refused.value.response.status_code == 404
    with opened(site, path) as socket:
        assert '"hello"' in socket.recv(timeout=60)
