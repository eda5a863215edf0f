"""Real servers that can be killed, a wire that can be cut, and Debian's Chromium."""

import contextlib
import fcntl
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import databases
from tests.e2e.fonts import with_fonts

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A busy machine is slow, not wrong.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET, "timeout": 2 * PATIENCE}


def free_port():
    """Below those that the system hands to clients: none of them takes it while its server is away."""
    for port in random.sample(range(10_000, 32_000), 1_000):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise OSError("no free port")


def wait_for(port, process):
    limit = time.monotonic() + 120
    while time.monotonic() < limit:
        assert process.poll() is None, f"stopped: {process.args}"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        threading.Event().wait(0.05)
    raise TimeoutError(process.args)


class Process:
    """A program on a port of its own; `kill` is SIGKILL, `stop` is SIGTERM, `start` starts it again on the same port.
    One that hangs takes connections and does not answer."""

    def __init__(self, *command, port=None, env=None):
        self.port = port or free_port()
        self.command = [str(part).replace("PORT", str(self.port)) for part in command]
        self.env = env
        self.process = None

    def start(self):
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL)
        wait_for(self.port, self.process)
        return self

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def stop(self):
        """As systemd does: it is told, and ends what it has begun."""
        self.process.terminate()
        self.process.wait(120)

    def hang(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)


class Site(Process):
    """Mufakat under daphne."""

    def __init__(self, env, scene):
        daphne = [sys.executable, "-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", "PORT", "cms.asgi:application"]
        super().__init__(*daphne, env=env)
        self.scene = scene

    def url(self, path="", port=None):
        return f"http://127.0.0.1:{port or self.port}{path or self.scene['path']}"

    def cookie(self, who):
        return {"name": "sessionid", "value": self.scene["sessions"][who], "domain": "127.0.0.1", "path": "/"}


@pytest.fixture(scope="session")
def prepared(shared_folder):
    """A migrated database with the scene in it, made once: (file, scene)."""
    return _prepared_once("scene", shared_folder)


@pytest.fixture(scope="session")
def prepared_demo(shared_folder):
    """The same with the demo's world in it."""
    return _prepared_once("demo", shared_folder)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory):
    """One for all processes of a run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _prepared_once(module, shared_folder):
    """Of several processes the first one makes it, the others wait."""
    folder, scene = shared_folder / module, shared_folder / f"{module}.json"
    with open(shared_folder / f"{module}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not scene.exists():
            folder.mkdir()
            scene.write_text(json.dumps(prepare(module, folder)[1]))
    return folder / "site.sqlite3", json.loads(scene.read_text())


def prepare(module, folder, *options):
    databases.copy_of_migrated(folder / "site.sqlite3")
    command = [sys.executable, "-m", f"tests.e2e.{module}", *options]
    made = subprocess.run(command, cwd=ROOT, env=_environment(folder), capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    database = folder / "site.sqlite3"
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the file alone is copied
    return database, json.loads(made.stdout)


def _environment(folder, **more):
    plain = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "DATABASE_URL"}}
    return {
        **plain,
        "DJANGO_SETTINGS_MODULE": "tests.e2e.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "DATA_DIR": str(folder),
        **more,
    }


@pytest.fixture
def running():
    """Start things; whatever happens they are killed at the end."""
    started = []

    def start(process):
        started.append(process)
        return process.start()

    yield start
    for process in started:
        process.kill()


@pytest.fixture
def make_site(prepared, running, tmp_path):
    """Servers on a copy of the scene's database; all of one test share the copy."""
    database, scene = prepared
    shutil.copy(database, tmp_path / "site.sqlite3")

    def make(**environment):
        return running(Site(_environment(tmp_path, **environment), scene))

    return make


@pytest.fixture
def site(make_site):
    return make_site()


@pytest.fixture(scope="module")
def demo(prepared_demo, tmp_path_factory):
    """One server with the demo for all tests of a module; its mail lands in `demo.mails`."""
    database, scene = prepared_demo
    folder = tmp_path_factory.mktemp("demo-site")
    shutil.copy(database, folder / "site.sqlite3")
    site = Site(_environment(folder, EMAIL_URL=f"filemail:///{folder / 'mails'}"), scene)
    site.mails = folder / "mails"
    yield site.start()
    site.kill()


@pytest.fixture(scope="module")
def busy(shared_folder, tmp_path_factory):
    """One server with a draft on which much was said, for all tests of a module."""
    database, scene = _prepared_once("busy", shared_folder)
    folder = tmp_path_factory.mktemp("busy-site")
    shutil.copy(database, folder / "site.sqlite3")
    site = Site(_environment(folder), scene)
    yield site.start()
    site.kill()


@pytest.fixture
def redis(running, tmp_path):
    command = ["redis-server", "--port", "PORT", "--save", "", "--appendonly", "no", "--dir", str(tmp_path)]
    return running(Process(*command))


class Wire:
    """A TCP proxy: cut, nothing passes and nobody gets through; mended, new connections do."""

    def __init__(self, target):
        self.target, self.whole, self.ends, self.lock = target, True, set(), threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        with self.lock:
            self.whole, ends = False, tuple(self.ends)
        for end in ends:
            self._close(end)

    def mend(self):
        self.whole = True

    def close(self):
        self.cut()
        self.listener.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                with self.lock:
                    if not self.whole:
                        near.close()
                        continue
                    far = socket.create_connection(("127.0.0.1", self.target))
                    self.ends |= {near, far}
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one, other):
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        self._close(one)
        self._close(other)

    def _close(self, end):
        with self.lock:
            self.ends.discard(end)
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@pytest.fixture
def wire(site):
    wire = Wire(site.port)
    yield wire
    wire.close()


@pytest.fixture
def visit(browser):
    """A browser of one person's own on a page of the site: visit(site, 'bi')."""
    contexts = []

    def visit(site, who=None, *, path="", port=None, live=True, **options):
        context = browser.new_context(locale="id-ID", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if who:
            context.add_cookies([site.cookie(who)])
        page = context.new_page()
        page.goto(site.url(path, port))
        if live:
            page.locator("#live[data-state=connected]").wait_for()
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def browser_with(launch_browser, tmp_path_factory):
    """One browser for each set of fonts asked for; `None` for the machine's own."""
    browsers = {}

    def browser_with(fonts):
        if fonts not in browsers:
            folder = tmp_path_factory.mktemp("fonts")
            browsers[fonts] = with_fonts(launch_browser, fonts, folder) if fonts else launch_browser()
        return browsers[fonts]

    yield browser_with
    for browser in browsers.values():
        browser.close()


@pytest.fixture
def browser(request, browser_with):
    return browser_with(getattr(request, "param", None))
