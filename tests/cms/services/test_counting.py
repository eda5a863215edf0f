"""What several count at the same time is one row and every one of them, on the database of the run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parents[3]
COUNT = """
import django
django.setup()
import threading
from concurrent.futures import ThreadPoolExecutor
from django.contrib.auth.signals import user_login_failed
from django.db import connection
from cms.models import Access, Refusal
from cms.services.accesses import note_access
from tests.factories import UserFactory

desk, together = UserFactory(), threading.Barrier(8)

def count(number):
    together.wait()
    try:
        note_access(desk, Access.Kind.PEOPLE, 0)
        for address in (desk.email, "orang.asing@contoh.id"):
            user_login_failed.send("login", credentials={"email": address})
    finally:
        connection.close()

with ThreadPoolExecutor(8) as people:
    list(people.map(count, range(8)))
for counted in (Access, Refusal):
    print(*sorted(counted.objects.values_list("times", flat=True)))
"""


def test_counting_at_once_makes_one_row_and_loses_nothing(tmp_path):
    with databases.of_its_own(tmp_path, "counted") as url:
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        command = [sys.executable, "-c", COUNT]
        done = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)
    assert done.stdout.splitlines() == ["8", "8 8"], done.stderr
