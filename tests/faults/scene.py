"""Who is there: drafts in a round, writers of ten organisations, the secretariat. Prints their numbers and sessions.

Run in a process of its own, with the numbers of drafts and of writers.
"""

import datetime
import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402

from cms.services.preparing import SECRETARIAT_GROUP, prepare_site  # noqa: E402
from decrees.models import Round  # noqa: E402
from tests.factories import (  # noqa: E402
    OrganisationFactory,
    circulated,
    decree_page,
    member_of,
    opened,
    secretariat_user,
)

ORGANISATIONS = 10


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def main(drafts, writers):
    prepare_site()
    office = secretariat_user()
    office.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    organisations = [OrganisationFactory(short_name=f"Lembaga {number}") for number in range(ORGANISATIONS)]
    versions = [circulated(decree_page(title=f"Rancangan {number}"), by=office) for number in range(drafts)]
    for version in versions:
        opened(version, *organisations)
    # A clock that is set back is not to find them before they began.
    Round.objects.update(opens_at=F("opens_at") - datetime.timedelta(days=1))
    people = [member_of(organisations[number % ORGANISATIONS]) for number in range(writers)]
    scene = {
        "drafts": [{"pk": version.decree_id, "path": version.decree.url} for version in versions],
        "writers": [session_of(person) for person in people],
        "office": session_of(office),
    }
    json.dump(scene, sys.stdout)


main(int(sys.argv[1]), int(sys.argv[2]))
