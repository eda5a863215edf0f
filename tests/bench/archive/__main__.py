"""What search, facets and lists of the archive cost with 50,000 minutes, beside an empty view of the same run.

`python -m tests.bench.archive` makes the site in SQLite, or in the empty database of `--database URL`, and measures it
twice: with a few hundred minutes, and with all. The 95th percentile of each page may be five times that of the empty
view, the page of the search on which nothing is asked; no page may ask more queries when there are more minutes.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import live, machine

EMPTY = "empty view"
PAGES = [
    ("a bare answer", "/bench/empty/"),
    (EMPTY, "/cari/"),
    ("search, a rare word", "/cari/?q=antiklin"),
    ("search, a common word", "/cari/?q=desa"),
    ("search, an inflected word", "/cari/?q=mengundang"),
    ("search, five words", "/cari/?q=anggaran+jalan+desa+petani+air"),
    ("search, a question", "/cari/?q=berapa+lama+pemohon+informasi+harus+menunggu+jawaban"),
    ("search, a typo", "/cari/?q=jembatn+trucuk"),
    ("search, a phrase", "/cari/?q=%22minyak+goreng%22"),
    ("search, an amount", "/cari/?q=Rp98.600.000.000"),
    ("search, nothing found", "/cari/?q=zxqvbn"),
    ("search, page 9", "/cari/?q=desa&page=9"),
    ("facets, a year", "/cari/?q=desa&year=2019"),
    ("facets, three", "/cari/?q=desa&year=2019&jenis=notula&kind=coordination"),
    ("archive", "/notula/"),
    ("archive, page 2000", "/notula/?page=2000"),
    ("archive, a year", "/notula/?year=2010"),
    ("archive, a word", "/notula/?q=tembakau"),
    ("archive, open follow-ups", "/notula/?action=open"),
    ("meetings", "/rapat/"),
    ("feed", "/umpan/"),
]
FEW, MOST = 300, 5.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.archive", description=__doc__)
    parser.add_argument("--minutes", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--database", default="")
    parser.add_argument("--add", type=int)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    if options.add or options.measure:
        return _inside(options)
    with tempfile.TemporaryDirectory() as folder:
        environment = live.make_site(Path(folder), options.database).environment

        def inside(*task: str) -> str:
            given = ("--rounds", str(options.rounds))
            return machine.python("-m", "tests.bench.archive", *task, *given, **environment).communicate()[0]

        print(inside("--add", str(FEW)), flush=True)
        before = json.loads(inside("--measure"))
        print(inside("--add", str(options.minutes - FEW)), flush=True)
        return 0 if _compared(before, json.loads(inside("--measure")), options.minutes) else 1


def _inside(options: argparse.Namespace) -> int:
    import django

    django.setup()
    if options.measure:
        print(json.dumps(_measured(options.rounds)))
        return 0
    from tests.bench.archive import making

    began = time.monotonic()
    making.add_minutes(options.add)
    added = time.monotonic()
    count = making.add_to_index()
    making.analyse()
    print(f"{options.add} minutes in {added - began:.0f} s, {count} documents in {time.monotonic() - added:.0f} s")
    return 0


def _measured(rounds: int) -> dict[str, tuple[float, float, int, int]]:
    """Of each page the median and the 95th percentile in milliseconds, queries, and bytes. Round by round, so that what
    else the machine does meets all alike."""
    from django.test import Client

    client = Client()
    client.cookies.load({"sessionid": "none"})  # nothing is kept for who brings a session
    took: dict[str, list[float]] = {name: [] for name, _address in PAGES}
    told: dict[str, tuple[int, int]] = {}
    for number in range(rounds + 1):
        for name, address in PAGES:
            began = time.perf_counter()
            response = client.get(address)
            if number:
                took[name].append((time.perf_counter() - began) * 1000)
            if response.status_code != 200:
                raise RuntimeError(f"{address}: {response.status_code}")
            told[name] = int(response["X-Queries"]), len(response.content)
    return {name: (statistics.median(some), _p95(some), *told[name]) for name, some in took.items()}


def _p95(some: list[float]) -> float:
    return statistics.quantiles(some, n=20)[-1]


def _compared(before: dict[str, list[float]], after: dict[str, list[float]], minutes: int) -> bool:
    print(f"\nThe archive with {FEW} and with {minutes} minutes: milliseconds, and times the empty view")
    print(f"{'page':>26} {'before':>8} {'median':>8} {'p95':>8} {'ratio':>7} {'queries':>8} {'after':>6} {'KB':>5}")
    held = True
    for name, (was, _p, queries, _size) in before.items():
        median, p95, asked, size = after[name]
        ratio = p95 / after[EMPTY][1]
        fails = " TOO SLOW" * (ratio > MOST) + " MORE QUERIES" * (asked > queries)
        held = held and not fails
        times = f"{was:>8.1f} {median:>8.1f} {p95:>8.1f} {ratio:>6.1f}x"
        print(f"{name:>26} {times} {queries:>8} {asked:>6} {size / 1024:>5.0f}{fails}")
    return held


if __name__ == "__main__":
    sys.exit(main())
