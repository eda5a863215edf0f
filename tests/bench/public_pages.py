"""Public pages for readers without a login on one gunicorn worker: drawn, and kept, beside an empty Django view."""

import http.client
import statistics
import time

from tests.bench import machine
from tests.bench.live import Site
from tests.bench.pages import EMPTY

PAGES = [
    ("home", "/"),
    ("archive of minutes", "/notula/"),
    ("minutes", "/rapat/pembahasan-rencana-aksi-daerah/notula/"),
    ("draft, the demo's", "/rancangan/tim-ogp/"),
]
# Nothing is kept for who brings a session, even one that does not exist: what drawing costs.
DRAWN = {"Cookie": "sessionid=none"}
READER = {"Accept-Encoding": "br, gzip"}
WANTED, REPLAY_WANTED = 0.6, 3.0
FRAMES, BEFORE = 30, 3  # the scene's own: a version, a round, a comment
GUNICORN = ("-m", "gunicorn", "--workers", "1", "--log-level", "error", "--keep-alive", "5")
# One process, so no Redis, which cms.wsgi asks for.
WSGI = "django.core.wsgi:get_wsgi_application()"


def rate(port: int, address: str, headers: dict[str, str], seconds: float) -> float:
    """Answers a second to one reader who asks again at once."""
    asked, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds or not asked:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", address, headers=headers)
        response = connection.getresponse()
        response.read()
        connection.close()
        if response.status != 200:
            raise RuntimeError(f"{address}: {response.status}")
        asked += 1
    return asked / passed


def beside_empty(port: int, address: str, headers: dict[str, str], rounds: int) -> tuple[float, float]:
    """(answers a second, of those of an empty view), medians of turns taken one after the other."""
    turns = [(rate(port, address, headers, 0.3), rate(port, EMPTY, headers, 0.3)) for _ in range(rounds)]
    return statistics.median(ours for ours, _ in turns), statistics.median(ours / empty for ours, empty in turns)


def run(site: Site, rounds: int) -> bool:
    port = machine.free_port()
    environment = {**site.environment, "REPLAYS_PER_ADDRESS": "0"}
    print(f"\nPublic pages on one gunicorn worker, answers a second (median of {rounds}) and share of an empty view's")
    print(f"{'page':>22} {'drawn':>8} {'':>7} {'kept':>8}")
    bound = ("--bind", f"127.0.0.1:{port}", WSGI)
    with machine.serving(*GUNICORN, *bound, port=port, **environment):

        def measured(address: str, headers: dict[str, str]) -> tuple[float, float]:
            return beside_empty(port, address, headers, rounds)

        shares = []
        for name, address in PAGES:
            (drawn, of_empty), (kept, share) = measured(address, DRAWN), measured(address, READER)
            shares.append(share)
            print(f"{name:>22} {drawn:>8.1f} {of_empty:>6.2f}x {kept:>8.1f} {share:>6.2f}x", flush=True)
        decree = site.scene["decree"]
        for _ in range(FRAMES - BEFORE):
            machine.fetch(f"http://127.0.0.1:{port}/bench/comment/{decree}/", b"x")
        replays, share = measured(f"/rancangan/{decree}/peristiwa/?after=0", READER)
        print(f"{'replay of 30 frames':>22} {'':>8} {'':>7} {replays:>8.1f}   {1 / share:.1f} empty views")
    held = min(shares) >= WANTED and 1 / share <= REPLAY_WANTED
    wanted = f"Kept at least {WANTED:g} of an empty view, a replay at most {REPLAY_WANTED:g} of them"
    print(f"{wanted}: {'held' if held else 'MISSED'}")
    return held
