"""The demo is loaded whole or not at all, into an empty ledger, and may be loaded again."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.demo.quiet import nothing_queued
from decrees.models import Answer, Comment, Round, Version
from forum import ledger
from forum.events import RECORD_SAVED
from forum.models import (
    DatePoll,
    InvitationPage,
    InviteeList,
    LedgerEntry,
    MeetingPage,
    Organisation,
    Sector,
    Team,
    User,
)
from forum.services import tasks
from minutes.models import MinutesPage
from minutes.models.states import State
from tests.factories import OrganisationFactory, member_of

pytestmark = pytest.mark.django_db


def load(stage=None):
    call_command("load_demo", force=True, verbosity=0, stage=stage)


def inventory():
    models = [Organisation, User, Team, MeetingPage, InvitationPage, MinutesPage, Version, Round, Comment, Answer]
    return {model.__name__: model.objects.count() for model in models} | {"entries": LedgerEntry.objects.count()}


def test_demo_tells_the_forums_story_once():
    load()
    told = inventory()
    load()
    assert inventory() == told
    assert ledger.verify() is None
    assert (told["Version"], told["Round"]) == (3, 3)
    training = InvitationPage.objects.annotate(n=Count("invitees")).get(title__contains="Open Data Kontrak")
    assert training.n == 74
    assert InviteeList.objects.get().invitees.count() == 6
    assert DatePoll.objects.get().replies.count() == 2
    hosted_by_bi = MinutesPage.objects.get(meeting__slug="pembahasan-rencana-aksi-daerah")
    assert (hosted_by_bi.inputs.count(), hosted_by_bi.decisions.count()) == (10, 13)
    assert hosted_by_bi.state == State.PUBLISHED
    answered = set(Comment.objects.exclude(answer=None).values_list("organisation__short_name", flat=True))
    assert {"BI", "IDFoS", "KPI", "Unigoro"} <= answered
    assert Comment.objects.unanswered().exists()
    with pytest.raises(CommandError, match="Tahap lain"):
        load("minuted")
    assert inventory() == told


def test_a_new_open_meeting_is_announced_when_the_last_one_has_passed():
    load("invited")
    coming = MeetingPage.objects.filter(slug__startswith="rapat-terbuka", starts_at__gt=timezone.now())
    assert InvitationPage.objects.filter(subject__in=coming, is_open=True).count() == 1
    coming.update(starts_at=timezone.now() - datetime.timedelta(days=9), ends_at=None, slug="rapat-terbuka-lalu")
    load()
    assert InvitationPage.objects.filter(subject__in=coming.all(), is_open=True).count() == 1


def test_demo_is_refused_where_debug_is_off():
    with pytest.raises(CommandError, match="force"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_demo_is_refused_where_the_settings_keep_the_clock_as_in_production(settings):
    settings.CLOCK_MAY_BE_MOVED = False
    with pytest.raises(CommandError, match="jam tidak dapat dimundurkan"):
        load("invited")
    assert not User.objects.exists()
    settings.CLOCK_MAY_BE_MOVED = True
    load("invited")
    assert LedgerEntry.objects.earliest("seq").at < timezone.now() - datetime.timedelta(days=8)


def test_demo_is_refused_by_a_ledger_with_one_real_entry():
    sector = Sector.objects.create(slug="warga", name="Warga")
    with transaction.atomic():
        ledger.append(RECORD_SAVED, target=sector, by=None)
        with pytest.raises(CommandError, match="catatan sungguhan"):
            load("invited")
        assert (LedgerEntry.objects.count(), User.objects.count()) == (1, 0)
        transaction.set_rollback(True)
    load("invited")
    assert User.objects.filter(email="bi@mufakat.example").exists()


def test_nothing_is_left_of_a_demo_that_breaks_off():
    User.objects.create_user("kpi@mufakat.example")  # in the way of one of the last people
    with pytest.raises(IntegrityError):
        load("invited")
    assert not Organisation.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_nothing_is_mailed_or_queued_while_the_story_is_told(mailoutbox):
    person = member_of(OrganisationFactory()).person
    with nothing_queued():
        tasks.mail_login.enqueue(person.pk)
    assert (mailoutbox, DBTaskResult.objects.count()) == ([], 0)
    tasks.mail_login.enqueue(person.pk)
    assert len(mailoutbox) == 1


def test_demo_has_minutes_with_blacked_out_words_and_a_ralat(client):
    load()
    minutes = MinutesPage.objects.get(meeting__slug="rapat-koordinasi-rencana-aksi", edition=2)
    page = client.get(minutes.url).content.decode()
    assert "UU 27/2022: data pribadi" in page
    assert "Ibu Sri" not in page
    assert "081230004567" not in page
    assert "<ins>" in page
    assert "<td>belum mendekati 100 persen</td>" in page
