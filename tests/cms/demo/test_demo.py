"""The demo tells the forum's story through the services, and may be told again."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.utils import timezone

from decrees.models import Answer, Comment, Round, Version
from forum import ledger
from forum.models import InvitationPage, LedgerEntry, MeetingPage, Organisation, Team, User
from minutes.models import MinutesPage
from minutes.models.states import State

pytestmark = pytest.mark.django_db


def load():
    call_command("load_demo", force=True, verbosity=0)


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
    hosted_by_bi = MinutesPage.objects.get(meeting__slug="pembahasan-renaksi-28-juni-2018")
    assert (hosted_by_bi.inputs.count(), hosted_by_bi.decisions.count()) == (10, 13)
    assert hosted_by_bi.state == State.PUBLISHED
    answered = set(Comment.objects.exclude(answer=None).values_list("organisation__short_name", flat=True))
    assert {"BI", "IDFoS", "KPI", "Unigoro"} <= answered
    assert Comment.objects.unanswered().exists()


def test_a_new_open_meeting_is_announced_when_the_last_one_has_passed():
    load()
    coming = MeetingPage.objects.filter(starts_at__gt=timezone.now())
    assert InvitationPage.objects.filter(subject__in=coming, is_open=True).count() == 1
    coming.update(starts_at=timezone.now() - datetime.timedelta(days=9), ends_at=None, slug="rapat-terbuka-lalu")
    load()
    assert InvitationPage.objects.filter(subject__in=coming.all(), is_open=True).count() == 1


def test_demo_is_refused_where_debug_is_off():
    with pytest.raises(CommandError, match="force"):
        call_command("load_demo")
    assert not User.objects.exists()
