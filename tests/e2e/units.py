"""A regency's 74 units, two of them without an address, and bodies of other sectors. Prints them as JSON.

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
from django.utils.text import slugify  # noqa: E402

from cms.demo.data.meetings import units  # noqa: E402
from cms.services.preparing import SECRETARIAT_GROUP, prepare_site  # noqa: E402
from forum import services  # noqa: E402
from forum.models import MeetingIndexPage, Organisation, Sector, User  # noqa: E402
from tests.factories import secretariat_user  # noqa: E402

WITHOUT_ADDRESS = ("Bagian Umum", "Kecamatan Sekar")
OTHERS = ("Bojonegoro Institute", "Universitas Bojonegoro", "Koalisi Perempuan Indonesia")


def organisation(name, sector, by):
    email = "" if name in WITHOUT_ADDRESS else f"{slugify(name)[:60]}@contoh.id"
    services.save_values(Organisation, by=by, name=name, slug=slugify(name), sector=sector, email=email)
    return {"name": name, "email": email}


def secretariat() -> User:
    office = secretariat_user(email="sekretariat@contoh.id", first_name="Ratna")
    office.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    return office


def main():
    call_command("migrate", verbosity=0, stdout=StringIO())
    prepare_site()
    by = secretariat()
    region, public = (
        services.save_values(Sector, by=by, name=name, slug=slugify(name))
        for name in ("Pemerintah daerah", "Masyarakat sipil")
    )
    invited = [organisation(name, region, by) for name in units()]
    for name in OTHERS:
        organisation(name, public, by)
    client = Client()
    client.force_login(by)
    scene = {
        "path": MeetingIndexPage.objects.get().url,
        "units": invited,
        "sessions": {"office": client.cookies["sessionid"].value},
    }
    json.dump(scene, sys.stdout)


main()
