"""A mail server that says nothing holds up nobody, and gets the mail when it speaks again."""

import contextlib
import http.cookiejar
import re
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

import pytest

from tests.e2e.conftest import ROOT
from tests.smtp import mail_server

pytestmark = pytest.mark.server


@pytest.fixture
def post():
    with mail_server() as server:
        yield server


def ask_for_a_link(site, address):
    """As a browser does: the form with its key; where it leads."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = site.url("/akun/password/reset/")
    key = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.open(page, timeout=60).read().decode())[1]
    form = urllib.parse.urlencode({"email": address, "csrfmiddlewaretoken": key}).encode()
    return browser.open(page, form, timeout=60).url


def test_nobody_waits_for_a_silent_mail_server_and_the_mail_leaves_when_it_speaks(make_site, post):
    environment = {"DJANGO_SETTINGS_MODULE": "tests.e2e.queue_settings", "EMAIL_URL": f"smtp://127.0.0.1:{post.port}"}
    site = make_site(**environment)
    address = site.scene["login"]["login"]
    post.fall_silent()
    assert ask_for_a_link(site, address).endswith("/akun/password/reset/done/")
    assert post.asked.wait(60)
    assert post.taken == []
    post.speaks.set()
    limit = time.monotonic() + 60
    while not post.taken and time.monotonic() < limit:
        threading.Event().wait(0.05)
    assert post.recipients == [address]


def test_worker_beside_the_server_does_what_waits_and_leaves_a_sign_of_life(make_site, post, tmp_path):
    chosen = {"DJANGO_SETTINGS_MODULE": "tests.e2e.queue_settings", "EMAIL_URL": f"smtp://127.0.0.1:{post.port}"}
    site = make_site(TASK_QUEUE="database", **chosen)
    address = site.scene["login"]["login"]
    ask_for_a_link(site, address)
    assert post.taken == []
    subprocess.run([sys.executable, "manage.py", "db_worker", "--batch"], cwd=ROOT, env=site.env, check=True)
    assert post.recipients == [address]
    with contextlib.closing(sqlite3.connect(tmp_path / "site.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM cms_lastrun WHERE name = 'worker'").fetchone() == (1,)
