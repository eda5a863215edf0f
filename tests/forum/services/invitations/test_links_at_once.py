"""A link is used by several at once, each with a connection of its own: one of them answers."""

import contextlib
import os
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

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


@contextlib.contextmanager
def migrated(tmp_path):
    """A database of its own, of the kind that the run is on."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        databases.copy_of_migrated(tmp_path / "links.sqlite3")
        yield f"sqlite:///{tmp_path / 'links.sqlite3'}"
        return
    name = f"links_{uuid.uuid4().hex[:8]}"
    databases.copy_of_template(name)
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        databases.drop(name)


def test_of_several_who_use_a_link_at_once_one_answers(tmp_path):
    with migrated(tmp_path) as url:
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        command = [sys.executable, "-c", USE]
        done = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)
    assert done.stdout.split() == ["302", *["409"] * 5, "1"], done.stderr
