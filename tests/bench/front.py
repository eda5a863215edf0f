"""A public page that nginx keeps in front of the site, beside a static file of nginx: the same server, the same client.

Requests are sent by the dozen on one connection, so that the client is not what is measured.
"""

import gzip
import re
import socket
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench import machine
from tests.bench.live import Site
from tests.bench.public_pages import GUNICORN
from tests.e2e import installation

WANTED = 0.7
AT_ONCE, SECONDS = 100, 1.0
# What stops machines would stop this one, and what it costs to encrypt is the same for both.
LEFT_OUT = re.compile(r"(?m)^ +(limit_(req|conn)|ssl_)\b.*\n")


def rate(port: int, address: str, seconds: float) -> float:
    """Answers a second on one connection."""
    request = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        length = len(_answer(connection, request))
        answered, began = 0, time.perf_counter()
        while (passed := time.perf_counter() - began) < seconds:
            connection.sendall(request * AT_ONCE)
            left = length * AT_ONCE
            while left:
                left -= len(connection.recv(min(left, 1 << 20)))
            answered += AT_ONCE
    return answered / passed


def _answer(connection: socket.socket, request: bytes) -> bytes:
    connection.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(1 << 16)
    head, _, _body = answer.partition(b"\r\n\r\n")
    found = re.search(rb"(?i)content-length: (\d+)", head)
    if b" 200 " not in head.split(b"\r\n")[0] or found is None:
        raise RuntimeError(head.decode())
    while len(answer) < len(head) + 4 + int(found[1]):
        answer += connection.recv(1 << 16)
    return answer


def configuration(folder: Path, ports: dict[int, int]) -> Path:
    path = installation.nginx_files(folder, ports)
    site = folder / "site.conf"
    site.write_text(LEFT_OUT.sub("", site.read_text()).replace(" ssl http2", ""))
    path.write_text(
        path.read_text().replace("http {", "http { sendfile on; tcp_nopush on; keepalive_requests 1000000;")
    )
    return path


def run(site: Site, rounds: int) -> bool:
    ports = {usual: machine.free_port() for usual in (80, 443, 8001, 8002)}
    bound = ("--bind", f"127.0.0.1:{ports[8001]}", "tests.bench.wsgi:application")
    with (
        tempfile.TemporaryDirectory() as made,
        machine.serving(*GUNICORN, *bound, port=ports[8001], **site.environment),
    ):
        folder = Path(made)
        (folder / "data" / "static").mkdir(parents=True)
        page, _ = machine.fetch(f"http://127.0.0.1:{ports[8001]}/")
        (folder / "data" / "static" / "page.html").write_bytes(page)
        (folder / "data" / "static" / "page.html.gz").write_bytes(gzip.compress(page, 5))
        folder.chmod(0o755)
        command = ("-e", f"{folder}/nginx.log", "-c", str(configuration(folder, ports)))
        with machine.other("nginx", *command, port=ports[443]):
            turns = [tuple(rate(ports[443], address, SECONDS) for address in ADDRESSES) for _ in range(rounds)]
    static, kept = (statistics.median(turn[place] for turn in turns) for place in (0, 1))
    share = statistics.median(ours / theirs for theirs, ours in turns)
    print(
        f"\nnginx in front, answers a second (median of {rounds}): static file {static:.0f}, home page kept {kept:.0f}"
    )
    print(f"At least {WANTED:g} of a static file: {share:.2f}, {'held' if share >= WANTED else 'MISSED'}")
    return share >= WANTED


ADDRESSES = ("/static/page.html", "/")
