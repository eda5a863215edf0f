"""Lesser news of meetings come at once, in the mail of the day or not by mail, as each person chose; each once, and
none that is no longer so. What is owed to an office comes at once, whatever is chosen."""

import datetime

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from decrees import services
from decrees.models import NotificationPreference
from forum import clock
from forum import services as forum_services
from forum.models import AgendaPaper, DigestItem, InvitationPage, MeetingPage, Membership, Reminder
from forum.services.meetings.lesser import GIVEN_UP_AFTER
from forum.services.meetings.notices import forget_old
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    invitation_page,
    meeting_page,
    member_of,
    minutes_page,
    secretariat_user,
)
from tests.forum.services.meetings.test_agenda import file

pytestmark = pytest.mark.django_db
How, Subject = NotificationPreference.How, NotificationPreference.Subject
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
NOW = (timezone.localtime() - 30 * DAY).replace(hour=10, minute=0, second=0, microsecond=0)
START = NOW + 10 * DAY
DIES = []  # "before" or "after" the server takes the next mail


class DyingBackend(EmailBackend):
    def send_messages(self, messages):
        when = DIES.pop() if DIES else ""
        if when == "before":
            raise SystemExit
        count = super().send_messages(messages)
        if when == "after":
            raise SystemExit
        return count


@pytest.fixture
def bi():
    return OrganisationFactory(name="Bojonegoro Institute", short_name="BI")


@pytest.fixture
def people(bi):
    """Three that speak for BI: told at once, once a day, and on the site only."""
    chosen = {how: member_of(bi) for how in (How.AT_ONCE, How.DAILY, How.NEVER)}
    for how, user in chosen.items():
        services.choose_notifications(How.AT_ONCE, otherwise={Subject.MEETINGS.value: how.value}, by=user)
    return chosen


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def meeting(settings, bi, people, committed):
    """Announced, with an invitation to BI alone and a reminder to whoever comes, the day before."""
    settings.EMAIL_BACKEND, settings.NOTICES_QUIET_MINUTES = f"{__name__}.DyingBackend", 0
    DIES.clear()
    by = secretariat_user()
    with clock.moved_to(NOW), committed():
        held = forum_services.publish_page(meeting_page(starts_at=START, agenda=["Paparan"], live=False), by=by)
        invitation = invitation_page(parent=held, to=[bi], is_open=False, live=False)
        invitation.reminders = [Reminder(days_before=1, to=Reminder.To.COMING, text="Sampai besok")]
        forum_services.publish_page(invitation, by=by)
    assert len(mail.outbox) == 3  # the letter is owed to the office: also to whom the rest is on the site only
    mail.outbox.clear()
    return MeetingPage.objects.get(pk=held.pk)


@pytest.fixture
def happen(meeting, bi, people, committed):
    """A proposal is declined, a paper is added for those invited, minutes of before are circulated."""

    def act():
        by = secretariat_user()
        with clock.moved_to(NOW + HOUR):
            asked = {"title": "Data dasa wisma", "reason": "Belum lengkap."}
            proposal = forum_services.propose_item(meeting, organisation=bi, by=people[How.DAILY], **asked)
            with committed():
                forum_services.decline_proposal(proposal, reason="Sudah dibahas.", by=by)
            change(meeting, committed, papers=[AgendaPaper(document=file(), audience=AgendaPaper.Audience.INVITED)])
            with committed():
                minutes_page(present=[bi], state="circulated", by=by)

    return act


def change(meeting, committed, papers=(), **fields):
    page = MeetingPage.objects.get(pk=meeting.pk)
    for paper in papers:
        paper.item_key = page.agenda_items.first().key
        page.papers.add(paper)
    for name, value in fields.items():
        setattr(page, name, value)
    with committed():
        return forum_services.publish_page(page, by=secretariat_user())


def digest(at):
    with clock.moved_to(at):
        services.send_digests()


def bodies(user):
    return [f"{one.subject}\n{one.body}" for one in mail.outbox if one.to == [user.email]]


PROPOSAL, PAPER, MINUTES = "Usulan Anda “Data dasa wisma”", "“Naskah rahasia”", "/edaran/"


def told(user):
    return [[words in body for words in (PROPOSAL, PAPER, MINUTES)] for body in bodies(user)]


