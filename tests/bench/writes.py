"""Comments by many at once, beside a view that does one INSERT, through the same server.

`python -m tests.bench.writes [seconds]`: on SQLite with daphne alone, or on the PostgreSQL that DATABASE_URL names with
two web workers and a worker of the queue, which works on while the INSERT has its turn.
"""

import contextlib
import http.client
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg

from tests import databases
from tests.bench import machine

WRITERS = (8, 20)
TO_INSERT = 6.0
TURN_SECONDS = 2.0
TOKEN = "t" * 32
DAPHNE = ("-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p")
GUNICORN = ("-m", "gunicorn", "cms.wsgi:application", "--workers", "2", "--threads", "4", "--no-control-socket", "-b")
WORKER = ("manage.py", "db_worker")


@contextlib.contextmanager
def redis(folder):
    """The web workers refuse to start without."""
    port = machine.free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        yield f"redis://127.0.0.1:{port}/0"
        process.kill()


class Site:
    def __init__(self, url, folder, redis_url=""):
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "DATABASE_URL": url,
            "DATA_DIR": str(folder),
            "REDIS_URL": redis_url,
            "DATABASE_LOCK_SECONDS": "30",
        }
        made, _ = machine.python("-m", "tests.faults.scene", "1", str(max(WRITERS)), **self.environment).communicate()
        self.scene = json.loads(made)
        self.is_sqlite = url.startswith("sqlite")
        self.environment["TASK_QUEUE"] = "embedded" if self.is_sqlite else "database"

    @contextlib.contextmanager
    def serving(self, port):
        server = (*DAPHNE, str(port), "cms.asgi:application") if self.is_sqlite else (*GUNICORN, f"127.0.0.1:{port}")
        worker = contextlib.nullcontext() if self.is_sqlite else machine.running(*WORKER, **self.environment)
        with worker, machine.serving(*server, port=port, **self.environment):
            yield


@contextlib.contextmanager
def on_sqlite(folder):
    path = folder / "writes.sqlite3"
    databases.copy_of_migrated(path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bench_row (id INTEGER PRIMARY KEY, text TEXT)")
    yield f"sqlite:///{path}"


@contextlib.contextmanager
def on_postgresql(folder):
    name = f"mufakat_writes_{os.getpid()}"
    databases.copy_of_template(name)
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE bench_row (id BIGSERIAL PRIMARY KEY, text TEXT)")
    try:
        yield url
    finally:
        databases.drop(name)


class Crowd:
    """Writers who write as fast as they are answered; `times` are milliseconds, `refused` all that was no success."""

    def __init__(self, site, port, path, writers):
        self.site, self.port, self.path, self.writers = site, port, path, writers
        self.times, self.refused = [], []

    def write_for(self, seconds):
        until = time.perf_counter() + seconds
        sessions = self.site.scene["writers"][: self.writers]
        threads = [threading.Thread(target=self._write, args=(session, until)) for session in sessions]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.perf_counter() - began

    def _write(self, session, until):
        while time.perf_counter() < until:
            token = str(uuid.uuid4())
            form = {"clause": "dik-1", "text": f"Usul {token}", "audience": "public", "token": token}
            began = time.perf_counter()
            status = self._post(session, urlencode({**form, "csrfmiddlewaretoken": TOKEN}))
            self.times.append((time.perf_counter() - began) * 1000)
            if status not in (200, 201):
                self.refused.append(status)

    def _post(self, session, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        headers = {
            "Cookie": f"csrftoken={TOKEN}; sessionid={session}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Requested-With": "fetch",
        }
        with contextlib.closing(connection):
            connection.request("POST", self.path, body, headers)
            answer = connection.getresponse()
            answer.read()
        return answer.status


def in_turns(crowds, seconds):
    """Of each how many they wrote in a second, in short turns one after the other: the machine is seldom ours alone."""
    turns = max(1, round(seconds / TURN_SECONDS))
    took = [0.0 for _crowd in crowds]
    for _turn in range(turns):
        for number, crowd in enumerate(crowds):
            took[number] += crowd.write_for(seconds / turns)
    return [len(crowd.times) / seconds_taken for crowd, seconds_taken in zip(crowds, took, strict=True)]


def measure(site, seconds):
    port = machine.free_port()
    comment = f"/rancangan/{site.scene['drafts'][0]['pk']}/versi/1/komentar/"
    held = True
    with site.serving(port):
        for path in ("/bench/insert/", comment):
            Crowd(site, port, path, 2).write_for(2)
        for writers in WRITERS:
            ways = [Crowd(site, port, path, writers) for path in ("/bench/insert/", comment)]
            rates = in_turns(ways, seconds)
            p95 = [statistics.quantiles(crowd.times, n=20)[-1] for crowd in ways]
            refused = [*ways[0].refused, *ways[1].refused]
            ratios = rates[0] / rates[1], p95[1] / p95[0]
            print(
                f"{'SQLite' if site.is_sqlite else 'PostgreSQL':>10} {writers:>3} writers: "
                f"INSERT {rates[0]:.0f}/s, p95 {p95[0]:.0f} ms; comment {rates[1]:.1f}/s, p95 {p95[1]:.0f} ms; "
                f"{ratios[0]:.1f}x, p95 {ratios[1]:.1f}x; refused: {len(refused)}",
                flush=True,
            )
            held = held and max(ratios) <= TO_INSERT and not refused
    return held


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    on_server = os.environ.get("DATABASE_URL", "").startswith("postgres")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = on_postgresql if on_server else on_sqlite
        channel = redis if on_server else contextlib.nullcontext
        with database(folder) as url, channel(folder) as redis_url:
            held = measure(Site(url, folder, redis_url if on_server else ""), seconds)
    print(f"Target: at most {TO_INSERT:g}x, none refused: {'held' if held else 'MISSED'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
