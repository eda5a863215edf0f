"""What search, facets and lists of the archive cost with 50,000 minutes, beside an empty view of the same run.

`python -m tests.bench.archive` makes the site in SQLite, or in the empty database of `--database URL`, and measures it
twice: with a few thousand minutes, and with all. (Of less than a thousand all are looked at, which asks less often.)
`--site FOLDER` keeps it, and measures it again the next time.

Every page is drawn each time, as for somebody who brings a session, and twice in each round. *Cold*: an entry was
appended to the ledger just before, so nothing is kept under its head. *Kept*: asked for once more under the same head.
The 95th percentile of each page, cold, may be five times that of the empty view as the same person gets it: a search
that finds nothing. No page may ask more queries when there are more minutes.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import live, machine

if TYPE_CHECKING:
    from django.test import Client

EMPTY, EMPTY_SIGNED_IN = "empty view", "empty view, signed in"
PAGES = [
    ("a bare answer", "/bench/empty/"),
    ("search, nothing asked", "/cari/"),
    (EMPTY, "/cari/?q=zxqvbn"),
    ("search, a rare word", "/cari/?q=antiklin"),
    ("search, a common word", "/cari/?q=desa"),
    ("search, an inflected word", "/cari/?q=mengundang"),
    ("search, five words", "/cari/?q=anggaran+jalan+desa+petani+air"),
    ("search, a question", "/cari/?q=berapa+lama+pemohon+informasi+harus+menunggu+jawaban"),
    ("search, a typo", "/cari/?q=jembatn+trucuk"),
    ("search, a phrase", "/cari/?q=%22minyak+goreng%22"),
    ("search, an amount", "/cari/?q=Rp98.600.000.000"),
    ("search, page 9", "/cari/?q=desa&page=9"),
    ("facets, a year", "/cari/?q=desa&year=1996"),
    ("facets, three", "/cari/?q=desa&year=1996&jenis=notula&kind=coordination"),
    ("archive", "/notula/"),
    ("archive, page 1250", "/notula/?page=1250"),
    ("archive, page 2000", "/notula/?page=2000"),
    ("archive, a year", "/notula/?year=1997"),
    ("archive, an organisation", "/notula/?organisation={organisation}"),
    ("archive, a word", "/notula/?q=tembakau"),
    ("archive, open follow-ups", "/notula/?action=open"),
    ("archive, done follow-ups", "/notula/?action=done"),
    ("meetings", "/rapat/"),
    ("meetings, page 1250", "/rapat/?page=1250"),
    ("follow-ups", "/tindak-lanjut/"),
    ("follow-ups, page 1250", "/tindak-lanjut/?page=1250"),
    ("follow-ups, late", "/tindak-lanjut/?late=on"),
    ("follow-ups, done", "/tindak-lanjut/?state=done"),
    ("follow-ups, a year", "/tindak-lanjut/?year=1997"),
    ("follow-ups, in charge", "/tindak-lanjut/?organisation={busiest}"),
    ("follow-ups, feed", "/tindak-lanjut/umpan/"),
    ("words of one", "/organisasi/{speaker}/pernyataan/"),
    ("words of one, page 500", "/organisasi/{speaker}/pernyataan/?page=500"),
    ("words of one, a year", "/organisasi/{speaker}/pernyataan/?year=1997"),
    ("page of an organisation", "/organisasi/{busiest}/"),
    ("public information", "/informasi-publik/"),
    ("information, page 2000", "/informasi-publik/?page=2000"),
    ("feed", "/umpan/"),
]
# What is shown to who is signed in: "my tasks" of somebody who speaks for an organisation with thousands of them.
SIGNED_IN = [
    (EMPTY_SIGNED_IN, "/cari/?q=zxqvbn"),
    ("my tasks", "/tindak-lanjut/saya/"),
    ("my tasks, page 300", "/tindak-lanjut/saya/?page=300"),
    ("home", "/"),
    ("board", "/admin/minutes/tindak-lanjut/"),
    ("board, in charge", "/admin/minutes/tindak-lanjut/?organisation={busiest}"),
]
FEW, MOST = 4_000, 5.0  # times the empty view
# Cold and kept the median and the 95th percentile in milliseconds; queries; bytes.
Measured = tuple[float, float, float, float, int, int]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.archive", description=__doc__)
    parser.add_argument("--minutes", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--database", default="")
    parser.add_argument("--site", type=Path)
    parser.add_argument("--add", type=int)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    if options.add or options.measure:
        return _inside(options)
    with tempfile.TemporaryDirectory() as folder:
        return 0 if _run(options.site or Path(folder), options) else 1


def _run(folder: Path, options: argparse.Namespace) -> bool:
    told = folder / "few.json"
    if told.exists():
        environment, before = json.loads(told.read_text())
    else:
        folder.mkdir(parents=True, exist_ok=True)
        environment = live.make_site(folder, options.database).environment
        print(_outcome(environment, options, "--add", str(FEW)), flush=True)
        before = json.loads(_outcome(environment, options, "--measure"))
        print(_outcome(environment, options, "--add", str(options.minutes - FEW)), flush=True)
        told.write_text(json.dumps([environment, before]))
    return _compared(before, json.loads(_outcome(environment, options, "--measure")), options.minutes)


def _outcome(environment: dict[str, str], options: argparse.Namespace, *task: str) -> str:
    given = ("--rounds", str(options.rounds))
    return machine.python("-m", "tests.bench.archive", *task, *given, **environment).communicate()[0]


def _inside(options: argparse.Namespace) -> int:
    import django

    from cms.settings.starting import serving

    serving(django.setup)
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


def _measured(rounds: int) -> dict[str, Measured]:
    """Round by round, so that what else the machine does meets all alike."""
    clients, pages = _clients(), _pages()
    took: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name, _address, _client in pages}
    told: dict[str, tuple[int, int]] = {}
    for number in range(rounds + 1):
        for name, address, who in pages:
            _append_entry()
            cold, kept = took[name]
            for times in (cold, kept):
                began = time.perf_counter()
                response = clients[who].get(address)
                if number:
                    times.append((time.perf_counter() - began) * 1000)
                if response.status_code != 200:
                    raise RuntimeError(f"{address}: {response.status_code}")
                if times is cold:
                    told[name] = int(response["X-Queries"]), len(response.content)
    return {
        name: (statistics.median(cold), _p95(cold), statistics.median(kept), _p95(kept), *told[name])
        for name, (cold, kept) in took.items()
    }


def _clients() -> "list[Client]":
    """Of a reader, and of somebody in the secretariat."""
    from django.test import Client

    from forum.models import User

    reader, member = Client(), Client()
    reader.cookies.load({"sessionid": "none"})  # no page is kept for who brings a session
    member.force_login(User.objects.get(email="sekretariat@mufakat.example"))
    return [reader, member]


def _pages() -> list[tuple[str, str, int]]:
    from forum.models import Organisation
    from minutes.models import Attendance

    came = Attendance.objects.select_related("organisation").latest("pk").organisation
    busiest = Organisation.objects.earliest("pk")  # in charge of most (see `making`)
    words = {"organisation": came.slug, "busiest": busiest.slug, "speaker": busiest.pk}
    listed = [(*one, who) for who, pages in enumerate((PAGES, SIGNED_IN)) for one in pages]
    return [(name, address.format(**words), who) for name, address, who in listed]


def _append_entry() -> None:
    """As if somebody had done something: nothing that is kept under the ledger's head holds any longer."""
    from django.db import transaction

    from forum import ledger
    from forum.models import User

    with transaction.atomic():
        ledger.append("digest.sent", target=User.objects.earliest("pk"), by=None, data={"through": 1})


