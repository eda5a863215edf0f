"""Runs a converter in a child process: limited time, memory and file size, no environment, no network."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext_lazy as _

CHILD = Path(__file__).with_name("child.py")
OUT_OF_MEMORY, OUTPUT_TOO_LARGE = 251, 252  # exit codes of child.py; 251 is also what pandoc's runtime uses


class Reason(StrEnum):
    TOO_LONG = "too_long"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    FAILED = "failed"


_MESSAGES = {
    Reason.TOO_LONG: _("The document is too long to be made into a file."),
    Reason.TOO_SLOW: _("Making the file took too long and was stopped."),
    Reason.TOO_LARGE: _("Making the file needed too much memory or space and was stopped."),
    Reason.FAILED: _("The file could not be made."),
}


class RenderError(Exception):
    """`str()` is a sentence for the reader, in the reader's language; `detail` is for the log."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(_MESSAGES[reason])
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. A decree of 25 pages has 60,000 characters and needs half a second and 200 MB."""

    seconds: float = 30.0
    cpu_seconds: int = 20
    memory_mb: int = 512
    characters: int = 1_000_000
    output_mb: float = 20.0


def run(tool: str, arguments: Sequence[str], files: Mapping[str, bytes], *, output: str, limits: Limits) -> bytes:
    """Give `files` to `tool` ("pandoc", "typst" or "script") in a private folder, and take `output` out of it.

    The folder is removed whatever happens. Raises RenderError.
    """
    with tempfile.TemporaryDirectory(prefix="mufakat-") as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        _execute(_command(tool, arguments, limits), folder, limits.seconds)
        return _collect(Path(folder, output), limits)


def _command(tool: str, arguments: Sequence[str], limits: Limits) -> list[str]:
    numbers = (limits.memory_mb, limits.cpu_seconds, int(limits.output_mb * 1_000_000))
    return [sys.executable, "-I", "-S" if tool == "pandoc" else "-B", str(CHILD), *map(str, numbers), tool, *arguments]


def _execute(command: list[str], folder: str, seconds: float) -> None:
    environment = {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1"}
    process = subprocess.Popen(  # noqa: S603 (our own script, and arguments we made)
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        errors = process.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired as expired:
        raise RenderError(Reason.TOO_SLOW, f"over {seconds} s") from expired
    finally:
        _kill(process)
    if process.returncode:
        raise _failure(process.returncode, errors.decode("utf-8", "replace"))


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _failure(code: int, errors: str) -> RenderError:
    detail = f"exit {code}: {errors.strip()[-2000:]}"
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return RenderError(Reason.TOO_SLOW, detail)
    if code in (OUT_OF_MEMORY, OUTPUT_TOO_LARGE, -signal.SIGXFSZ, -signal.SIGABRT, -signal.SIGSEGV):
        return RenderError(Reason.TOO_LARGE, detail)
    return RenderError(Reason.FAILED, detail)


def _collect(path: Path, limits: Limits) -> bytes:
    if not path.is_file():
        raise RenderError(Reason.FAILED, f"no {path.name}")
    if path.stat().st_size >= limits.output_mb * 1_000_000:
        raise RenderError(Reason.TOO_LARGE, f"{path.stat().st_size} bytes")
    return path.read_bytes()
