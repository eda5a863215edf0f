"""What no form of Wagtail's sends is answered as such: in words, without a mail, without a change."""

import logging

import pytest
from django.db import DataError, connection
from django.test import Client
from django.urls import reverse

from cms.middleware.unreadable import is_unreadable
from cms.models import StandardPage
from cms.services.preparing import prepare_site
from forum.models import LedgerEntry, MeetingIndexPage
from forum.services import publish_page
from tests.factories import UserFactory, meeting_page, minutes_page, open_draft, secretariat_user

pytestmark = pytest.mark.django_db
HUGE = "9" * 23


@pytest.fixture
def desk():
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def pages():
    home = prepare_site()
    about = home.add_child(instance=StandardPage(title="Tentang", slug="tentang"))
    return [home, about, meeting_page(), minutes_page(), open_draft()[0].decree]


def refused(answer, caplog):
    told = [record for record in caplog.records if record.levelno >= logging.ERROR]
    return answer.status_code == 400 and "Permintaan tidak dipahami" in answer.content.decode() and not told


def test_a_page_editor_that_is_sent_without_its_fields_refuses_in_words_and_saves_nothing(desk, caplog):
    for page in pages():
        entries, revisions = LedgerEntry.objects.count(), page.revisions.count()
        for sent in ({}, {"action-publish": "1"}, {"body-count": "x", "discussion-count": "x"}):
            answer = desk.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)
            # An editor without texts in blocks shows itself again, with what is lacking.
            assert refused(answer, caplog) or answer.status_code == 200, page
        assert (LedgerEntry.objects.count(), page.revisions.count()) == (entries, revisions)


def test_the_other_forms_and_lists_refuse_in_words_what_no_button_of_theirs_sends(desk, caplog):
    meeting, meetings = meeting_page(), MeetingIndexPage.objects.get()
    publish_page(meeting, by=secretariat_user())
    history = reverse("wagtailadmin_pages:history", args=[meeting.pk])
    chosen = reverse("wagtailadmin_choose_page_chosen_multiple")
    copy = reverse("wagtailadmin_pages:copy", args=[meetings.pk])
    for answer in (
        desk.post(copy),
        desk.post(copy, {"new_parent_page": "987654"}),
        desk.post(reverse("wagtailadmin_choose_page_external_link")),
        desk.post(reverse("wagtailredirects:process_import")),
        desk.get(chosen, {"id": "\x00"}),
    ):
        assert refused(answer, caplog), answer.request
    # Nothing has such a number: PostgreSQL is not even asked, and nothing is found; SQLite cannot take it.
    for answer in (desk.get(history, {"user": HUGE}), desk.get(chosen, {"id": HUGE})):
        assert answer.status_code == 200 if connection.vendor == "postgresql" else refused(answer, caplog)


def test_choosing_a_record_offers_no_other_door_to_make_one(desk):
    for kind in ("organisation", "person", "post"):
        address = reverse(f"{kind}_chooser:create")
        assert [desk.get(address).status_code, desk.post(address).status_code] == [404, 404]


@pytest.mark.parametrize(
    "error", [ValueError("day is out of range"), KeyError("pk"), DataError(), AttributeError("pk")]
)
def test_a_fault_of_the_site_stays_a_fault(error):
    assert not is_unreadable(error)
