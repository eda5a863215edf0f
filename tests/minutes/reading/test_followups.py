"""Open follow-ups of earlier meetings come back with the next one of their chain."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minutes import services
from minutes.models import AgendaOutcome, MinutesPage
from minutes.models.states import State
from tests.clients import as_
from tests.factories import OrganisationFactory, bring_to, meeting_page, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.now() + datetime.timedelta(days=number)


def held(slug, *actions, previous=None, state=State.PUBLISHED, by=None):
    """A meeting of the past with minutes that agreed these follow-ups."""
    meeting = meeting_page(slug=slug, starts_at=days(-9), previous_meeting=previous)
    agreed = [(text, None) for text in actions]
    return minutes_page(meeting=meeting, actions=agreed, state=state, by=by, present=[OrganisationFactory()])


@pytest.fixture
def desk():
    return secretariat_user()


def shown(meeting):
    return [one.text for one in as_().get(meeting.url).context["followups"]]


def test_what_is_open_of_the_whole_chain_stands_on_the_coming_meeting(desk):
    first = held("satu", "Menyusun draf", "Mengirim data", by=desk)
    second = held("dua", "Menghubungi desa", previous=first.meeting, by=desk)
    held("tiga", "Milik rantai lain", by=desk)
    services.report_action(first.action_items.get(text="Mengirim data"), state="done", note="Sudah", by=desk)
    coming = meeting_page(slug="nanti", previous_meeting=second.meeting)
    assert shown(coming) == ["Menyusun draf", "Menghubungi desa"]
    page = as_().get(coming.url).content.decode()
    assert f"{first.url}#tindak-lanjut-1" in page
    assert shown(meeting_page(slug="sendiri")) == []
    assert shown(second.meeting) == []


def test_nothing_comes_back_from_minutes_that_are_not_public(desk):
    draft = held("satu", "Belum disetujui", state=State.CIRCULATED, by=desk)
    assert shown(meeting_page(slug="nanti", previous_meeting=draft.meeting)) == []


def kept(slug, *, previous=None, outcomes=(), by, review_on=None, at=-9):
    """Published minutes with an agenda item put off, or a decision that is to be reviewed."""
    meeting = meeting_page(slug=slug, starts_at=days(at), previous_meeting=previous)
    minutes = minutes_page(meeting=meeting, actions=(), by=by)
    draft = minutes.get_latest_revision_as_object()
    draft.outcomes = [AgendaOutcome(text=text, outcome=outcome) for text, outcome in outcomes]
    for decision in draft.decisions.all():
        decision.review_on = review_on
    draft.save_revision(user=by)
    return bring_to(MinutesPage.objects.get(pk=minutes.pk), State.PUBLISHED, by=by)


def test_item_that_was_put_off_comes_back_until_a_later_meeting_says_what_became_of_it(desk):
    first = kept("satu", outcomes=[("Penetapan tim", "postponed"), ("Laporan", "noted")], by=desk)
    coming = meeting_page(slug="nanti", previous_meeting=first.meeting)
    assert [text.endswith("Penetapan tim") for text in shown(coming)] == [True]
    second = kept("dua", outcomes=[("Penetapan tim", "decided")], previous=first.meeting, by=desk, at=-3)
    assert shown(meeting_page(slug="kelak", previous_meeting=second.meeting)) == []


def test_decision_to_be_reviewed_comes_back_until_a_meeting_of_that_day_has_its_minutes(desk):
    first = kept("satu", review_on=days(-5).date(), by=desk)
    coming = meeting_page(slug="nanti", previous_meeting=first.meeting)
    assert [text.endswith("Dibentuk tim kecil") for text in shown(coming)] == [True]
    early = kept("dua", previous=first.meeting, by=desk, at=-7)
    assert len(shown(meeting_page(slug="kelak", previous_meeting=early.meeting))) == 1
    late = kept("tiga", previous=early.meeting, by=desk, at=-4)
    assert shown(meeting_page(slug="akhirnya", previous_meeting=late.meeting)) == []


def asked(meeting):
    with CaptureQueriesContext(connection) as found:
        as_().get(meeting.url)
    return len(found)


def test_chain_that_closes_on_itself_comes_to_an_end_and_costs_no_more_for_being_long(desk):
    first = held("satu", "Menyusun draf", by=desk)
    coming = meeting_page(slug="nanti", previous_meeting=first.meeting)
    asked(coming)
    one = asked(coming)
    second = held("dua", "Mengirim data", "Menghubungi desa", previous=first.meeting, by=desk)
    type(coming).objects.filter(pk=coming.pk).update(previous_meeting=second.meeting)
    type(coming).objects.filter(pk=first.meeting.pk).update(previous_meeting=coming)
    assert len(shown(coming)) == 3
    assert asked(coming) == one
