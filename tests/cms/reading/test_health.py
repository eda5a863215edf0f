"""The doctor finds what is wrong, says what mends it, and tells strangers nothing."""

import datetime
import io
import json
import os

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cms.models import LastRun
from cms.reading.health import CHECKS, TITLES, State, examine
from cms.reading.sharing import dump
from cms.services.dump import keep_dump
from cms.services.preparing import prepare_site
from cms.services.queue import beat
from cms.services.timers import DAILY, HOURLY
from forum.models import LedgerHead
from tests.factories import UserFactory, meeting_page, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def well(settings, tmp_path):
    """A site of which everything is in order."""
    prepare_site()
    settings.BACKUP_MARK = str(tmp_path / "mark")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.TASK_QUEUE = "embedded"
    (tmp_path / "mark").touch()
    beat()
    keep_dump()
    for part in [*HOURLY, *DAILY]:
        LastRun.begin(part.name).end("", succeeded=True)
    return settings


def unwell():
    return {name: found for name, found in examine() if found.state != State.OK}


def test_site_that_is_well_has_no_finding(well):
    assert {name: found.says for name, found in unwell().items() if name != "disk"} == {}


def spoil_cache(settings, tmp_path):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def spoil_timer(settings, tmp_path):
    LastRun.begin("verify_ledger").end("Ledger broken at entry 3", succeeded=False)


def forget_timer(settings, tmp_path):
    long_ago = timezone.now() - datetime.timedelta(days=2)
    LastRun.objects.filter(name="clearsessions").update(began_at=long_ago)


def stop_worker(settings, tmp_path):
    LastRun.objects.filter(name=LastRun.WORKER).update(ended_at=timezone.now() - datetime.timedelta(hours=1))


def forget_backup(settings, tmp_path):
    os.utime(tmp_path / "mark", (0, 0))


def forget_dump(settings, tmp_path):
    store, newest = storages["private"], dump.newest()
    old = newest.name.replace(f"{newest.made_at:%Y}", "2017", 1)
    store.save(f"{dump.FOLDER}/{old}", newest.open())
    store.delete(f"{dump.FOLDER}/{newest.name}")


def move_site(settings, tmp_path):
    settings.BASE_URL = "https://mufakat.contoh.id"


def spoil_head(settings, tmp_path):
    LedgerHead.objects.update(seq=7)


def lock_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = "/dev/null"


FAULTS = {
    spoil_cache: ("cache", "redis"),
    spoil_timer: ("timers", "manage.py daily"),
    forget_timer: ("timers", "manage.py daily"),
    stop_worker: ("tasks", "systemctl restart"),
    forget_backup: ("backup", "backup"),
    forget_dump: ("dump", "manage.py daily"),
    move_site: ("address", "manage.py setup_site"),
    spoil_head: ("ledger", "manage.py verify_ledger"),
    lock_uploads: ("uploads", "chown"),
}


@pytest.mark.parametrize("spoil", FAULTS)
def test_each_fault_is_found_by_its_check_and_by_no_other(well, tmp_path, spoil):
    name, mend = FAULTS[spoil]
    spoil(well, tmp_path)
    found = unwell()
    assert set(found) - {"disk"} == {name}
    assert mend in found[name].mend


def test_doctor_ends_with_one_on_a_failure_and_tells_programs_the_same(well, tmp_path):
    out = io.StringIO()
    call_command("doctor", stdout=out)
    assert "ok       ledger: The ledger ends with entry 0" in out.getvalue()
    stop_worker(well, tmp_path)
    out = io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("doctor", "--json", stdout=out)
    assert failed.value.returncode == 1
    told = {one["check"]: one for one in json.loads(out.getvalue())}
    assert set(told) == set(CHECKS) == set(TITLES)
    assert told["tasks"]["state"] == "failure"


def test_doctor_sends_a_mail_when_asked_and_says_what_the_server_said(well, post):
    call_command("doctor", "--mail", "kepala@contoh.id", stdout=io.StringIO())
    assert post.recipients == ["kepala@contoh.id"]
    post.refuses["*"] = "550 who are you"
    out = io.StringIO()
    with pytest.raises(CommandError, match="a test mail"):
        call_command("doctor", "--mail", "kepala@contoh.id", stdout=out)
    assert "550 who are you" in out.getvalue()


def test_administrators_alone_see_the_state_of_the_site(well):
    reader = Client()
    reader.force_login(secretariat_user())
    assert reader.get(reverse("cms_state")).status_code == 404
    reader.force_login(UserFactory(is_superuser=True, is_staff=True))
    page = reader.get(reverse("cms_state"))
    assert page.status_code == 200
    assert "verify_ledger" in page.content.decode()


def test_whoever_watches_from_outside_learns_yes_or_no_and_nothing_is_logged(well, caplog, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/sehat/hidup", headers={"host": "10.0.0.1"})
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]
    with django_assert_num_queries(1):
        assert Client().get("/sehat/siap").status_code == 200
    spoil_cache(well, None)
    assert Client().get("/sehat/siap").content == b"ok"
    assert [record for record in caplog.records if record.name == "cms.requests"] == []


def test_site_without_its_database_is_alive_but_not_ready(well):
    meeting_page()
    with connections["default"].execute_wrapper(_away):
        assert Client().get("/sehat/hidup").status_code == 200
        answer = Client().get("/sehat/siap")
    assert (answer.status_code, answer.content) == (503, b"no")


def _away(*asked):
    raise OperationalError
