"""Processes, ports and medians."""

import contextlib
import os
import resource
import select
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def raise_file_limit() -> None:
    """A thousand sockets need more files than most shells allow."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 8192 if hard == resource.RLIM_INFINITY else min(8192, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def python(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return program(sys.executable, *arguments, **environment)


def program(*command: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=raise_file_limit,
    )


@contextlib.contextmanager
def ending(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def running(*arguments: str, **environment: str) -> contextlib.AbstractContextManager[subprocess.Popen[str]]:
    return ending(python(*arguments, **environment))


@contextlib.contextmanager
def serving(*arguments: str, port: int, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A server on a port, up when this is entered."""
    with running(*arguments, **environment) as process:
        wait_for(port, process)
        yield process


@contextlib.contextmanager
def other(*command: str, port: int) -> Iterator[None]:
    """A server that is no Python; it ends its own children when it is told to end."""
    process = subprocess.Popen(command, cwd=ROOT, text=True)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def redis() -> Iterator[int]:
    """On a port of its own."""
    port = free_port()
    with ending(program("redis-server", "--port", str(port), "--save", "", "--loglevel", "warning")) as process:
        wait_for(port, process)
        yield port


def wait_for(port: int, process: subprocess.Popen[str], seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise RuntimeError(f"server stopped: {process.args}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"server did not start: {process.args}")


def fetch(url: str, data: bytes | None = None) -> tuple[bytes, dict[str, str]]:
    with urllib.request.urlopen(urllib.request.Request(url, data=data), timeout=60) as response:
        return response.read(), dict(response.headers)


def line(process: subprocess.Popen[str], seconds: float = 60) -> str:
    """The next line that a process prints; it prints nothing else, so nothing is buffered meanwhile."""
    assert process.stdout is not None
    if not select.select([process.stdout], [], [], seconds)[0]:
        raise TimeoutError(f"no answer: {process.args}")
    return process.stdout.readline().strip()
