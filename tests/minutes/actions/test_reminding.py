"""Reminders of follow-ups: whom, when, once; and who is told of what is late for long."""

import datetime

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from wagtail.models import PageViewRestriction, Site

from decrees.models import NotificationPreference
from forum import clock
from forum.models import ForumSettings, LedgerEntry
from minutes import services
from minutes.models import ActionReminder
from tests.factories import OrganisationFactory, member_of, secretariat_user
from tests.minutes.actions.test_reporting import shared

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
# All of it lies in the past: a clock is only ever moved back. Ten in the morning.
DUE = (clock.local_now() - 60 * DAY).replace(hour=10, minute=0, second=0, microsecond=0)
DEAD = []


class DyingBackend(EmailBackend):
    def send_messages(self, messages):
        if DEAD:
            raise SystemExit
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.DyingBackend"
    DEAD.clear()


@pytest.fixture
def secretariat():
    """Speaks for the organisation of the duty, as in a real house."""
    duty = OrganisationFactory(name="Dinas Kominfo")
    ForumSettings.objects.create(site=Site.objects.get(), secretariat=duty)
    return member_of(duty, email="sekretariat@contoh.id")


def hourly(*, after, hour=10):
    """Whom it told, this many days after the day of the follow-up."""
    mail.outbox.clear()
    with clock.moved_to((DUE + after * DAY).replace(hour=hour)):
        services.remind_of_actions()
    return sorted(message.to[0] for message in mail.outbox)


def test_those_in_charge_are_reminded_before_on_the_day_and_every_week_after_and_once_each_time():
    owner, partner = OrganisationFactory(email="kantor@contoh.id"), OrganisationFactory(email="mitra@contoh.id")
    member_of(owner, email="bi@contoh.id")
    shared(owner, co_owners=[partner], due=DUE.date())
    both = ["bi@contoh.id", "mitra@contoh.id"]
    told = {day: hourly(after=day) for day in range(-9, 12)}
    assert {day: people for day, people in told.items() if people} == {-7: both, 0: both, 1: both, 8: both}
    assert hourly(after=11) == []
    entries = LedgerEntry.objects.filter(verb="action.reminded")
    assert [one.data["people"] for one in entries] == [2, 2, 2, 2]
    assert set(entries[0].data["organisations"]) == {owner.pk, partner.pk}


def test_missed_reminder_comes_late_once_and_one_that_is_past_does_not_come_at_all():
    owner = OrganisationFactory(email="kantor@contoh.id")
    shared(owner, due=DUE.date())
    assert hourly(after=-4) == ["kantor@contoh.id"]
    assert hourly(after=-3) == []
    assert hourly(after=13, hour=7) == []  # nobody is woken
    assert hourly(after=13) == ["kantor@contoh.id"]
    assert len(mail.outbox) == 1
    assert hourly(after=13) == []


def test_killed_run_is_taken_up_where_it_stopped_and_nobody_is_told_twice():
    first, second = OrganisationFactory(email="a@contoh.id"), OrganisationFactory(email="b@contoh.id")
    shared(first, co_owners=[second], due=DUE.date())
    DEAD.append(True)
    assert hourly(after=0) == []
    DEAD.clear()
    ActionReminder.objects.update(begun_at=DUE)  # killed, nothing was tidied up
    assert hourly(after=0) == ["b@contoh.id"]
    assert hourly(after=0, hour=12) == ["a@contoh.id"]
    assert hourly(after=0, hour=14) == []
    assert [one.data["people"] for one in LedgerEntry.objects.filter(verb="action.reminded")] == [1, 1]


def test_what_is_done_or_cancelled_is_not_reminded_of():
    owner = OrganisationFactory(email="kantor@contoh.id")
    for state in ("done", "cancelled"):
        item = shared(owner, due=DUE.date()).action_items.get()
        services.report_action(item, state=state, note="Sudah", by=secretariat_user())
    running = shared(owner, due=DUE.date()).action_items.get()
    services.report_action(running, state="running", note="Mulai", by=secretariat_user())
    assert hourly(after=0) == ["kantor@contoh.id"]
    assert mail.outbox[0].body.count("tindak-lanjut/1/") == 1


def test_nobody_hears_who_chose_no_mail_or_may_not_read_the_minutes():
    owner, office = OrganisationFactory(), OrganisationFactory(email="kantor@contoh.id")
    silent, reader = member_of(owner), member_of(owner, email="bi@contoh.id")
    NotificationPreference.objects.create(user=silent, how=NotificationPreference.How.NEVER)
    minutes = shared(owner, co_owners=[office], due=DUE.date())
    restriction = PageViewRestriction.objects.create(page=minutes.meeting, restriction_type="groups")
    assert hourly(after=-7) == []
    restriction.groups.add(owner.group)
    reader.groups.add(owner.group)
    assert hourly(after=0) == ["bi@contoh.id"]
    restriction.delete()
    assert hourly(after=1) == ["bi@contoh.id", "kantor@contoh.id"]


def test_what_is_late_for_long_is_told_once_to_the_office_itself_and_the_secretariat(secretariat):
    owner = OrganisationFactory(email="kepala@contoh.id")
    member_of(owner, email="bi@contoh.id")
    shared(owner, due=DUE.date())
    assert hourly(after=13) == ["bi@contoh.id"]
    assert hourly(after=14) == ["kepala@contoh.id", "sekretariat@contoh.id"]
    assert "14" in mail.outbox[0].body
    assert hourly(after=15) == ["bi@contoh.id"]  # the third week
    assert hourly(after=16) == []
    assert ActionReminder.objects.filter(occasion="escalated").count() == 2
    assert LedgerEntry.objects.get(verb="action.escalated").data["numbers"] == [1]
