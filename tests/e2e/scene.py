"""What the browsers look at: a draft in a round of BI (two people), KPI and IDFoS, a meeting today. Prints where.

Run as a process of its own: the browser's driver keeps an event loop in the test's thread, where Django's models refuse
to work.
"""

import json
import sys
from io import StringIO

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from forum.models import Membership  # noqa: E402
from forum.services import check_in  # noqa: E402
from forum.services.attendance.recording import Arrival  # noqa: E402
from tests.factories import (  # noqa: E402
    OrganisationFactory,
    SectorFactory,
    circulated,
    decree_page,
    meeting_page,
    member_of,
    opened,
    secretariat_user,
)

PASSWORD = "a long pass phrase"


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def main():
    call_command("migrate", verbosity=0, stdout=StringIO())
    ngo = SectorFactory(slug="ngo", name="LSM")
    bi, kpi, idfos = (OrganisationFactory(name=name, short_name=name, sector=ngo) for name in ("BI", "KPI", "IDFoS"))
    version = circulated(decree_page())
    round_ = opened(version, bi, kpi, idfos)
    meeting = meeting_page(starts_at=timezone.now(), agenda=["Pembukaan", "Pembahasan", "Penutup"])
    people = {"bi": member_of(bi), "kpi": member_of(kpi), "office": secretariat_user(), "second": secretariat_user()}
    check_in(meeting, [Arrival(name="Ani", organisation=bi)], way="desk", by=people["office"])
    people |= {"colleague": member_of(bi), "idfos": member_of(idfos)}
    people["idfos"].set_password(PASSWORD)
    people["idfos"].save()
    scene = {
        "decree": version.decree_id,
        "round": round_.pk,
        "meeting": meeting.pk,
        "path": version.decree.url,
        "memberships": {name: Membership.objects.filter(person__user=user).count() for name, user in people.items()},
        "login": {"login": people["idfos"].email, "password": PASSWORD},
        "sessions": {name: session_of(user) for name, user in people.items()},
    }
    json.dump(scene, sys.stdout)


main()
