"""Whoever sets a variable wrong is told which, what is wrong with it and how it would be right."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cms.settings.environment import EXAMPLES

ROOT = Path(__file__).parent.parent.parent.parent
SERVER = [sys.executable, "-c", "import cms.asgi"]
COMMAND = [sys.executable, "manage.py", "check"]


def start(command, tmp_path, **environment):
    plain = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
    return subprocess.run(command, env=plain | environment, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("command", "name", "value", "wrong", "right"),
    [
        (SERVER, "LOG_LEVEL", "LOUD", "must be one of DEBUG, INFO, WARNING, ERROR", "LOG_LEVEL=INFO"),
        (COMMAND, "EMAIL_TIMEOUT", "soon", "must be a whole number", "EMAIL_TIMEOUT=30"),
        (COMMAND, "DATABASE_URL", "mysql://root:rahasia@x/y", "must begin with sqlite://", "DATABASE_URL=postgres://"),
        (COMMAND, "EMAIL_URL", "mail.example", "must begin with one of smtp://", "EMAIL_URL=smtp+tls://"),
        (COMMAND, "DEBUG", "perhaps", "must be on or off", "DEBUG=off"),
        (COMMAND, "TIME_ZONE", "Asia/Bojonegoro", "names no time zone", "TIME_ZONE=Asia/Jakarta"),
    ],
)
def test_error_names_the_variable_what_is_wrong_and_an_example(tmp_path, command, name, value, wrong, right):
    result = start(command, tmp_path, **{name: value})
    assert result.returncode == 3
    [line] = result.stderr.splitlines()
    assert line.startswith(f"Mufakat cannot start. {name} {wrong}")
    assert f"Example: {right}" in line
    assert "rahasia" not in line


@pytest.mark.parametrize("command", [SERVER, COMMAND])
def test_good_environment_starts(tmp_path, command):
    result = start(command, tmp_path, LOG_FORMAT="json", EMAIL_TIMEOUT="5", DEBUG="off", TIME_ZONE="Asia/Makassar")
    assert result.returncode == 0, result.stderr


def test_every_setting_that_is_no_number_has_an_example():
    sources = "".join(path.read_text() for path in (ROOT / "cms/settings").glob("*.py"))
    kinds = "bool|choice|address|database|mail|time_zone|folder|needed|secret_key|token|networks"
    named = set(re.findall(rf'env\.(?:{kinds})\(\s*"(\w+)"', sources)) | set(re.findall(r'refused\("(\w+)"', sources))
    assert len(named) > 12
    assert named - EXAMPLES.keys() == set()
