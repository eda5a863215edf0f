"""A bad environment stops the start, with the reason; production refuses to be unsafe and says what to set."""

import os
import subprocess
import sys

import pytest

from tests.test_architecture import ROOT

GOOD = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "k7#Qw2-zR9!mX4vB8nL1pS6tY3uE5aH0cJfGdKqWxZoIiUyTrEw2",
    "BASE_URL": "https://mufakat.example",
    "TRUSTED_PROXIES": "1",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
}
START = """
import django; django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.ALLOWED_HOSTS, s.DEFAULT_FROM_EMAIL)
"""

WORKER = "import cms.wsgi; from django.db import connection; print(connection.settings_dict['CONN_MAX_AGE'])"


def start(tmp_path, *command, **environment):
    clean = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    command = command or ("-c", START)
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False
    )


def without(*names):
    return {name: value for name, value in GOOD.items() if name not in names}


def refusal(result):
    assert result.returncode != 0
    return result.stderr.strip().splitlines()[-1]


def test_production_starts_with_a_good_environment_and_takes_names_from_its_address(tmp_path):
    result = start(tmp_path, **GOOD)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "True ['mufakat.example'] Mufakat <noreply@mufakat.example>"


def test_worker_keeps_its_connection_for_the_next_request(tmp_path):
    assert int(start(tmp_path, "-c", WORKER, **GOOD, REDIS_URL="redis://127.0.0.1:6379/0").stdout) > 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("DEBUG", "true"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "other.example"),
        ("BASE_URL", "http://mufakat.example"),
        ("BASE_URL", "mufakat.example"),
        ("BASE_URL", "https://mufakat.example/forum"),
        ("EMAIL_URL", "consolemail://"),
        ("TASK_QUEUE", "sometimes"),
        ("DOCUMENT_SECONDS", "soon"),
    ],
)
def test_start_is_refused_and_names_the_setting(tmp_path, name, value):
    assert name in refusal(start(tmp_path, **(GOOD | {name: value})))


@pytest.mark.parametrize("name", ["SECRET_KEY", "BASE_URL", "TRUSTED_PROXIES", "EMAIL_URL"])
def test_production_names_what_is_missing_with_an_example(tmp_path, name):
    last = refusal(start(tmp_path, **without(name)))
    assert f"{name} is not set: " in last
    assert f"Example: {name}=" in last


@pytest.mark.parametrize("server", ["cms.asgi", "cms.wsgi"])
def test_servers_are_production_unless_told_otherwise(tmp_path, server):
    load = ("-c", f"import {server}")
    assert "SECRET_KEY is not set" in refusal(start(tmp_path, *load))
    given = without("DJANGO_SETTINGS_MODULE") | {"REDIS_URL": "redis://127.0.0.1:1/0"}
    assert start(tmp_path, *load, **given).returncode == 0


def test_workers_beside_the_sockets_need_a_way_to_them(tmp_path):
    assert "REDIS_URL is not set" in refusal(start(tmp_path, "-c", "import cms.wsgi", **GOOD))


def test_settings_of_a_laptop_refuse_the_address_of_a_server(tmp_path):
    command = ("manage.py", "check")
    assert "DJANGO_SETTINGS_MODULE" in refusal(start(tmp_path, *command, BASE_URL="https://mufakat.example"))
    assert start(tmp_path, *command).returncode == 0


def test_check_before_the_start_has_nothing_to_say(tmp_path):
    checked = start(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **GOOD)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "no issues" in checked.stdout


@pytest.mark.parametrize(("serves", "lock", "idle"), [("on", "5s", "7s"), ("off", "100s", "140s")])
def test_nobody_holds_up_the_others_for_long_and_commands_may_take_longer(tmp_path, serves, lock, idle):
    code = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS']['options'])"
    postgres = {"DATABASE_URL": "postgres://x@127.0.0.1/x", "DATABASE_IDLE_SECONDS": "7", "SERVES_PEOPLE": serves}
    told = start(tmp_path, "-c", code, **GOOD, **postgres).stdout
    assert f"-c lock_timeout={lock} " in told
    assert f"-c idle_in_transaction_session_timeout={idle}" in told


@pytest.mark.parametrize("module", ["asgi", "wsgi"])
def test_servers_are_told_that_people_wait(tmp_path, module):
    code = f"import cms.{module}; from django.conf import settings; print(settings.LOCK_SECONDS)"
    assert start(tmp_path, "-c", code, **GOOD, REDIS_URL="redis://127.0.0.1:6379/0").stdout == "5\n"
