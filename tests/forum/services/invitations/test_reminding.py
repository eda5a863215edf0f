"""Reminders go to whom they are for, once, and never for a day that is no longer so."""

import datetime

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum import clock, events, services
from forum.documents.spelling import full_date
from forum.models import InvitationPage, LedgerEntry, MeetingPage, Reminder
from forum.services.invitations import reminding
from tests.factories import OrganisationFactory, RegistrationFactory, invitation_page, meeting_page

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
# All of it lies in the past: a clock is only ever moved back. Ten in the morning.
BEGUN = (timezone.localtime() - 60 * DAY).replace(hour=10, minute=0, second=0, microsecond=0)
START = BEGUN + 20 * DAY
WORDS = {7: "Pengingat pertama", 3: "Pengingat kedua", 1: "Sampai besok"}
LEFT = []  # how many mails the server takes before it dies; empty: any number


class DyingBackend(EmailBackend):
    def send_messages(self, messages):
        if LEFT and LEFT[0] == 0:
            raise SystemExit
        if LEFT:
            LEFT[0] -= 1
        for message in messages:
            message.extra_headers["Sent"] = clock.now().isoformat()
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.DyingBackend"
    LEFT.clear()


@pytest.fixture
def silent():
    return [OrganisationFactory(email=f"dinas{number}@contoh.id") for number in range(3)]


@pytest.fixture
def invitation(secretariat, bi, bi_member, silent, committed):
    """BI has a login, three offices an address. Reminders: seven, three days before; the day before to who comes."""
    with clock.moved_to(BEGUN), committed():
        meeting = services.publish_page(meeting_page(starts_at=START, live=False), by=secretariat)
        page = invitation_page(parent=meeting, to=[bi, *silent], live=False)
        page.reminders = [
            Reminder(days_before=7, text=WORDS[7]),
            Reminder(days_before=3, text=WORDS[3]),
            Reminder(days_before=1, to=Reminder.To.COMING, text=WORDS[1]),
        ]
        services.publish_page(page, by=secretariat)
    mail.outbox.clear()
    return InvitationPage.objects.get(pk=page.pk)


def at(moment, *acts):
    with clock.moved_to(moment):
        for act in acts:
            act()


def hourly():
    services.tell_overdue()
    services.remind_due()


def reminded(words):
    return sorted(message.to[0] for message in mail.outbox if words in message.body)


def move(by, **changes):
    def act():
        meeting = MeetingPage.objects.get()
        for name, value in changes.items():
            setattr(meeting, name, value)
        services.publish_page(meeting, by=by)

    return act


def test_reminder_goes_once_to_whoever_has_not_answered_and_the_last_to_whoever_comes(
    invitation, bi, bi_member, kpi, kpi_member, silent
):
    def answer():
        services.answer_invitation(invitation, organisation=bi, answer="yes", by=bi_member)
        services.answer_invitation(invitation, organisation=kpi, answer="no", by=kpi_member)

    citizen = RegistrationFactory(invitation=invitation, confirmed_at=BEGUN)
    at(BEGUN + DAY, answer, hourly)
    assert mail.outbox == []
    at(START - 7 * DAY, hourly, hourly)
    assert reminded(WORDS[7]) == sorted(one.email for one in silent)
    assert all(one.name in message.body for one, message in zip(silent, mail.outbox, strict=True))
    at(START - 1 * DAY, hourly, hourly)
    assert reminded(WORDS[1]) == sorted([bi_member.email, citizen.email])
    assert reminded(WORDS[3]) == sorted(one.email for one in silent)  # missed, and late: nothing came after it
    at(START + DAY, hourly)
    assert len(mail.outbox) == 8
    told = LedgerEntry.objects.filter(verb=events.INVITATION_REMINDED).order_by("seq")
    assert [entry.data["people"] for entry in told] == [3, 5]


