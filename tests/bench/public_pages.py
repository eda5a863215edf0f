"""Public pages for readers without a login on one gunicorn worker: drawn with nothing kept, with their parts kept, and
kept whole, beside an empty Django view of the same server."""

import http.client
import statistics
import time
from dataclasses import dataclass

from tests.bench import machine
from tests.bench.live import Site
from tests.bench.pages import EMPTY

# (name, address); {demo} is the number of the demo's draft.
PAGES = [
    ("home", "/"),
    ("archive of minutes", "/notula/"),
    ("minutes", "/rapat/pembahasan-rencana-aksi-daerah/notula/"),
    ("draft, the demo's", "/rancangan/tim-ogp/"),
    ("meeting", "/rapat/rapat-koordinasi-rencana-aksi/"),
    ("meetings", "/rapat/"),
    ("directory", "/forum/"),
    ("search", "/cari/?q=keputusan"),
    ("drafts", "/rancangan/"),
    ("register", "/rancangan/{demo}/matriks/"),
    ("versions, timeline", "/rancangan/{demo}/versi/"),
]
NEVER_KEPT = {"search"}  # searches are without number
FORGET = "/bench/forget/"
# Nothing is kept whole for who brings a session, even one that does not exist: what drawing costs.
DRAWN = {"Cookie": "sessionid=none"}
READER = {"Accept-Encoding": "br, gzip"}
# What we want of a drawn page, and what fails: queries, and times an empty view.
GOAL_QUERIES, GOAL_TIMES = 12, 8
MOST_QUERIES, MOST_TIMES = 12, 40
WANTED, REPLAY_WANTED = 0.6, 3.0
FRAMES, BEFORE = 30, 3  # the scene's own: a version, a round, a comment
GUNICORN = ("-m", "gunicorn", "--workers", "1", "--log-level", "error", "--keep-alive", "5")


@dataclass(frozen=True)
class Measured:
    """Milliseconds; `queries` of the page that is drawn with its parts kept."""

    name: str
    anew: float
    drawn: float
    kept: float
    empty: float
    queries: int

    @property
    def times(self) -> float:
        return self.drawn / self.empty

    def line(self) -> str:
        kept = "" if self.name in NEVER_KEPT else f"{self.kept:.1f}"
        per_second = 1000 / self.drawn
        return (
            f"{self.name:>20} {self.anew:>8.1f} {self.drawn:>8.1f} {kept:>8} {self.queries:>8} "
            f"{self.times:>7.1f}x {per_second:>9.1f}"
        )


def asked(port: int, address: str, headers: dict[str, str]) -> tuple[float, int]:
    """(milliseconds until the whole answer is there, queries)."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{address}: {response.status}")
    return (time.perf_counter() - began) * 1000, int(response.getheader("X-Queries", "0"))


def measured(port: int, name: str, address: str, rounds: int) -> Measured:
    """Medians of turns taken one after the other: the machine is seldom ours alone."""
    anew, drawn, kept, empty, queries = [], [], [], [], 0
    asked(port, address, DRAWN)
    asked(port, address, READER)
    for _ in range(rounds):
        asked(port, FORGET, {})
        anew.append(asked(port, address, DRAWN)[0])
        took, queries = asked(port, address, DRAWN)
        drawn.append(took)
        kept.append(asked(port, address, READER)[0])
        empty.append(asked(port, EMPTY, READER)[0])
    return Measured(name, *map(statistics.median, (anew, drawn, kept, empty)), queries)


def run(site: Site, rounds: int) -> bool:
    port, decree = machine.free_port(), site.scene["decree"]
    print(f"\nPublic pages on one gunicorn worker, ms (median of {rounds})")
    print(f"{'page':>20} {'anew':>8} {'drawn':>8} {'kept':>8} {'queries':>8} {'to empty':>8} {'drawn/s':>9}")
    bound = ("--bind", f"127.0.0.1:{port}", "tests.bench.wsgi:application")
    with machine.serving(*GUNICORN, *bound, port=port, **{**site.environment, "REPLAYS_PER_ADDRESS": "0"}):
        found = []
        for name, address in PAGES:
            found.append(measured(port, name, address.format(**site.scene), rounds))
            print(found[-1].line(), flush=True)
        for _ in range(FRAMES - BEFORE):
            machine.fetch(f"http://127.0.0.1:{port}/bench/comment/{decree}/", b"x")
        replay = measured(port, "replay of 30 frames", f"/rancangan/{decree}/peristiwa/?after=0", rounds)
        print(f"{replay.name:>20} {'':>8} {'':>8} {replay.kept:>8.1f}   {replay.kept / replay.empty:.1f} empty views")
    return told(found, replay)


def told(found: list[Measured], replay: Measured) -> bool:
    """Say how far the goals are; whether the bounds hold."""
    good = [page for page in found if page.queries <= GOAL_QUERIES and page.times <= GOAL_TIMES]
    print(f"Goal, at most {GOAL_QUERIES} queries and {GOAL_TIMES} empty views: {len(good)} of {len(found)} pages")
    slowest = min(page.empty / page.kept for page in found if page.name not in NEVER_KEPT)
    bounds = {
        f"drawn with at most {MOST_QUERIES} queries": max(page.queries for page in found) <= MOST_QUERIES,
        f"drawn in at most {MOST_TIMES} empty views": max(page.times for page in found) <= MOST_TIMES,
        f"kept at least {WANTED:g} of an empty view": slowest >= WANTED,
        f"a replay at most {REPLAY_WANTED:g} empty views": replay.kept / replay.empty <= REPLAY_WANTED,
    }
    for bound, held in bounds.items():
        print(f"{bound}: {'held' if held else 'MISSED'}")
    return all(bounds.values())
