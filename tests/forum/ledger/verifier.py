"""The verifier as somebody runs it who has nothing of ours: another folder, Python alone, no network."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[3] / "static/verify/mufakat_verify.py"
spec = importlib.util.spec_from_file_location("mufakat_verify", PROGRAM)
verifier = importlib.util.module_from_spec(spec)  # its functions, for those who ask it a thousand times
spec.loader.exec_module(verifier)
# Whatever asks for the network fails.
OFFLINE = "import socket; socket.socket = None; import runpy; runpy.run_path('mufakat_verify.py', run_name='__main__')"


def verify(folder, *files, language="en", options=(), beside=()):
    """Exit code and lines told, for files given as data; each is saved as `<number>.json`. `beside`: names of files
    that are in the folder already."""
    (folder / "mufakat_verify.py").write_bytes(PROGRAM.read_bytes())
    names = []
    for number, data in enumerate(files):
        names.append(f"{number}.json")
        (folder / names[-1]).write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    command = [sys.executable, "-I", "-S", "-c", OFFLINE, *names, *beside, "--lang", language, *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONUTF8": "1"})
    assert done.stderr == "" or done.returncode == 2, done.stderr
    return done.returncode, done.stdout.splitlines()
