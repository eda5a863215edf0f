"""A bad environment stops the start, with the reason; production refuses to be unsafe."""

import os
import subprocess
import sys

import pytest

GOOD = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "k7#Qw2-zR9!mX4vB8nL1pS6tY3uE5aH0cJfGdKqWxZoIiUyTrEw2",
    "ALLOWED_HOSTS": "mufakat.example",
    "BASE_URL": "https://mufakat.example",
}
START = "import django; django.setup(); from django.conf import settings; print(settings.SESSION_COOKIE_SECURE)"


def start(tmp_path, **environment):
    clean = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-c", START], env=clean | environment, capture_output=True, text=True, check=False
    )


def test_production_starts_with_a_good_environment(tmp_path):
    result = start(tmp_path, **GOOD)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "True"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("DEBUG", "true"),
        ("ALLOWED_HOSTS", "*"),
        ("TASK_QUEUE", "sometimes"),
        ("DOCUMENT_SECONDS", "soon"),
    ],
)
def test_start_is_refused_and_names_the_setting(tmp_path, name, value):
    result = start(tmp_path, **(GOOD | {name: value}))
    assert result.returncode != 0
    assert name in result.stderr


def test_production_needs_a_secret(tmp_path):
    result = start(tmp_path, **{name: value for name, value in GOOD.items() if name != "SECRET_KEY"})
    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr
