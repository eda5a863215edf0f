"""Over any limit: RenderError, and nothing left behind."""

import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
from datetime import date
from pathlib import Path

import pytest

from forum.documents import FORMATS, Limits, Reason, RenderError, model, render, sandbox
from tests.forum.documents.samples import NOTULA, around

CHILD = Path(sandbox.__file__).with_name("child.py")


def heavy(rows):
    table = model.Table((model.Column("A"), model.Column("B")), (("kata " * 30, "kata " * 30),))
    return model.Document(model.Metadata("Berat", date(2020, 1, 1)), (table,) * rows)


@pytest.fixture
def temp_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(characters=1000), Reason.TOO_LONG),
        (Limits(seconds=0.001), Reason.TOO_SLOW),
        (Limits(output_mb=0.001), Reason.TOO_LARGE),
    ],
)
def test_over_a_limit_is_an_error_that_leaves_nothing(format, limits, reason, temp_folder):
    with pytest.raises(RenderError) as caught:
        render(NOTULA, format, limits=limits)
    assert caught.value.reason == reason
    assert str(caught.value)
    assert list(temp_folder.iterdir()) == []
    assert render(NOTULA, format)
    assert list(temp_folder.iterdir()) == []


@pytest.mark.parametrize("format", FORMATS)
def test_memory_of_a_heavy_document_is_limited(format, temp_folder):
    with pytest.raises(RenderError) as caught:
        render(heavy(1500), format, limits=Limits(memory_mb=16, characters=10_000_000))
    assert caught.value.reason == Reason.TOO_LARGE
    assert list(temp_folder.iterdir()) == []


@pytest.mark.parametrize(("format", "tables"), [("pdf", 3500), ("docx", 6000)])
def test_processor_time_of_a_heavy_document_is_limited(format, tables, temp_folder):
    with pytest.raises(RenderError) as caught:
        render(heavy(tables), format, limits=Limits(cpu_seconds=1, characters=10_000_000))
    assert caught.value.reason == Reason.TOO_SLOW
    assert list(temp_folder.iterdir()) == []


def test_document_beyond_the_default_length_is_refused_at_once():
    with pytest.raises(RenderError) as caught:
        render(around(model.Paragraph("x" * 1_000_001)), "docx")
    assert caught.value.reason == Reason.TOO_LONG


def test_failure_says_why_in_detail_and_a_plain_sentence_to_the_reader(temp_folder):
    with pytest.raises(RenderError) as caught:
        sandbox.run("pandoc", ("/bin/false",), {}, output="x", limits=Limits())
    assert caught.value.reason == Reason.FAILED
    assert "exit 1" in caught.value.detail
    assert "exit" not in str(caught.value)
    assert list(temp_folder.iterdir()) == []


def test_child_sees_neither_environment_nor_the_callers_folder(monkeypatch, temp_folder):
    monkeypatch.setenv("SECRET_KEY", "not-for-children")
    script = "#!/bin/sh\n{ env; pwd; ls; } > seen\n"
    program = temp_folder / "program"
    program.write_text(script)
    program.chmod(0o755)
    seen = sandbox.run("pandoc", (str(program),), {"in": b""}, output="seen", limits=Limits()).decode()
    assert "not-for-children" not in seen
    assert str(Path.cwd()) not in seen.splitlines()
    assert {"in", "seen"} <= set(seen.splitlines())


def test_child_cannot_reach_a_listener_once_it_left_the_network():
    """Where the kernel grants the separate network; where it refuses, `unshare` says so and returns."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(3)
        threading.Thread(target=_accept, args=(server,), daemon=True).start()
        code = (
            f"import sys, socket; sys.path.insert(0, {str(CHILD.parent)!r})\nimport child; child.leave_network()\n"
            f"print(socket.socket().connect_ex(('127.0.0.1', {server.getsockname()[1]})))"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    refused = subprocess.run(["unshare", "-Un", "true"], capture_output=True).returncode != 0
    assert refused or int(run.stdout) != 0


def _accept(server):
    try:
        server.accept()[0].close()
    except OSError:
        return


def test_time_out_kills_the_whole_process_group(temp_folder):
    program = temp_folder / "program"
    program.write_text(f"#!/bin/sh\nsleep 60 & echo $! > {temp_folder}/pid; wait\n")
    program.chmod(0o755)
    with pytest.raises(RenderError) as caught:
        sandbox.run("pandoc", (str(program),), {}, output="x", limits=Limits(seconds=3))
    assert caught.value.reason == Reason.TOO_SLOW
    assert ends(int((temp_folder / "pid").read_text()))


def ends(pid):
    """A process that was killed may take a moment to go."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    with open(process) as process:
        return bool(select.select([process], [], [], 30)[0])
