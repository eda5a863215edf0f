"""What the browsers look at: a draft on which more was said than fits beside it. Prints where."""

import json
import sys
from io import StringIO

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from tests.factories import secretariat_user  # noqa: E402
from tests.factories.busy import busy_draft  # noqa: E402

COMMENTS, ORGANISATIONS, CITIZENS = 446, 30, 200


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


call_command("migrate", verbosity=0, stdout=StringIO())
version, members = busy_draft(COMMENTS, organisations=ORGANISATIONS, citizens=CITIZENS)
people = {"one": members[0], "other": members[1], "office": secretariat_user()}
scene = {"decree": version.decree_id, "path": version.decree.url, "comments": COMMENTS}
json.dump({**scene, "sessions": {name: session_of(user) for name, user in people.items()}}, sys.stdout)
