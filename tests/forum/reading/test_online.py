"""The link for taking part online stands where those who take part read it, when it is due, and nowhere else."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from forum.models import ForumSettings, MeetingPage
from forum.permissions import takes_part
from forum.reading.meetings.online import online_for, online_for_guest
from forum.services import answer_invitation, publish_page
from forum.services.tasks import mail_registration
from tests.clients import as_
from tests.factories import OrganisationFactory, member_of, secretariat_user
from tests.factories.forum import RegistrationFactory, invitation_page, meeting_page

pytestmark = pytest.mark.django_db
LINK = "https://temu.contoh.id/ruang-91"


def meeting_in(minutes, **fields):
    starts_at = timezone.now() + datetime.timedelta(minutes=minutes)
    fields.setdefault("ends_at", starts_at + datetime.timedelta(hours=2))
    return meeting_page(online_url=LINK, starts_at=starts_at, **fields)


def invited_to(meeting, **fields):
    """A member of an organisation that is invited."""
    organisation = OrganisationFactory()
    invitation_page(parent=meeting, to=[organisation], is_open=False, **fields)
    return member_of(organisation)


def shown(meeting, user=None):
    return as_(user).get(meeting.url).content.decode()


@pytest.mark.parametrize(("minutes", "is_due"), [(61, False), (59, True), (-60, True), (-121, False)])
def test_who_is_invited_reads_the_link_from_an_hour_before_the_start_until_the_end(minutes, is_due):
    meeting = meeting_in(minutes)
    assert (LINK in shown(meeting, invited_to(meeting))) is is_due


def test_everybody_else_reads_that_the_link_is_given_to_those_who_registered():
    meeting = meeting_in(30)
    invited_to(meeting)
    for user in (None, member_of(OrganisationFactory())):
        page = shown(meeting, user)
        assert LINK not in page
        assert "Tautan diberikan kepada peserta terdaftar." in page
    assert LINK in shown(meeting, secretariat_user())


def test_the_forum_says_how_long_before_the_start():
    ForumSettings.objects.create(site=Site.objects.get(), link_minutes=15)
    meeting = meeting_in(30)
    member = invited_to(meeting)
    assert LINK not in shown(meeting, member)
    ForumSettings.objects.update(link_minutes=45)
    assert LINK in shown(meeting, member)


def test_who_answered_an_open_invitation_reads_the_link_on_its_page_too():
    meeting = meeting_in(30)
    organisation = OrganisationFactory(is_forum_member=True)
    member, invitation = member_of(organisation), invitation_page(parent=meeting)
    assert LINK not in shown(invitation, member)
    answer_invitation(invitation, organisation=organisation, answer="yes", by=member)
    assert LINK in shown(invitation, member)


@pytest.mark.parametrize(
    ("who", "is_open", "reads_papers", "gets_link"),
    [
        ("nobody", True, False, False),
        ("outsider", True, False, False),
        ("member", True, True, False),
        ("member", False, False, False),
        ("member that answered", True, True, True),
        ("invited", True, True, True),
        ("invited", False, True, True),
        ("invited to another", True, False, False),
        ("secretariat", False, True, True),
    ],
)
def test_papers_are_for_who_may_come_and_the_link_is_for_who_is_expected(who, is_open, reads_papers, gets_link):
    meeting = meeting_in(30)
    organisation = OrganisationFactory(is_forum_member="member" in who)
    to = [organisation] if who == "invited" else []
    invitation = invitation_page(parent=meeting, to=[OrganisationFactory(), *to], is_open=is_open)
    if who == "invited to another":
        invitation_page(parent=meeting_page(slug="lain"), to=[organisation], is_open=False)
    logins = {"nobody": AnonymousUser, "secretariat": secretariat_user}
    user = logins.get(who, lambda: member_of(organisation))()
    if who == "member that answered":
        answer_invitation(invitation, organisation=organisation, answer="yes", by=user)
    online = online_for(user, meeting)
    assert (takes_part(user, meeting), bool(online and online.url)) == (reads_papers, gets_link)


@pytest.mark.parametrize("name", ["registration-confirm", "registration-cancel"])
def test_who_registered_reads_the_link_on_their_own_page_until_they_give_the_place_back(name):
    registration = RegistrationFactory(invitation=invitation_page(parent=meeting_in(30)))
    address = reverse(f"forum:{name}", args=[registration.token])
    assert LINK in Client().get(address).content.decode()
    registration.cancelled_at = timezone.now()
    registration.save()
    assert LINK not in Client().get(address).content.decode()


def test_who_has_not_confirmed_the_address_reads_no_link():
    registration = RegistrationFactory(invitation=invitation_page(parent=meeting_in(30)), confirmed_at=None)
    address = reverse("forum:registration-confirm", args=[registration.token])
    assert LINK not in Client().get(address).content.decode()


@pytest.mark.parametrize("status", [MeetingPage.Status.CANCELLED, MeetingPage.Status.POSTPONED])
def test_there_is_no_link_to_a_meeting_that_is_not_held(status):
    meeting = meeting_in(30, status=status)
    assert online_for(invited_to(meeting), meeting) is online_for_guest(meeting) is None


def test_no_calendar_and_no_mail_holds_the_link_before_it_is_due():
    registration = RegistrationFactory(invitation=invitation_page(parent=meeting_in(24 * 60)))
    own_page = reverse("forum:registration-cancel", args=[registration.token])
    mail_registration.func(registration.pk)
    message = mail.outbox[-1].message().as_string()
    files = [Client().get(reverse("forum:calendar")).content.decode()]
    files += [content for content, _type in mail.outbox[-1].alternatives]
    assert LINK not in message + "".join(files)
    assert own_page in mail.outbox[-1].body
    assert own_page in files[-1].replace("\r\n ", "")


def test_a_mail_that_leaves_when_the_link_is_due_has_it():
    registration = RegistrationFactory(invitation=invitation_page(parent=meeting_in(30)))
    mail_registration.func(registration.pk)
    assert LINK in mail.outbox[-1].body


def test_a_new_link_is_told_without_it(secretariat, committed, settings):
    settings.NOTICES_QUIET_MINUTES = 0
    meeting = meeting_in(24 * 60)
    publish_page(meeting, by=secretariat)
    RegistrationFactory(invitation=invitation_page(parent=meeting))
    meeting.online_url = f"{LINK}-baru"
    with committed():
        publish_page(meeting, by=secretariat)
    told = mail.outbox[-1].body
    assert "tautan lain" in told
    assert LINK not in told
