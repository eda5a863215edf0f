"""The site as deploy/ has it: PostgreSQL, Redis, web workers, daphne, task worker, nginx; each may be made to fail.

Without https, which would cost the clients of this machine more than the servers; and with a database of its own.
"""

import contextlib
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests import databases
from tests.e2e import installation
from tests.e2e.conftest import PATIENCE, Process, free_port
from tests.test_architecture import ROOT

POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
DISK_MB = 500
LAST_LINE = re.compile(r"(?m)^[\w.]*(?:Error|Exception)\b.*")


def mounted(folder):
    """Whether the folder is a small disk of its own now: that takes root, and a machine that lets root."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", folder]
    return os.getuid() == 0 and subprocess.run(command, check=False, capture_output=True).returncode == 0


def can_mount():
    with tempfile.TemporaryDirectory() as folder:
        can = mounted(folder)
        if can:
            subprocess.run(["umount", folder], check=True)
    return can


def family(pid):
    """A process and all that it started, the youngest first."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[::-1]


class Part(Process):
    """A server with all its processes: as systemd does, what is said to it is said to all of them."""

    def __init__(self, *command, port=None, env=None, log, user=None):
        super().__init__(*command, port=port, env=env)
        self.port = port  # none, if it listens to nobody
        self.log, self.user, self.before = log, user, []

    def start(self):
        self.begin()
        return self.wait()

    def begin(self):
        with open(self.log, "ab") as log:
            command = [*self.before, *self.command]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, user=self.user, stdout=log, stderr=log)

    def wait(self):
        limit = time.monotonic() + PATIENCE / 1000
        while self.port and not self.answers():
            assert self.process.poll() is None, Path(self.log).read_text()[-2000:]
            assert time.monotonic() < limit, self.command
            threading.Event().wait(0.05)
        return self

    def answers(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def send(self, number):
        for pid in family(self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self):
        if self.process and self.process.poll() is None:
            self.send(signal.SIGKILL)
            self.process.wait()

    def hang(self):
        self.send(signal.SIGSTOP)

    def go_on(self):
        self.send(signal.SIGCONT)

    def restart(self):
        self.process.terminate()
        self.process.wait(60)
        self.start()

    def limit_files(self, size):
        """No process of it may write to a file beyond this: a full disk, for it alone."""
        for pid in family(self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


class Database(Part):
    """A PostgreSQL of its own. It is up when it lets us in, not when it listens."""

    def __init__(self, folder):
        user = "postgres" if os.getuid() == 0 else None
        self.folder, port = folder / "postgresql", free_port()
        self.folder.mkdir()
        self.has_own_disk = mounted(self.folder)
        if user:
            shutil.chown(self.folder, user)
        make = [POSTGRES[-1] / "initdb", "-D", self.folder, "-U", "mufakat", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*make, "--locale=C.UTF-8"], check=True, user=user, capture_output=True, cwd="/")
        options = {"fsync": "off", "max_connections": 60, "listen_addresses": "127.0.0.1"}
        command = [POSTGRES[-1] / "postgres", "-D", self.folder, "-p", port, "-k", self.folder]
        command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        super().__init__(*command, port=port, log=folder / "postgresql.log", user=user)
        self.address = f"postgres://mufakat@127.0.0.1:{port}/postgres"

    def answers(self):
        with contextlib.suppress(psycopg.OperationalError), self.connect():
            return True
        return False

    def connect(self):
        return psycopg.connect(self.address, autocommit=True, connect_timeout=2)

    def restart(self):
        """As `systemctl restart postgresql`: whoever is in a transaction is put out."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        self.start()

    def fill_disk(self):
        """To the last block."""
        left = os.statvfs(self.folder)
        with open(self.folder / "full", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, left.f_bavail * left.f_frsize)

    def make_room(self):
        """And start what went down, as whoever administers it would."""
        (self.folder / "full").unlink()
        if self.process.poll() is not None:
            self.start()

    def leave_disk(self):
        if self.has_own_disk:
            subprocess.run(["umount", "--lazy", self.folder], check=True)


class House:
    """`parts` by name. All of it is in a folder and on ports of its own."""

    def __init__(self, folder, *, drafts, writers):
        self.folder, self.people = folder, (drafts, writers)
        self.ports = {usual: free_port() for usual in (80, 443, 8001, 8002)}
        self.port = self.ports[443]
        self.database, self.parts = Database(folder), {}

    def begin(self):
        """The stores, the scene in them, and then all servers at once."""
        redis_port = free_port()
        redis = ["redis-server", "--port", redis_port, "--save", "", "--appendonly", "no", "--dir", self.folder]
        self.parts["database"] = self.database
        self.parts["redis"] = Part(*redis, port=redis_port, log=self.folder / "redis.log")
        self._start()
        self.environment = self._environment()
        self.scene = self._scene(*self.people)
        for name in installation.SERVERS:
            self.parts[name.removeprefix("mufakat-")] = self._unit(name)
        nginx = ["nginx", "-e", self.folder / "nginx.log", "-c", self._nginx()]
        self.parts["nginx"] = Part(*nginx, port=self.port, log=self.folder / "nginx.log")
        self._start()
        return self

    def _start(self):
        waiting = [part for part in self.parts.values() if part.process is None]
        for part in waiting:
            part.begin()
        for part in waiting:
            part.wait()

    def _environment(self):
        (self.folder / "data").mkdir()
        text = installation.settings_of(
            (ROOT / "deploy/mufakat.env").read_text(),
            DJANGO_SETTINGS_MODULE="tests.faults.settings",
            SECRET_KEY="faults" + os.urandom(32).hex(),
            BASE_URL=f"http://localhost:{self.port}",
            EMAIL_URL=f"filemail:///{self.folder / 'mails'}",
            DATA_DIR=self.folder / "data",
            DATABASE_URL=self.database.address,
            REDIS_URL=f"redis://127.0.0.1:{self.parts['redis'].port}/0",
        )
        return installation.environment_of(text)

    def _scene(self, drafts, writers):
        fill(self.database.address)
        made = self.manage("-m", "tests.faults.scene", str(drafts), str(writers))
        assert made.returncode == 0, made.stderr
        return json.loads(made.stdout)

    def manage(self, *command):
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )

    def _unit(self, name):
        port = {"mufakat-web": self.ports[8001], "mufakat-live": self.ports[8002]}.get(name)
        command, log = installation.command_of(name, self.ports), self.folder / f"{name}.log"
        return Part(*command, port=port, env=self.environment, log=log)

    def _nginx(self):
        """Its configuration without https, and with room for as many connections as docs/operations.md asks for."""
        configured, site = installation.nginx_files(self.folder, self.ports), self.folder / "site.conf"
        site.write_text(re.sub(r"(?m)^ +ssl_.*\n", "", site.read_text().replace(" ssl http2;", ";")))
        events = "events { worker_connections 8192; }"
        configured.write_text(configured.read_text().replace("events {}", events))
        return configured

    def stop(self):
        for part in reversed(self.parts.values()):
            if part.process:
                part.go_on()
                part.kill()
        self.database.leave_disk()

    def tracebacks(self):
        """What stands in the logs of the servers as broken: the last line of each traceback, with how often."""
        found = {}
        for name in ("web", "live", "worker"):
            for line in LAST_LINE.findall(Path(self.parts[name].log).read_text(errors="replace")):
                found[name, line[:110]] = found.get((name, line[:110]), 0) + 1
        return found


def fill(address):
    """The tables: as they are in the tests' own template, where the environment names a server that has one."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        name = f"mufakat_faults_{os.getpid()}"
        databases.copy_of_template(name)
        template = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        dumped = subprocess.run([POSTGRES[-1] / "pg_dump", "--no-owner", template], check=True, capture_output=True)
        databases.drop(name)
        command = [POSTGRES[-1] / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", address]
        subprocess.run(command, input=dumped.stdout, check=True, stdout=subprocess.DEVNULL)
    else:
        migrating = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(command, cwd=ROOT, env=migrating, check=True)
