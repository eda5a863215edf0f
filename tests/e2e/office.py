"""The site with what it is connected with: a worker beside it, a mail server, a mailbox for what returns."""

import contextlib
import email
import email.policy
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from tests.e2e.conftest import PATIENCE, ROOT

REPORT = """From: MAILER-DAEMON@mx.contoh.id
To: bounces@contoh.id
Message-ID: <laporan-{number}@mx.contoh.id>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.contoh.id

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: {id}

--b--
"""
WAITING = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"


class Office:
    def __init__(self, site, post, mailbox):
        self.site, self.post, self.mailbox, self.worker = site, post, mailbox, None

    @contextlib.contextmanager
    def working(self):
        command = [sys.executable, "manage.py", "db_worker", "--interval", "0.1"]
        self.worker = subprocess.Popen(command, cwd=ROOT, env=self.site.env, stdout=subprocess.DEVNULL)
        try:
            yield
        finally:
            self.worker.kill()
            self.worker.wait()

    def pause(self):
        """Between two of its writes: whoever is stopped within one keeps all others from writing."""
        self.worker.send_signal(signal.SIGSTOP)
        limit = time.monotonic() + PATIENCE / 1000
        while not self._is_writable():
            assert time.monotonic() < limit
            self.go_on()
            threading.Event().wait(0.01)
            self.worker.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.worker.send_signal(signal.SIGCONT)

    def run(self, command):
        subprocess.run(
            [sys.executable, "manage.py", command], cwd=ROOT, env=self.site.env, check=True, stdout=subprocess.DEVNULL
        )

    def wait_until(self, happened):
        limit = time.monotonic() + PATIENCE / 1000
        while not happened():
            assert time.monotonic() < limit
            assert self.worker.poll() is None
            threading.Event().wait(0.05)

    def finish(self):
        """Until nothing waits in the queue."""
        self.wait_until(self._is_idle)

    def _database(self, *, timeout):
        file = self.site.env["DATABASE_URL"].removeprefix("sqlite:///")
        return contextlib.closing(sqlite3.connect(file, timeout=timeout, isolation_level=None))

    def _is_idle(self):
        with self._database(timeout=30) as database:
            return database.execute(WAITING).fetchone() == (0,)

    def _is_writable(self):
        with self._database(timeout=0) as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
            database.execute("ROLLBACK")
            return True

    def mails(self, start=0):
        """By address, oldest first; `start` leaves out the first ones that were sent."""
        found = {}
        for address, text in self.post.taken[start:]:
            found.setdefault(address, []).append(email.message_from_string(text, policy=email.policy.default))
        return found

    def bounce(self, number, letter):
        self.mailbox.add(REPORT.format(number=number, address=letter["To"], id=letter["Message-ID"]))


def words_of(message):
    return message.get_body(("plain",)).get_content()


def file_of(message):
    return next(part.get_content() for part in message.walk() if part.get_content_type() == "text/calendar")


class Phone:
    """A browser without script: a page, and the form that stands in it."""

    def __init__(self, site):
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(self, path):
        return self.opener.open(self.site.url(path), timeout=60).read().decode()

    def send(self, path, **form):
        request = urllib.request.Request(self.site.url(path), urllib.parse.urlencode(form).encode())
        request.add_header("Origin", self.site.url("/").rstrip("/"))
        return self.opener.open(request, timeout=60).read().decode()
