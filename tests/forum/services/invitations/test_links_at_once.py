"""A link is used by several at once, each with a connection of its own: one of them answers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parents[4]
USE = """
import django
django.setup()
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit
from django.db import connection
from django.test import Client
from forum.models import Rsvp
from forum.services.invitations.answers.mailed import make_links
from tests.factories import OrganisationFactory, invitation_page

office = OrganisationFactory(email="kantor@contoh.id")
_keys, [fresh] = make_links(invitation_page(to=[office]), [office], office.email)
path, together = urlsplit(fresh.url).path, threading.Barrier(6)

def use(answer):
    client = Client()
    client.get(path)
    together.wait()
    try:
        return client.post(path, {"answer": answer}).status_code
    finally:
        connection.close()

with ThreadPoolExecutor(6) as people:
    print(*sorted(people.map(use, ["yes", "no", "maybe"] * 2)), Rsvp.objects.count())
"""


def test_of_several_who_use_a_link_at_once_one_answers(tmp_path):
    with databases.of_its_own(tmp_path, "links") as url:
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        command = [sys.executable, "-c", USE]
        done = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)
    assert done.stdout.split() == ["302", *["409"] * 5, "1"], done.stderr