def test_reminder_of_a_meeting_that_is_not_held_or_whose_day_is_passed_by_is_void(invitation, secretariat):
    at(BEGUN + DAY, move(secretariat, starts_at=BEGUN + 6 * DAY), hourly)
    mail.outbox.clear()
    at(BEGUN + 2 * DAY, hourly)
    assert mail.outbox == []  # seven days before is over, three is to come
    at(BEGUN + 3 * DAY, move(secretariat, status="postponed", status_reason="Banjir."), hourly)
    mail.outbox.clear()
    at(BEGUN + 4 * DAY, hourly)
    assert mail.outbox == []


STEPS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 140)),
    st.tuples(st.just("move"), st.integers(-6, 12)),
    st.tuples(st.just("die"), st.integers(0, 4)),
    st.just(("run", 0)),
)


def morning(start, days):
    return (start - days * DAY).replace(hour=8)


@settings(
    max_examples=settings.default.max_examples * 8 // 100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEPS, min_size=3, max_size=9))
def test_whatever_is_changed_killed_and_missed_everybody_is_reminded_once_and_of_what_is_so(
    invitation, secretariat, silent, steps
):
    now, start = BEGUN + 3 * DAY, START
    with transaction.atomic():
        mail.outbox.clear()
        for what, number in [*steps, ("run", 0)]:
            if what == "wait":
                now += number * datetime.timedelta(hours=1)
            elif what == "move":
                now, start = now + datetime.timedelta(hours=1), start + number * DAY
                at(now, move(secretariat, starts_at=start))
            else:
                LEFT[:] = [number] if what == "die" else []
                at(now, hourly)
                if what == "run":
                    check_everybody_knows(now, start, silent)
        check_nothing_was_told_twice(silent)
        transaction.set_rollback(True)


def check_everybody_knows(now, start, silent):
    """Each knows the day, and since the morning of the reminder that holds now has heard of it."""
    for one in silent:
        known = last_told(one.email)
        assert known == full_date(start) or now >= start
    due = [days for days in (7, 3) if morning(start, days) <= now < start]
    for one in silent if due else ():
        mails = [message for message in mail.outbox if message.to == [one.email] and full_date(start) in message.body]
        heard = [datetime.datetime.fromisoformat(message.extra_headers["Sent"]) for message in mails]
        since = morning(start, due[-1])
        assert max(heard, default=BEGUN) >= since or since <= BEGUN


def last_told(address):
    """Each change is told from what this address was told before."""
    known = full_date(START)
    for message in mail.outbox:
        if message.to == [address] and "menjadi: " in message.body:
            before, after = (
                next(line for line in message.body.splitlines() if f"{word}: " in line)
                for word in ("semula", "menjadi")
            )
            assert known in before
            assert known not in after
            known = after.partition(": ")[2].rpartition(",")[0]
    return known


def check_nothing_was_told_twice(silent):
    for message in mail.outbox:
        assert message.to[0].startswith(("dinas", "orang"))
    for words in (WORDS[7], WORDS[3]):
        for one in silent:
            days = [
                next(line for line in message.body.splitlines() if "WIB" in line)
                for message in mail.outbox
                if message.to == [one.email] and words in message.body
            ]
            assert len(days) == len(set(days))


def test_list_says_when_a_reminder_goes_and_to_how_many_and_afterwards_how_many_got_it(reader, invitation, secretariat):
    reader.force_login(secretariat)
    url = reverse("forum_answers", args=[invitation.pk])
    with clock.moved_to(BEGUN):
        page = " ".join(reader.get(url).content.decode().split())
        assert page.count("goes out then, as things stand to 4 people") == 2
        assert "goes out then, as things stand to 0 people" in page  # nobody has said yet to come
    with clock.moved_to(START - datetime.timedelta(days=6, hours=20)):
        reminding.remind(invitation.pk)
        page = " ".join(reader.get(url).content.decode().split())
        assert ("sent to 4 people" in page, page.count("goes out then, as things stand to 4 people")) == (True, 1)
