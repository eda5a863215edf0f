"""How long a comment takes from its commit to the last of N sockets on one daphne process, beside three references."""

import contextlib
import dataclasses
import json
import random
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench import machine

DAPHNE = ("-m", "daphne", "-v", "0", "-b", "127.0.0.1", "--ping-interval", "3600", "--websocket_connect_timeout", "300")
MEMBERS = 0.2  # of the readers are signed in; the others read as the public does
MOST_TO_BARE, MOST_TO_ONE = 2.0, 1.3


@dataclasses.dataclass
class Target:
    """A running server: where readers connect (ports with commas between them), and a push that answers with the moment
    it began."""

    server: subprocess.Popen[str]
    port: int | str
    path: str
    push: Callable[[], float]
    cookies: str = ""


@dataclasses.dataclass
class Site:
    """A database with a draft under comment, and the environment of servers that use it."""

    environment: dict[str, str]
    scene: dict[str, Any]


def make_site(folder: Path, database: str = "") -> Site:
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DATABASE_URL": database or f"sqlite:///{folder / 'bench.sqlite3'}",
        "DATA_DIR": str(folder),
        "REDIS_URL": "",
        "SOCKETS_PER_ADDRESS": "0",  # all readers come from this machine
    }
    made, _ = machine.python("-m", "tests.bench.scene", **environment).communicate()
    return Site(environment, json.loads(made))


@contextlib.contextmanager
def broadcaster(text: str) -> Iterator[Target]:
    """The `websockets` library alone."""
    from websockets.sync.client import connect

    port = machine.free_port()
    server = machine.serving("-m", "tests.bench.broadcaster", str(port), port=port)
    with server as process, connect(f"ws://127.0.0.1:{port}/push", compression=None, ping_interval=None) as pusher:

        def push() -> float:
            pusher.send(text)
            return float(pusher.recv())

        yield Target(process, port, "/", push)


@contextlib.contextmanager
def reference(application: str, text: str, site: Site) -> Iterator[Target]:
    """An application of `tests.bench.servers` on daphne."""
    port = machine.free_port()
    server = machine.serving(
        *DAPHNE, "-p", str(port), f"tests.bench.servers:{application}", port=port, **site.environment
    )
    with server as process:
        yield Target(
            process, port, "/", lambda: float(machine.fetch(f"http://127.0.0.1:{port}/push", text.encode())[0])
        )


@contextlib.contextmanager
def mufakat(site: Site) -> Iterator[Target]:
    port, decree = machine.free_port(), site.scene["decree"]
    daphne = machine.serving(*DAPHNE, "-p", str(port), "cms.asgi:application", port=port, **site.environment)
    with daphne as process:
        yield Target(
            process,
            port,
            f"/ws/rancangan/{decree}/",
            lambda: float(machine.fetch(f"http://127.0.0.1:{port}/bench/comment/{decree}/", b"x")[0]),
            "|".join(f"sessionid={session}" for session in site.scene["sessions"]),
        )


@contextlib.contextmanager
def two_processes(site: Site) -> Iterator[Target]:
    """Half the readers on each, the comment made on the first, Redis between them."""
    with machine.redis() as port:
        environment = {"REDIS_URL": f"redis://127.0.0.1:{port}/0", "PYTEST_XDIST_WORKER": "gw0"}
        shared = Site({**site.environment, **environment}, site.scene)
        with mufakat(shared) as here, mufakat(shared) as there:
            yield dataclasses.replace(here, port=f"{here.port},{there.port}")


def measure(target: Target, sockets: int, rounds: int, *, lively: bool = False, warm: int = 3) -> list[float]:
    """Milliseconds from the push to the last socket, one number a round. `lively`: the members move about meanwhile."""
    crowd = [str(sockets), target.cookies, str(MEMBERS), str(int(lively))]
    arguments = ["127.0.0.1", str(target.port), target.path, *crowd]
    with machine.running("-m", "tests.bench.clients", *arguments) as clients:
        if machine.line(clients, 300) != "ready":
            raise RuntimeError("the readers could not connect")
        times = []
        for _ in range(warm + rounds):
            time.sleep(random.uniform(0.2, 0.5) if lively else 0)
            began = target.push()
            times.append((json.loads(machine.line(clients))["last"] - began) * 1000)
    return times[warm:]


def frame_of(site: Site) -> str:
    """A frame as the site sends it, so that the references carry the same load."""
    with mufakat(site) as target:
        base, decree = f"http://127.0.0.1:{target.port}", site.scene["decree"]
        seq = int(machine.fetch(f"{base}/bench/comment/{decree}/", b"x")[1]["X-Seq"])
        replay = machine.fetch(f"{base}/rancangan/{decree}/peristiwa/?after={seq - 1}")[0]
    return json.dumps(json.loads(replay)["frames"][-1], ensure_ascii=False, separators=(",", ":"))


def run(site: Site, counts: list[int], rounds: int) -> bool:
    """Print the table; whether the targets hold at each number of sockets."""
    text = frame_of(site)
    print(f"\nA comment from commit to the last socket, frame of {len(text.encode()):,} bytes, ms (median of {rounds})")
    print(f"{'sockets':>8} {'websockets':>11} {'daphne bare':>12} {'Channels':>9} {'Mufakat':>8}   ratios")
    held = True
    for count in counts:
        ways = [broadcaster(text), reference("bare", text, site), reference("stock", text, site), mufakat(site)]
        medians = []
        for way in ways:
            with way as target:
                medians.append(statistics.median(measure(target, count, rounds)))
        library, bare, stock, ours = medians
        with two_processes(site) as target:
            two = statistics.median(measure(target, count, rounds))
        with mufakat(site) as target:
            times = sorted(measure(target, count, rounds, lively=True))
            lively = f"members moving about: {statistics.median(times):.1f}, at worst {times[-1]:.1f}"
        print(
            f"{count:>8,} {library:>11.1f} {bare:>12.1f} {stock:>9.1f} {ours:>8.1f}   "
            f"{ours / library:.1f}x websockets, {ours / bare:.1f}x bare daphne, "
            f"{stock / ours:.1f}x faster than Channels; "
            f"two processes and Redis: {two:.1f}, {two / ours:.1f}x; {lively}",
            flush=True,
        )
        held = held and ours / bare <= MOST_TO_BARE and two / ours <= MOST_TO_ONE
    wanted = f"At most {MOST_TO_BARE:g}x bare daphne, and two processes at most {MOST_TO_ONE:g}x one"
    print(f"{wanted}: {'held' if held else 'MISSED'}")
    return held
