"""Two citizens race for the last place, in two processes: one has it, the other is first on the list and moves up once.

Ten rounds; `RACES=100` is the long form.
"""

import json
import os
import subprocess
import sys
import uuid
from urllib.parse import urlsplit

import pytest

from tests import databases

pytestmark = pytest.mark.server
ROUNDS = int(os.environ.get("RACES", "10"))
SETTING = """
import django, json, sys
django.setup()
"""
PREPARE = f"""{SETTING}
from forum.models import Registration
from tests.factories import invitation_page, meeting_page
meeting, rounds = meeting_page(), []
for number in range({ROUNDS}):
    invitation = invitation_page(parent=meeting, slug=f"lomba-{{number}}", capacity=1)
    asked = [Registration.objects.create(invitation=invitation, name=name, email=f"{{name}}-{{number}}@contoh.id")
             for name in ("ani", "budi")]
    rounds.append([invitation.pk, *(one.pk for one in asked)])
print(json.dumps(rounds))
"""
RACER = f"""{SETTING}
from django.core import mail
from forum import services
from forum.models import InvitationPage, Registration

def confirm(key):
    return str(services.confirm_registration(Registration.objects.get(pk=key)).state)

def cancel(key):
    return str(services.cancel_registration(Registration.objects.get(pk=key)).state)

def release(key):
    return services.release_seats()

def look(key):
    invitation = InvitationPage.objects.get(pk=key)
    return [[one.pk, str(one.state), one.waiting_number] for one in invitation.registrations.order_by("pk")]

def mails(key):
    return [[one.to[0], one.subject] for one in mail.outbox]

print("ready", flush=True)
for line in sys.stdin:
    act, key = line.split()
    print(json.dumps(globals()[act](int(key))), flush=True)
"""


@pytest.fixture
def environment(tmp_path):
    """A migrated database of its own, of the kind that this run is about."""
    url = os.environ.get("DATABASE_URL", "")
    name = f"race_{uuid.uuid4().hex[:8]}"
    if url.startswith("postgres"):
        databases.copy_of_template(name)
        url = urlsplit(url)._replace(path=f"/{name}").geturl()
    else:
        databases.copy_of_migrated(tmp_path / "race.sqlite3")
        url = f"sqlite:///{tmp_path / 'race.sqlite3'}"
    yield {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    if url.startswith("postgres"):
        databases.drop(name)


class Racer:
    def __init__(self, environment):
        command, pipe = [sys.executable, "-c", RACER], subprocess.PIPE
        self.process = subprocess.Popen(
            command, env=environment, text=True, stdin=pipe, stdout=pipe, cwd=databases.ROOT
        )

    def begin(self, act, key=0):
        self.process.stdin.write(f"{act} {key}\n")
        self.process.stdin.flush()

    def end(self):
        return json.loads(self.process.stdout.readline())

    def do(self, act, key=0):
        self.begin(act, key)
        return self.end()


@pytest.fixture
def racers(environment):
    racers = [Racer(environment) for _ in range(2)]
    for one in racers:
        assert one.process.stdout.readline() == "ready\n"
    yield racers
    for one in racers:
        one.process.stdin.close()
        assert one.process.wait() == 0


def at_once(racers, acts):
    for racer, act in zip(racers, acts, strict=True):
        racer.begin(*act)
    return [racer.end() for racer in racers]


@pytest.fixture
def rounds(environment):
    command = [sys.executable, "-c", PREPARE]
    made = subprocess.run(command, env=environment, text=True, capture_output=True, check=True, cwd=databases.ROOT)
    return json.loads(made.stdout)


def test_last_place_is_given_once_the_loser_is_first_on_the_list_and_moves_up_with_one_mail(rounds, racers):
    for invitation, ani, budi in rounds:
        states = at_once(racers, [("confirm", ani), ("confirm", budi)])
        assert sorted(states) == ["confirmed", "waiting"]
        winner, loser = (ani, budi) if states[0] == "confirmed" else (budi, ani)
        seen = {key: (state, number) for key, state, number in racers[0].do("look", invitation)}
        assert seen == {winner: ("confirmed", None), loser: ("waiting", 1)}
        at_once(racers, [("cancel", winner), ("release",)])
        seen = {key: state for key, state, _number in racers[1].do("look", invitation)}
        assert seen == {winner: "cancelled", loser: "confirmed"}
    told = [(to, subject) for racer in racers for to, subject in racer.do("mails")]
    moved = [to for to, subject in told if subject.startswith("Anda mendapat tempat")]
    assert (len(moved), len(set(moved))) == (len(rounds), len(rounds))
    assert len(told) == len(set(told)) == 3 * len(rounds)
