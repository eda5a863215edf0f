"""Public pages, cold (first request of a fresh process) and repeated, beside an empty Django view of the same site."""

import statistics
import time

from tests.bench import machine
from tests.bench.live import DAPHNE, Site

# (name, address); {path} is the draft's page, {decree} its number. Add a page by adding a line.
PAGES = [
    ("home", "/"),
    ("meetings", "/rapat/"),
    ("meeting", "/rapat/rapat-koordinasi-rencana-aksi/"),
    ("archive of minutes", "/notula/"),
    ("archive, a word", "/notula/?q=pengajian"),
    ("minutes", "/rapat/pembahasan-rencana-aksi-daerah/notula/"),
    ("directory", "/forum/"),
    ("search", "/cari/?q=keputusan"),
    ("drafts", "/rancangan/"),
    ("draft, the demo's", "/rancangan/tim-ogp/"),
    ("draft", "{path}"),
    ("draft, 24 comments", "{busy_24}"),
    ("draft, 182 comments", "{busy_182}"),
    ("draft, 446 comments", "{busy_446}"),
    ("versions", "/rancangan/{decree}/versi/"),
    ("events, nothing new", "/rancangan/{decree}/peristiwa/?after=999999"),
]
EMPTY = "/bench/empty/"


def timed(url: str) -> tuple[float, dict[str, str]]:
    began = time.perf_counter()
    _, headers = machine.fetch(url)
    return (time.perf_counter() - began) * 1000, headers


def cold(site: Site, address: str) -> float:
    """The first page of a fresh process, the empty view's imports not counted: it is asked first."""
    port = machine.free_port()
    with machine.serving(*DAPHNE, "-p", str(port), "cms.asgi:application", port=port, **site.environment):
        timed(f"http://127.0.0.1:{port}{EMPTY}")
        return timed(f"http://127.0.0.1:{port}{address}")[0]


def run(site: Site, rounds: int) -> bool:
    addresses = {name: address.format(**site.scene) for name, address in PAGES}
    port = machine.free_port()
    base = f"http://127.0.0.1:{port}"
    print(f"\nPublic pages on one daphne process, ms (median of {rounds})")
    print(f"{'page':>22} {'cold':>8} {'repeated':>9} {'queries':>8} {'bytes':>8}   ratio to the empty view")
    with machine.serving(*DAPHNE, "-p", str(port), "cms.asgi:application", port=port, **site.environment):
        timed(base + EMPTY)
        empty = statistics.median(timed(base + EMPTY)[0] for _ in range(rounds))
        print(f"{'empty view':>22} {'':>8} {empty:>9.1f} {'0':>8} {'2':>8}   1.0x")
        for name, address in addresses.items():
            timed(base + address)
            repeated = statistics.median(timed(base + address)[0] for _ in range(rounds))
            _, headers = timed(base + address)
            print(
                f"{name:>22} {cold(site, address):>8.1f} {repeated:>9.1f} {headers['X-Queries']:>8} "
                f"{headers.get('Content-Length', '?'):>8}   {repeated / empty:.1f}x",
                flush=True,
            )
    return True
