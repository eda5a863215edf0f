"""Numbers for Prometheus: closed until a token or networks are named, and the same whichever process is asked.

Each process that serves people keeps its numbers in files of its own in DATA_DIR/metrics, and whoever is asked adds
them up: prometheus-client's way for several processes. Their names hold no process id but a place, the lowest number
that no living process holds: whoever takes the place of one that ended goes on with its counts. So no count falls
back when a worker is replaced, and there are never more files than there once were processes at the same time.
"""

import contextlib
import fcntl
import itertools
import json
import os
import struct
from pathlib import Path
from typing import IO

from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import mark_process_dead

from cms.settings.environment import DATA_DIR, env

__all__ = ["METRICS_ARE_SHARED", "METRICS_NETWORKS", "METRICS_TOKEN"]

METRICS_TOKEN = env.token("METRICS_TOKEN")
METRICS_NETWORKS = env.networks("METRICS_NETWORKS")
FOLDER = DATA_DIR / "metrics"

_held: dict[int, tuple[str, IO[str]]] = {}


def place() -> str:
    """Of this process; a fork takes one of its own."""
    process = os.getpid()
    if process not in _held:
        _held.clear()
        _held[process] = _taken()
    return _held[process][0]


def _taken() -> tuple[str, IO[str]]:
    FOLDER.mkdir(exist_ok=True)
    for number in itertools.count(1):
        lock = (FOLDER / f"{number}.lock").open("a")
        if _locked(lock):
            _forget(str(number))
            return str(number), lock
        lock.close()
    raise AssertionError  # there is always one more number


def _locked(lock: IO[str]) -> bool:
    """The system opens it when the process ends, however that comes."""
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def forget_the_dead() -> None:
    """What was true of processes that are no more: their open sockets, their outages."""
    for path in FOLDER.glob("*.lock"):
        with path.open("a") as lock:
            if _locked(lock):
                _forget(path.stem)


def _forget(of: str) -> None:
    """Its numbers of now, and files that cannot be read because the machine went down."""
    mark_process_dead(of, str(FOLDER))
    for file in FOLDER.glob(f"*_{of}.db"):
        if not _is_whole(file):
            file.unlink()


def _is_whole(file: Path) -> bool:
    try:
        return all(json.loads(key) for key, *_ in MmapedDict.read_all_values_from_file(str(file)))
    except (RuntimeError, ValueError, struct.error):
        return False


def share() -> None:
    """Before the first number is made."""
    FOLDER.mkdir(exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FOLDER)
    values.ValueClass = values.MultiProcessValue(place)


METRICS_ARE_SHARED = bool(METRICS_TOKEN or METRICS_NETWORKS) and env.bool("SERVES_PEOPLE", default=False)
if METRICS_ARE_SHARED:
    share()
