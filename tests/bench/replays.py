"""What a page missed, fetched after an outage: nothing, thirty entries and two hundred, beside an empty Django view."""

import statistics

from tests.bench import machine
from tests.bench.live import DAPHNE, Site
from tests.bench.pages import EMPTY
from tests.bench.public_pages import READER, asked

WANTED = 3.0
MOST, MANY = 30, 200


def run(site: Site, rounds: int) -> bool:
    """In empty views; whether none of these answers costs more than a few."""
    port, decree = machine.free_port(), site.scene["decree"]
    environment = {**site.environment, "REPLAYS_PER_ADDRESS": "0"}
    readers = {"a stranger": {}, "a member": {"Cookie": f"sessionid={site.scene['sessions'][0]}"}}
    print(f"\nA replay on one daphne process, in empty views (median of {rounds})")
    held = True
    with machine.serving(*DAPHNE, "-p", str(port), "cms.asgi:application", port=port, **environment):
        seqs = [comment(port, decree) for _ in range(MANY + 1)]
        missed = {"nothing new": seqs[-1], f"{MOST} entries": seqs[-1 - MOST], f"{MANY} entries": seqs[0]}
        for who, headers in readers.items():
            shares = {}
            for what, after in missed.items():
                address = f"/rancangan/{decree}/peristiwa/?after={after}"
                shares[what] = in_empty_views(port, address, headers, rounds)
            print(f"{who:>12}: " + ", ".join(f"{what} {share:.1f}" for what, share in shares.items()), flush=True)
            held = held and max(shares.values()) <= WANTED
    print(f"At most {WANTED:g} empty views: {'held' if held else 'MISSED'}")
    return held


def in_empty_views(port: int, address: str, headers: dict[str, str], rounds: int) -> float:
    """The median of turns taken one after the other."""
    return statistics.median(asked(port, address, headers)[0] / asked(port, EMPTY, READER)[0] for _ in range(rounds))


def comment(port: int, decree: int) -> int:
    """The number in the ledger of one more comment."""
    _, headers = machine.fetch(f"http://127.0.0.1:{port}/bench/comment/{decree}/", b"x")
    return int(headers["X-Seq"])