def test_news_come_at_once_or_together_once_a_day_or_not_by_mail_as_each_chose(happen, people):
    happen()
    assert told(people[How.AT_ONCE]) == [[True, False, False], [False, False, True]]
    assert [told(people[How.DAILY]), told(people[How.NEVER])] == [[], []]
    mail.outbox.clear()
    digest(NOW + 20 * HOUR)
    assert told(people[How.DAILY]) == [[True, True, True]]
    assert "Sudah dibahas." in bodies(people[How.DAILY])[0]
    assert told(people[How.AT_ONCE])[0][:2] == [False, True]  # an agenda is told once a day
    assert told(people[How.NEVER]) == []
    mail.outbox.clear()
    digest(NOW + 44 * HOUR)
    assert mail.outbox == []
    forget_old(NOW + 60 * HOUR)
    assert not DigestItem.objects.exists()


def test_whoever_speaks_for_the_organisation_no_more_is_told_nothing_of_it(happen, people):
    happen()
    former = Membership.objects.filter(person__user=people[How.DAILY])
    former.update(start_date=NOW.date() - 9 * DAY, end_date=NOW.date() - DAY)
    digest(NOW + 20 * HOUR)
    assert told(people[How.DAILY]) == []


@pytest.mark.parametrize(
    "fields", [{"status": "cancelled", "status_reason": "Banjir."}, {"starts_at": START + DAY, "ends_at": None}]
)
def test_what_a_moved_or_cancelled_meeting_has_made_void_is_told_no_more(happen, meeting, people, committed, fields):
    happen()
    mail.outbox.clear()
    with clock.moved_to(NOW + 2 * HOUR):
        change(meeting, committed, **fields)
    assert [len(bodies(user)) for user in people.values()] == [1, 1, 1]  # owed to the office: at once, to each
    mail.outbox.clear()
    digest(NOW + 20 * HOUR)
    assert told(people[How.DAILY]) == [[True, False, True]]
    assert all(PAPER not in body for body in bodies(people[How.AT_ONCE]))


def test_reminder_to_whoever_comes_is_in_the_mail_of_its_day_for_the_day_that_holds(meeting, bi, people, committed):
    invitation = InvitationPage.objects.get()
    with clock.moved_to(NOW + HOUR), committed():
        forum_services.answer_invitation(invitation, organisation=bi, answer="yes", by=people[How.DAILY])
    mail.outbox.clear()
    morning = (START - DAY).replace(hour=6)
    digest(morning - DAY)
    assert mail.outbox == []
    digest(morning)
    digest(morning + HOUR)
    with clock.moved_to(morning + 3 * HOUR), committed():
        forum_services.remind_due()
    assert [len(bodies(user)) for user in people.values()] == [1, 1, 0]
    assert "Sampai besok" in bodies(people[How.AT_ONCE])[0]
    assert "Anda menyatakan hadir" in bodies(people[How.DAILY])[0]
    with clock.moved_to(morning + 4 * HOUR):
        change(meeting, committed, starts_at=START + 3 * DAY, ends_at=None)
    mail.outbox.clear()
    digest(morning + DAY)
    assert mail.outbox == []
    digest(morning + 3 * DAY)
    assert [len(bodies(user)) for user in people.values()] == [0, 1, 0]


@pytest.mark.parametrize("when", ["before", "after"])
def test_run_that_was_killed_is_taken_up_and_tells_each_person_once(happen, people, bi, when):
    other = member_of(bi)
    services.choose_notifications(How.DAILY, by=other)
    happen()
    mail.outbox.clear()
    DIES.append(when)
    with pytest.raises(SystemExit):
        digest(NOW + 20 * HOUR)
    digest(NOW + 20 * HOUR)  # the first is being sent, as far as this run can know
    digest(NOW + 20 * HOUR + GIVEN_UP_AFTER * 2)
    for user in (people[How.AT_ONCE], people[How.DAILY], other):
        ids = {one.extra_headers["Message-ID"] for one in mail.outbox if one.to == [user.email] and PAPER in one.body}
        assert len(ids) == 1  # mail programs keep one of the same
    repeated = len(bodies(people[How.AT_ONCE])) - 1
    assert repeated == (1 if when == "after" else 0)
    assert [len(bodies(user)) for user in (people[How.DAILY], other)] == [1, 1]


def test_whoever_wants_no_mail_any_more_gets_nothing_of_what_waits_and_the_page_shows_the_choice(happen, people):
    happen()
    mail.outbox.clear()
    user, url = people[How.DAILY], reverse("decrees:notices")
    assert as_(user).get(url).context["form"]["meetings"].value() == "daily"
    assert as_(user).post(url, {"how": "at_once", "meetings": "never"}).status_code == 302
    digest(NOW + 20 * HOUR)
    assert bodies(user) == []
