"""Numbers for whoever watches the site with Prometheus: for whom they are, and what they say."""

import datetime
import ipaddress
import os
import subprocess
import sys

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families

from cms.models import LastRun
from forum import clock
from tests.factories import UserFactory, meeting_page
from tests.test_architecture import ROOT

TOKEN = "a-word-that-nobody-guesses"
ADDRESS = "/sehat/angka"


def asked(**headers):
    return Client(raise_request_exception=False).get(ADDRESS, headers=headers)


def told(text):
    samples = [one for family in text_string_to_metric_families(text) for one in family.samples]
    return {(one.name, *sorted(one.labels.values())): one.value for one in samples}


def bearer(word=TOKEN):
    return {"authorization": f"Bearer {word}"}


@pytest.mark.django_db
def test_numbers_are_nowhere_until_a_setting_opens_them(settings):
    assert asked(**bearer("")).status_code == asked(**bearer()).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert asked(**bearer()).status_code == 200


@pytest.mark.django_db
def test_wrong_word_or_place_finds_what_anybody_finds_at_an_address_that_is_none(settings):
    nothing = Client().get("/sehat/lain/")
    settings.METRICS_TOKEN, settings.METRICS_NETWORKS = TOKEN, [ipaddress.ip_network("10.1.0.0/16")]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    near, far = {"x-forwarded-for": "10.1.2.3"}, {"x-forwarded-for": "10.2.2.3"}
    assert asked(**bearer(), **near).status_code == 200
    for refused in (asked(**near), asked(**near, **bearer("x")), asked(**bearer(), **far), asked(**bearer())):
        assert refused.status_code == nothing.status_code == 404
        assert refused["Content-Type"] == nothing["Content-Type"]


@pytest.mark.django_db
def test_place_counts_without_a_word_but_not_that_of_a_proxy_nobody_named(settings):
    settings.METRICS_NETWORKS = [ipaddress.ip_network("127.0.0.1/32")]
    assert asked().status_code == 200
    assert asked(**{"x-forwarded-for": "203.0.113.9"}).status_code == 404


@pytest.mark.django_db
def test_numbers_say_what_waits_what_failed_and_when_something_last_did_well(settings, tmp_path):
    settings.METRICS_TOKEN, settings.BACKUP_MARK = TOKEN, str(tmp_path / "mark")
    (tmp_path / "mark").touch()
    os.utime(tmp_path / "mark", (0, 1_700_000_000))
    LastRun.begin("verify_ledger").end("", succeeded=True)
    LastRun.begin("send_digest").end("", succeeded=False)
    hour_ago = clock.now() - datetime.timedelta(hours=1)
    mails = {"mails": [{"to": "nobody@contoh.id", "subject": "x", "problem": "later", "answer": ""}]}
    for status, result in ((TaskResultStatus.READY, None), (TaskResultStatus.FAILED, mails)):
        DBTaskResult.objects.create(
            status=status, return_value=result, task_path="x", args_kwargs={"args": [], "kwargs": {}},
            backend_name="default", run_after=hour_ago,
        )  # fmt: skip
    DBTaskResult.objects.update(enqueued_at=hour_ago)
    text = asked(**bearer()).content.decode()
    numbers = told(text)
    assert numbers[("mufakat_tasks", "waiting")] == numbers[("mufakat_tasks", "failed")] == 1
    assert numbers[("mufakat_oldest_task_seconds",)] >= 3600
    assert numbers[("mufakat_mails_held_up",)] == 1
    assert numbers[("mufakat_backup_timestamp_seconds",)] == 1_700_000_000
    assert ("mufakat_last_success_timestamp_seconds", "verify_ledger") in numbers
    assert ("mufakat_last_success_timestamp_seconds", "send_digest") not in numbers
    assert numbers[("mufakat_database_up",)] == 1
    assert "contoh.id" not in text


@pytest.mark.django_db
def test_numbers_come_without_the_database_too(settings):
    settings.METRICS_TOKEN = TOKEN
    with connections["default"].execute_wrapper(_away):
        answer = asked(**bearer())
    assert answer.status_code == 200
    assert told(answer.content.decode())[("mufakat_database_up",)] == 0


def _away(*asked):
    raise OperationalError


@pytest.mark.django_db
def test_request_is_counted_by_the_name_of_its_address_alone(settings):
    settings.METRICS_TOKEN, settings.METRICS_ARE_SHARED = TOKEN, True
    reader = Client()
    reader.force_login(UserFactory(first_name="Namanya", email="orangnya@contoh.id"))
    reader.get(meeting_page(title="Rapat yang Dicari").url, {"q": "katarahasia"})
    reader.generic("LISTEN", "/cari/")
    settings.METRICS_ARE_SHARED = False
    text = asked(**bearer()).content.decode()
    numbers = told(text)
    assert numbers[("mufakat_requests_total", "200", "GET", "wagtail_serve")] >= 1
    assert numbers[("mufakat_request_seconds_count", "other", "search")] == 1
    assert numbers[("mufakat_request_seconds_count", "GET", "wagtail_serve")] >= 1
    assert numbers[("mufakat_database_queries_total", "wagtail_serve")] >= 1
    for word in ("Namanya", "orangnya", "katarahasia", "dicari", "LISTEN"):
        assert word not in text


SERVER = """
import sys
from django.conf import settings
settings.DEBUG
from cms.stores.outages import AWAY, OUTAGES
AWAY.inc(3), OUTAGES.inc(5)
print("counted", flush=True)
sys.stdin.readline()
"""
READER = """
from cms.settings.metrics import FOLDER, forget_the_dead
from prometheus_client import CollectorRegistry, generate_latest, multiprocess
forget_the_dead()
registry = CollectorRegistry()
multiprocess.MultiProcessCollector(registry, str(FOLDER))
print(generate_latest(registry).decode())
"""


@pytest.fixture
def process(tmp_path):
    clean = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
    clean |= {"METRICS_TOKEN": TOKEN, "SERVES_PEOPLE": "on"}
    started = []

    def start(code):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=clean, **pipes))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.communicate()


def test_numbers_are_those_of_all_processes_and_outlive_each(process, tmp_path):
    def counted():
        one = process(SERVER)
        assert one.stdout.readline() == "counted\n"
        return one

    def read():
        numbers = told(process(READER).communicate()[0])
        return numbers[("mufakat_redis_away",)], numbers[("mufakat_redis_outages_total",)]

    first, second = counted(), counted()
    assert read() == (6, 10)
    first.kill()
    first.wait()
    (tmp_path / "metrics/counter_7.db").write_bytes(b"\x40\0\0\0\0\0\0\0\xff")  # the machine went down
    (tmp_path / "metrics/7.lock").touch()
    assert read() == (3, 10)
    counted()
    assert read() == (6, 15)
    assert {path.stem for path in (tmp_path / "metrics").glob("*.lock")} == {"1", "2", "3", "7"}
    second.kill()
