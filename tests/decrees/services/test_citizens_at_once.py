"""What several press at the same time is done once, on the database of the run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parents[3]
PRESS = """
import django
django.setup()
import threading
from concurrent.futures import ThreadPoolExecutor
from django.core.exceptions import ValidationError
from django.db import connection
from decrees.models import CitizenComment, CitizenSupport, Comment, PublicVoice
from decrees.services import citizens
from forum.models import LedgerEntry
from tests.factories import commented, secretariat_user
from tests.factories.citizens import CONSENT, asked, open_to_citizens

version, _round, bi = open_to_citizens()
office, comment = [secretariat_user() for _ in range(6)], commented(version, bi)
typed = asked(version)
supports = [
    citizens.ask_to_support(comment, email=f"w{n}@desa.example", consent=CONSENT) for n in range(3) for _twice in (1, 2)
]

def at_once(act, things):
    together = threading.Barrier(len(things))
    def run(thing):
        together.wait()
        try:
            act(thing)
        except ValidationError:
            pass
        finally:
            connection.close()
    with ThreadPoolExecutor(len(things)) as people:
        list(people.map(run, things))

at_once(lambda _n: citizens.confirm_comment(CitizenComment.objects.get(pk=typed.pk)), range(6))
at_once(lambda by: citizens.hear_comments([CitizenComment.objects.get(pk=typed.pk)], by=by), office)
at_once(lambda one: citizens.confirm_support(CitizenSupport.objects.get(pk=one.pk)), supports)
print(Comment.objects.exclude(pk=comment.pk).count(), PublicVoice.objects.get(comment=comment).supports)
verbs = ["citizen.comment_came", "comment.heard_online", "citizen.supported"]
print(*(LedgerEntry.objects.filter(verb=verb).count() for verb in verbs))
"""


def test_confirmed_published_and_supported_at_once_each_counts_once(tmp_path):
    with databases.of_its_own(tmp_path, "citizens") as url:
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        command = [sys.executable, "-c", PRESS]
        done = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)
    assert done.stdout.splitlines() == ["1 3", "1 1 3"], done.stderr
