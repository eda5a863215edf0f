"""A dishonest secretariat wants the public to read something else about the past, and nobody to notice.

By the site's own doors, and with all power over the database. `make red-team` tries ten thousand changes.
"""

import contextlib
import io
import json
import os
import random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from decrees.models import DecreePage, Version
from forum.models import User
from forum.services import sign_head
from minutes.models import MinutesPage
from tests.clients import as_
from tests.databases import undone
from tests.e2e import bending, forgery
from tests.forum.ledger.verifier import verifier

CHANGES = int(os.environ.get("RED_TEAM_CHANGES", "100"))


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo's world with its files, and a head of it that a witness keeps."""
    world = {"LEDGER_SIGNING_KEY": bytes(range(32)), "MEDIA_ROOT": tmp_path_factory.mktemp("media")}
    with django_db_blocker.unblock(), undone(), override_settings(**world):
        call_command("load_demo", force=True, verbosity=0)
        sign_head()
        yield world


@pytest.fixture
def once(demo):
    with undone(), override_settings(**demo):
        yield


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("duty", ["secretariat", "administrator"])
@pytest.mark.parametrize("way", bending.WAYS, ids=lambda way: way.__name__)
def test_what_the_public_reads_about_the_past_changes_with_a_trace_or_not_at_all(way, duty):
    by = User.objects.get(email="sekretariat@mufakat.example")
    if duty == "administrator":
        User.objects.filter(pk=by.pk).update(is_superuser=True, is_staff=True)
        by.refresh_from_db()
    way(by, as_(by), as_())


def got(name, *args, **query):
    answer = Client().get(reverse(name, args=args), query)
    assert answer.status_code == 200, name
    return answer.json()


def chain():
    entries, start = [], 1
    while start:
        part = got("forum:chain", dari=start)
        entries += part["entries"]
        start = part["next"] and int(part["next"].rpartition("=")[2])
    return {one["seq"]: one for one in entries}


@pytest.fixture(scope="module")
def served(demo, kept):
    """Everything that the public can download to check it."""
    documents = {}
    for version in Version.objects.filter(decree__in=DecreePage.objects.visible_to(AnonymousUser())):
        documents[f"version {version}"] = got("decrees:download", version.decree_id, version.number, "json")
    for minutes in MinutesPage.objects.live():
        documents[f"minutes {minutes.pk}"] = got("minutes:download", minutes.pk, "json")
    for decree in DecreePage.objects.visible_to(AnonymousUser()):
        documents[f"register {decree.pk}"] = got("decrees:register-file", decree.pk, "json")
    return forgery.Record(chain(), documents, json.loads(kept["statement"])["seq"])


@pytest.fixture(scope="module")
def kept(demo):
    return got("forum:newest-head")


def code(record, head):
    told = io.StringIO()
    report = verifier.Report("en")
    with contextlib.redirect_stdout(told):
        verifier.check_all(report, forgery.plain({**record.files(), "head": head}), head["public_key"])
    return report.code, told.getvalue()


def test_everything_that_is_served_of_the_demo_fits(served, kept):
    found, told = code(served, kept)
    assert "DOES NOT FIT" not in told
    assert found in (0, 2)


@pytest.mark.parametrize("way", forgery.WAYS, ids=lambda way: way.__name__)
def test_whoever_kept_one_head_finds_every_other_past(served, kept, way):
    chosen = random.Random(way.__name__)
    for number in range(CHANGES // len(forgery.WAYS) + 1):
        care = number % len(forgery.CARE)
        record = served.copied()
        way(record, chosen, care)
        found, told = code(record, kept)
        assert found == 1, (number, care, told)
        assert "DOES NOT FIT" in told
