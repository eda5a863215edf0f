"""What an open page costs a daphne process in memory, beside two references, and whether use makes it grow."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from tests.bench import machine
from tests.bench.live import MEMBERS, Site, Target, frame_of, mufakat, reference

FEW, KB_WANTED = 50, 45.0
CROWD, READERS, PUSHES, REPLAYS, TURNS = 200, 100, 20, 200, 8
# Of the second half of the use; the first fills what is kept.
MB_WANTED = 3.0


def run(site: Site, sockets: int) -> bool:
    text = frame_of(site)
    ways = {"daphne bare": reference("bare", text, site), "Channels": reference("stock", text, site)}
    costs = {name: cost_of_a_socket(way, sockets) for name, way in {**ways, "Mufakat": mufakat(site)}.items()}
    print(f"\nMemory of one of {sockets:,} idle sockets, KB: ", end="")
    print(", ".join(f"{name} {cost:.1f}" for name, cost in costs.items()), flush=True)
    grown = growth(site)
    held = costs["Mufakat"] <= KB_WANTED and grown <= MB_WANTED
    print(f"At most {KB_WANTED:g} KB a socket and {MB_WANTED:g} MB of growth: {'held' if held else 'MISSED'}")
    return held


def cost_of_a_socket(way: contextlib.AbstractContextManager[Target], sockets: int) -> float:
    with way as target:
        with crowd(target, FEW):
            target.push()
        before = resident(target)
        with crowd(target, sockets):
            return (resident(target) - before) / sockets


def growth(site: Site) -> float:
    """MB between the middle and the end of much use: comers and goers, frames to many, replays."""
    unlimited = Site({**site.environment, "REPLAYS_PER_ADDRESS": "0"}, site.scene)
    with mufakat(unlimited) as target:
        sizes = [resident(target) for _ in range(2 * TURNS) if use(target, site)]
    steps = " ".join(f"{size / 1024:.1f}" for size in sizes)
    use_of_all = (
        f"{2 * TURNS * CROWD:,} comers and goers, {2 * TURNS * READERS * PUSHES:,} frames, {2 * TURNS * REPLAYS:,}"
    )
    print(f"Memory of the process, MB, while it serves {use_of_all} replays: {steps}", flush=True)
    return (sizes[-1] - sizes[TURNS - 1]) / 1024


def use(target: Target, site: Site) -> bool:
    with crowd(target, CROWD):
        pass
    with crowd(target, READERS) as readers:
        for _ in range(PUSHES):
            target.push()
            machine.line(readers)
    for after in range(REPLAYS):
        machine.fetch(f"http://127.0.0.1:{target.port}/rancangan/{site.scene['decree']}/peristiwa/?after={after}")
    return True


@contextlib.contextmanager
def crowd(target: Target, sockets: int) -> Iterator[object]:
    arguments = ["127.0.0.1", str(target.port), target.path, str(sockets), target.cookies, str(MEMBERS), "0"]
    with machine.running("-m", "tests.bench.clients", *arguments) as clients:
        if machine.line(clients, 300) != "ready":
            raise RuntimeError("the readers could not connect")
        yield clients


def resident(target: Target) -> float:
    """KB of the server in memory."""
    lines = Path(f"/proc/{target.server.pid}/status").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("VmRSS"))
