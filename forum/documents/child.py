"""The child process of sandbox.py: limits itself, then becomes pandoc, compiles typst or runs a script that imports
nothing of ours, as this one does.

Arguments: memory in MB, CPU seconds, file size in bytes, "pandoc", "typst" or "script", and the tool's own arguments.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import runpy
import signal
import sys
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
OUT_OF_MEMORY, OUTPUT_TOO_LARGE = 251, 252


def limit(memory_mb: int, cpu_seconds: int, file_bytes: int) -> None:
    """Memory is limited as data, not address space: GHC and glibc reserve far more addresses than they ever use."""
    for name, value in (
        (resource.RLIMIT_DATA, (memory_mb + 128) * 2**20),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 128),
    ):
        hard = resource.getrlimit(name)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(name, (value, value))


def leave_network() -> None:
    """A second lock: neither tool is asked to fetch anything. Where the kernel refuses, the first has to do."""
    try:
        ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)
    except (OSError, AttributeError):
        return


def become_pandoc(memory_mb: int, program: str, *arguments: str) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and a program inherits that
    heap = ["+RTS", f"-M{memory_mb}M", "-RTS"]
    os.execv(program, [program, *heap, "--sandbox", *arguments])  # noqa: S606


def compile_typst(source: str, output: str, timestamp: str) -> None:
    """An archivable and accessible PDF (PDF/A-2b, PDF/UA-1). What cannot be one says so at its end."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=["."])
    compiler = typst.Compiler(source, root=".", font_paths=fonts, package_path=".", package_cache_path=".")
    when = int(timestamp)
    try:
        pdf = compiler.compile(format="pdf", timestamp=when, pdf_standards=["a-2b", "ua-1"])
    except typst.TypstError:
        pdf = compiler.compile(format="pdf", timestamp=when, sys_inputs={"plain": "yes"})
    Path(output).write_bytes(pdf if isinstance(pdf, bytes) else b"")


def run_script(path: str, *arguments: str) -> None:
    sys.argv = [path, *arguments]
    runpy.run_path(path, run_name="__main__")


def main(memory_mb: int, cpu_seconds: int, file_bytes: int, tool: str, *arguments: str) -> None:
    limit(memory_mb, cpu_seconds, file_bytes)
    leave_network()
    if tool == "pandoc":
        become_pandoc(memory_mb, *arguments)
    try:
        run_script(*arguments) if tool == "script" else compile_typst(*arguments)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    except OSError as error:
        sys.exit(OUTPUT_TOO_LARGE if error.errno == errno.EFBIG else str(error))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
