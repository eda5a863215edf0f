"""No outlet fails on text that was stored before texts were cleaned, and none hands on what breaks other programs."""

import io
import json
import re

import openpyxl
import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from cms.services.preparing import prepare_site
from decrees import services
from decrees.models import Comment, InputRequest, Reaction, Round, Version
from decrees.services.notifying import daily
from decrees.views.register import FORMATS
from forum.models import MeetingPage, Registration, User
from forum.models.typed import TypedText
from forum.services import export_registrations, publish_page, tasks
from minutes.models import MinutesPage
from minutes.models.states import State
from tests.blanks import HARMFUL, LINE_ENDS
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    answered,
    circulated,
    commented,
    decree_page,
    invitation_page,
    meeting_page,
    member_of,
    minutes_page,
    opened,
    said,
    secretariat_user,
)
from tests.forum.documents.readers import words
from tests.house import APPS

pytestmark = pytest.mark.django_db

DIRTY = "jadwal\x0bbiaya" + "".join(HARMFUL) + "\u2028\x85\x0c\r\n!"
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
ALSO = {Comment: ["text", "office"], Reaction: ["reason"], Round: ["note"], InputRequest: ["question"]}


def texts():
    """(model, name of the field, its longest text) of all that people type."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            names = [field.name for field in model()._typed_fields()] if issubclass(model, TypedText) else []
            for name in [*names, *ALSO.get(model, [])]:
                yield model, name, model._meta.get_field(name).max_length or 1000


def unguard():
    """What was answered can no longer be changed, so that it is as old answers are that nobody had cleaned."""
    connection.check_constraints()  # PostgreSQL drops no trigger of a table on which checks are pending
    for name in ("answer", "reaction"):
        guard = f"{name}_no_update" if connection.vendor == "sqlite" else f"{name}_guard ON decrees_{name}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard}")


def store(dirty):
    """Past all cleaning, in every text that there is."""
    unguard()
    for model, name, longest in texts():
        for pk in model._base_manager.values_list("pk", flat=True):
            model._base_manager.filter(pk=pk).update(**{name: f"{pk} {dirty}"[:longest]})


@pytest.fixture
def site():
    """A meeting with an invitation, minutes and a draft with an answered comment and an objection."""
    prepare_site()
    bi, desk = OrganisationFactory(name=f"BI {DIRTY}", short_name="BI\x0bX"), secretariat_user(first_name="A\x0bB")
    member = member_of(bi)
    meeting = meeting_page(host=bi, agenda=["Evaluasi"], organisers=[OrganisationFactory()])
    invitation = invitation_page(parent=meeting, to=[bi], bring=["DPA"], number="005/1")
    for page in (meeting, invitation):
        publish_page(page, by=desk)
    Registration.objects.create(invitation=invitation, name="Siti", email="siti@contoh.id", confirmed_at=timezone.now())
    paragraph = {"type": "paragraph", "value": f"<p>soal jadwal\x0bbiaya{DIRTY}</p>"}
    heading = {"type": "heading", "value": DIRTY}
    discussion = [heading, paragraph, said(DIRTY, bi, "Ketua\x0b")]
    minutes = minutes_page(meeting=meeting, present=[bi], discussion=discussion, state=State.PUBLISHED, by=desk)
    version = circulated(decree_page(), by=desk)
    round_ = opened(version, bi, by=desk)
    commented(version, member, proposed="Panitia.")
    services.react_to_answer(answered(version.decree)[0], stance="objects", reason="Belum.", by=member)
    services.close_round(round_, by=desk)
    fields = {field.attname: getattr(version, field.attname) for field in Version._meta.concrete_fields}
    spoiled = json.loads(json.dumps(version.tree).replace("Open", json.dumps(DIRTY)[1:-1]))
    Version(**{**fields, "id": None, "number": 2, "tree": spoiled}).save()
    return {
        "meeting": meeting,
        "invitation": invitation,
        "minutes": minutes,
        "decree": version.decree,
        "member": member,
    }


def got(path, user=None):
    response = as_(user).get(path)
    assert response.status_code == 200, path
    return response.getvalue() if response.streaming else response.content


def feeds(site):
    for path in ("/umpan/", reverse("decrees:feed", args=[site["decree"].pk])):
        entries = etree.fromstring(got(path)).findall("{*}entry")
        assert entries
        yield from (text for entry in entries for text in entry.itertext())


def calendars(site):
    for path in (
        "/kalender.ics",
        f"/rapat/{site['meeting'].pk}/acara.ics",
        f"/undangan/{site['invitation'].pk}/acara.ics",
    ):
        content = got(path).decode()
        yield content.replace("\r\n", "\n")
        (event,) = Calendar.from_ical(content).events
        yield from (str(event[name]) for name in ("SUMMARY", "LOCATION", "DESCRIPTION"))


def structured(site):
    page = got(MeetingPage.objects.get(pk=site["meeting"].pk).url).decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    assert json.loads(block)["@type"] == "Event"
    yield re.sub(r"\s", " ", block)


def mails(site):
    invitation, bi = site["invitation"].pk, site["meeting"].host_id
    mail.outbox.clear()
    tasks.mail_registration.call(Registration.objects.get().pk)
    tasks.mail_invitation.call(invitation, bi, site["member"].pk)
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        assert message.message().as_bytes()
        yield message.subject
        yield message.body


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from([*HARMFUL, *"\n\r\x0b\x0c\x85\u2028\u2029\t\u200b<&\"'; ab"]), min_size=1, max_size=40))
@example(DIRTY)
@example("\u200b")
def test_feeds_calendars_mails_and_data_for_search_engines_hold_whatever_is_stored(site, dirty):
    store(dirty)
    for outlet in (feeds, calendars, structured, mails):
        for text in outlet(site):
            assert UNSEEN.search(text) is None, (outlet.__name__, text)
    assert etree.fromstring(got("/sitemap.xml")).findall("{*}url")


def test_vertical_tab_in_a_title_leaves_the_feed_and_makes_two_words_everywhere(site):
    for end in LINE_ENDS:
        MeetingPage.objects.filter(pk=site["meeting"].pk).update(title=f"Rapat{end}lanjutan")
        assert any("Rapat lanjutan" in text for text in feeds(site))
        assert sum("SUMMARY:Rapat lanjutan\n" in text for text in calendars(site)) == 3


def test_every_page_can_be_read(site):
    store(DIRTY)
    decree, minutes = site["decree"], MinutesPage.objects.get(pk=site["minutes"].pk)
    for path in (
        "/",
        "/rapat/",
        "/rancangan/",
        "/notula/?q=jadwal",
        "/forum/",
        "/cari/?q=jadwal%0Bbiaya%00",
        decree.url,
        minutes.url,
        site["invitation"].url,
        reverse("decrees:register", args=[decree.pk]),
        reverse("decrees:version-list", args=[decree.pk]),
        reverse("decrees:compare", args=[decree.pk, 1, 2]),
    ):
        assert got(path)
        assert got(path, site["member"])


def test_papers_hold_whatever_is_stored_and_keep_words_apart(site):
    store(DIRTY)
    for file_format in ("pdf", "docx", "odt"):
        for path in (
            reverse("minutes:download", args=[site["minutes"].pk, file_format]),
            reverse("decrees:download", args=[site["decree"].pk, 2, file_format]),
        ):
            text = " ".join(words(got(path), file_format))
            assert "jadwal biaya" in text
            assert "jadwalbiaya" not in text
            assert UNSEEN.search(text) is None


def test_files_of_the_register_hold_whatever_is_stored(site):
    store(DIRTY)
    files = {name: got(reverse("decrees:register-file", args=[site["decree"].pk, name])) for name in FORMATS}
    assert json.loads(files["json"])["comments"]
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(files["xlsx"])).active.values for cell in row if cell]
    assert any("jadwal\nbiaya" in str(cell) for cell in cells)
    assert [cell for cell in cells if UNSEEN.search(str(cell))] == []
    for name in ("docx", "pdf"):
        assert "jadwal biaya" in " ".join(words(files[name], name))


def test_lists_for_the_secretariat_hold_whatever_is_stored(site):
    store(DIRTY)
    desk = User.objects.filter(user_permissions__codename="act_as_secretariat").first()
    assert "jadwal" in export_registrations(site["invitation"], by=desk)
    assert daily.send_digests() >= 0


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "address",
    ["/cari/?q=desa", "/cari/umpan/?q=desa", "/umpan/", "/tindak-lanjut/umpan/", "/sitemap.xml", "/robots.txt"],
)
def test_what_is_only_read_is_given_to_who_asks_to_read_it(client, address, method):
    prepare_site()
    assert client.get(address).status_code == 200
    assert client.generic(method, address).status_code == 405
