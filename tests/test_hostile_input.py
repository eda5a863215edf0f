"""No input makes a page fail: every door of the permission table, every field and every parameter, with hostile values.

What is refused is refused in words (4xx). `make fuzz` tries every value in every field, on the desk too; other runs
take turns, where anybody may ask.
"""

import itertools
import re
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import settings as profile

from tests.databases import undone
from tests.test_permission_matrix import TABLE, World, door, state, turn_to  # noqa: F401 (fixtures)

HOSTILE = [
    "\x00",
    "-1",
    "9" * 30,
    "1e309",
    "١٢",  # digits for int(), not for a database's reader
    "31-02-2026",
    "{}",
    '[{"type": "x", "value": null}]',
    "<script>alert(1)</script>",
    "\u202eterbalik\u2028",
    "' OR 1=1 --",
    "../../etc/passwd",
    "x" * 70_000,
]
ROOT = Path(__file__).parent.parent
ASKED = re.compile(r"request\.GET(?:\.get|\.getlist)?[\[(]\"([a-z_]+)\"")
APPS = ("cms", "decrees", "minutes", "search", "forum")
SOURCES = itertools.chain.from_iterable(ROOT.glob(f"{app}/**/*.py") for app in APPS)
PARAMETERS = sorted({name for path in SOURCES for name in ASKED.findall(path.read_text())})
EVERYTHING = profile.get_current_profile_name() == "fuzz"
DESK = re.compile(r"_admin:|^(POST )?(forum|minutes)_|personal_")
# The search, the sockets and what is made around a request say in words what they found.
ASKABLE = {address for address, _ in TABLE if not address.startswith(("search", "socket", "page of"))}
PLACES = sorted(address for address in ASKABLE if EVERYTHING or not DESK.search(address))
# Each address in the first state that the table names for it; what a state needs is made once (`turn_to`).
OPEN = [cell for cell in TABLE if "unpublished" not in cell[1]]
STATES = {address: next(where for one, where in OPEN if one == address) for address in PLACES}


class HostileClient(Client):
    """Asks as it is told, and before that in every way that nobody means."""

    turn = 0

    def get(self, path, data=None, **extra):
        for value in self.some():
            self.ask(super().get, path, dict.fromkeys(PARAMETERS, value))
        return super().get(path, data, **extra)

    def post(self, path, data=None, **extra):
        for name in data or {}:
            for value in self.some():
                self.ask(super().post, path, {**data, name: value})
        for value in self.some():
            self.ask(super().post, path, dict.fromkeys(data or {}, value))
        self.ask(super().post, path, {})
        return super().post(path, data, **extra)

    def some(self):
        if EVERYTHING:
            return HOSTILE
        HostileClient.turn += 1
        return [HOSTILE[HostileClient.turn % len(HOSTILE)]]

    def ask(self, how, path, data):
        with undone():
            answer = how(path, data)
        assert answer.status_code < 500, (path, data)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        yield World()


@pytest.mark.hypothesis  # so that `make fuzz` runs it
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "state"),
    sorted(STATES.items(), key=lambda cell: cell[1]),
    ids=lambda part: part.replace(" ", "_"),
    indirect=["state"],
)
def test_no_input_makes_a_door_fail(world, address, state):  # noqa: F811
    who = "secretariat" if DESK.search(address) else "member"
    with undone():
        client = HostileClient()
        client.force_login(world.users[who])
        door(address)(world, state)(client)
