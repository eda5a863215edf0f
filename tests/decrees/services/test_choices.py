"""Everybody chooses what they are told and how, and ends it with one press; letters to an office still come."""

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decrees import services
from decrees.models import NotificationPreference
from decrees.services.notifying.mailing import STOP
from forum import services as forum_services
from tests.factories import commented, invitation_page, open_draft, secretariat_user

pytestmark = pytest.mark.django_db
How, Subject = NotificationPreference.How, NotificationPreference.Subject


@pytest.fixture
def settled(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def scene():
    """(version, round, somebody of BI, the secretariat); the drafts' own news are told already."""
    version, round_, member = open_draft()
    services.send_digests()
    mail.outbox.clear()
    return version, round_, member, secretariat_user()


def happen(scene, settled):
    """An answer, and a question to the organisation."""
    version, round_, member, secretariat = scene
    organisation, due = member.person.memberships.get().organisation, timezone.localdate() + datetime.timedelta(2)
    with settled():
        services.answer_comment(commented(version, member), disposition="noted", reason="Dicatat.", by=secretariat)
    with settled():
        services.ask_for_input(round_, organisations=[organisation], question="Setuju?", due=due, by=secretariat)


def bodies(user):
    return " ".join(one.body for one in mail.outbox if one.to == [user.email])


def test_each_subject_is_told_in_its_own_way(scene, settled):
    member = scene[2]
    services.choose_notifications(How.DAILY, otherwise={Subject.DUTIES.value: How.AT_ONCE.value}, by=member)
    happen(scene, settled)
    assert ("Setuju?" in bodies(member), "Dicatat." in bodies(member)) == (True, False)
    services.send_digests()
    assert "Dicatat." in bodies(member)
    assert bodies(member).count("Setuju?") == 1


def test_what_is_wanted_on_the_site_only_is_never_mailed_also_not_later(scene, settled):
    member = scene[2]
    services.choose_notifications(How.NEVER, otherwise={Subject.DUTIES.value: How.DAILY.value}, by=member)
    happen(scene, settled)
    assert bodies(member) == ""
    services.send_digests()
    assert ("Setuju?" in bodies(member), "Dicatat." in bodies(member)) == (True, False)
    services.choose_notifications(How.AT_ONCE, by=member)
    services.send_digests()
    assert "Dicatat." not in bodies(member)


def test_choice_by_subject_is_saved_and_nonsense_is_not(client, scene):
    member, url = scene[2], reverse("decrees:notices")
    client.force_login(member)
    assert client.post(url, {"how": "at_once", "answers": "daily", "drafts": "never"}).status_code == 302
    assert client.post(url, {"how": "at_once", "drafts": "at_once"}).status_code == 422
    choice = NotificationPreference.objects.get(user=member)
    assert choice.by_subject == {"answers": "daily", "drafts": "never"}
    assert client.get(url).context["form"]["answers"].value() == "daily"


def test_one_press_in_a_mail_program_ends_them_and_no_letter_to_the_office(scene, settled):
    member, secretariat = scene[2], scene[3]
    happen(scene, settled)
    header = mail.outbox[-1].extra_headers
    assert header["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = header["List-Unsubscribe"].strip("<>").removeprefix("https://mufakat.contoh.id")
    program = Client(enforce_csrf_checks=True)  # without a session
    assert program.get(path).status_code == 200
    assert not NotificationPreference.objects.filter(user=member).exists()
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NotificationPreference.objects.get(user=member).how == How.NEVER
    mail.outbox.clear()
    happen(scene, settled)
    assert bodies(member) == ""
    organisation = member.person.memberships.get().organisation
    with settled():
        forum_services.publish_page(invitation_page(to=[organisation], live=False), by=secretariat)
    letter = next(one for one in mail.outbox if one.to == [member.email])
    assert "List-Unsubscribe" not in letter.extra_headers


@pytest.mark.parametrize("word", ["1", "1:x", STOP.sign("999999"), STOP.sign("x")])
def test_word_that_no_mail_held_ends_nothing(client, scene, word):
    url = reverse("decrees:notices-stop", args=[word])
    assert [client.get(url).status_code, client.post(url).status_code] == [404, 404]
    assert not NotificationPreference.objects.exists()
