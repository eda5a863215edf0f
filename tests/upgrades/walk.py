"""Migrates the database that the environment names, checks the ledger, and walks through the site.

`python -m tests.upgrades.walk` prints addresses with their status as JSON."""

import json
import re
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from decrees.models import DecreePage  # noqa: E402
from forum.models import MeetingPage, User  # noqa: E402
from minutes.models import MinutesPage  # noqa: E402

FURTHER = 25  # pages that a draft's page leads to


def visitor(**kwargs):
    return Client(raise_request_exception=False, SERVER_NAME="localhost", **kwargs)


def public():
    reader = visitor()
    listed = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", reader.get("/sitemap.xml").content.decode())
    draft = DecreePage.objects.live().first().url
    linked = re.findall(r'href="(/rancangan/[^"#?]+)', reader.get(draft).content.decode())
    for path in dict.fromkeys(["/", "/cari/?q=rapat", "/umpan/", "/catatan/", *listed, *linked[:FURTHER]]):
        yield path, reader.get(path, follow=True).status_code


def editors():
    editor = visitor()
    editor.force_login(User.objects.get(email="sekretariat@mufakat.example"))
    pages = [model.objects.first() for model in (MeetingPage, MinutesPage, DecreePage)]
    for path in [reverse("wagtailadmin_home"), *(reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages)]:
        yield path, editor.get(path).status_code


call_command("migrate", verbosity=0)
call_command("verify_ledger", stdout=sys.stderr)
print(json.dumps({"public": dict(public()), "editors": dict(editors())}))