def _p95(some: list[float]) -> float:
    return statistics.quantiles(some, n=20)[-1]


def _compared(before: dict[str, Measured], after: dict[str, Measured], minutes: int) -> bool:
    print(f"\nThe archive with {FEW} and with {minutes} minutes: milliseconds, and times the empty view")
    head = f"{'page':>26} {'before':>8} {'cold':>8} {'p95':>8} {'ratio':>7} {'kept':>8} {'p95':>8} {'ratio':>7}"
    print(f"{head} {'queries':>8} {'after':>6} {'KB':>5}")
    signed_in, held = {name for name, _address in SIGNED_IN}, True
    for name, (was, _p, _k, _q, queries, _size) in before.items():
        cold, cold_p95, kept, kept_p95, asked, size = after[name]
        _cold, empty_cold, _kept, empty_kept, *_rest = after[EMPTY_SIGNED_IN if name in signed_in else EMPTY]
        ratio = cold_p95 / empty_cold
        fails = " TOO SLOW" * (ratio > MOST) + " MORE QUERIES" * (asked > queries)
        held = held and not fails
        times = f"{was:>8.1f} {cold:>8.1f} {cold_p95:>8.1f} {ratio:>6.1f}x {kept:>8.1f} {kept_p95:>8.1f}"
        print(f"{name:>26} {times} {kept_p95 / empty_kept:>6.1f}x {queries:>8} {asked:>6} {size / 1024:>5.0f}{fails}")
    return held


if __name__ == "__main__":
    sys.exit(main())
