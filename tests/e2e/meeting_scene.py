"""A meeting today with BI at the door and KPI absent, two of the secretariat, and the site as set up. Prints where.

Run as a process of its own, like `scene`.
"""

import json
import sys
from io import StringIO

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from cms.services.preparing import SECRETARIAT_GROUP, prepare_site  # noqa: E402
from forum.services import check_in  # noqa: E402
from forum.services.attendance.recording import Arrival  # noqa: E402
from tests.factories import OrganisationFactory, SectorFactory, meeting_page, member_of, secretariat_user  # noqa: E402


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def secretariat():
    login = secretariat_user()
    login.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    return login


def main():
    call_command("migrate", verbosity=0, stdout=StringIO())
    prepare_site()
    ngo = SectorFactory(slug="ngo", name="LSM")
    bi, kpi = (OrganisationFactory(name=name, short_name=name, sector=ngo) for name in ("BI", "KPI"))
    meeting = meeting_page(
        title="Rapat data desa", starts_at=timezone.now(), agenda=["Pembukaan", "Pembahasan", "Penutup"]
    )
    people = {"bi": member_of(bi), "kpi": member_of(kpi), "office": secretariat(), "second": secretariat()}
    check_in(meeting, [Arrival(name="Ani", organisation=bi)], way="desk", by=people["office"])
    sessions = {name: session_of(user) for name, user in people.items()}
    json.dump({"path": meeting.url, "meeting": meeting.pk, "sessions": sessions}, sys.stdout)


if __name__ == "__main__":
    main()
