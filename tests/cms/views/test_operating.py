"""Who sees what was not sent and what failed, and what they can do about it."""

import re

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from forum.services import tasks
from tests.factories import OrganisationFactory, UserFactory, member_of, secretariat_user

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    client.cookies[site_settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(user)
    return client


def home(user):
    return " ".join(client_of(user).get(reverse("wagtailadmin_home")).content.decode().split())


def administrator():
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def refused(post, worked):
    """A task whose mail was refused for good."""
    person = member_of(OrganisationFactory(), email="penuh@contoh.id").person
    post.refuses["penuh@contoh.id"] = "552 box is full"
    tasks.mail_login.enqueue(person.pk)
    return worked()["mail_login"]


@pytest.mark.parametrize("somebody", [secretariat_user, administrator])
def test_home_shows_what_was_not_sent_in_words_and_sends_it_again(refused, post, worked, somebody):
    user = somebody()
    page = home(user)
    for words in ["penuh@contoh.id", "does not take mail for this address", "552 box is full", "given up"]:
        assert words in page
    post.refuses.clear()
    assert client_of(user).post(reverse("cms_mail_again", args=[refused.pk])).status_code == 302
    worked()
    assert post.recipients == ["penuh@contoh.id"]
    assert "No mail is held up." in home(user)


def test_others_neither_see_it_nor_send_it_again(refused, post, worked):
    post.refuses.clear()
    member = member_of(OrganisationFactory())
    assert "/admin/login/" in client_of(member).post(reverse("cms_mail_again", args=[refused.pk]))["Location"]
    worked()
    assert post.taken == []


def test_secretariat_sends_mails_again_but_no_other_task(worked):
    tasks.mail_registration.enqueue(0)
    row, user = worked()["mail_registration"], secretariat_user()
    assert client_of(user).post(reverse("cms_mail_again", args=[row.pk])).status_code == 404
    assert len(DBTaskResult.objects.get(pk=row.pk).worker_ids) == 1


@pytest.mark.parametrize(("answer", "said"), [(None, "took the test mail"), ("550 who are you", "550 who are you")])
def test_test_mail_says_what_the_server_said(post, answer, said):
    user = secretariat_user()
    post.refuses = {"*": answer} if answer else {}
    page = client_of(user).post(reverse("cms_test_mail"), follow=True).content.decode()
    assert said in page
    assert post.recipients == ([] if answer else [user.email])


def test_administrators_see_every_task_and_try_it_again_and_nobody_else_does(worked):
    tasks.mail_registration.enqueue(0)
    row = worked()["mail_registration"]
    again = reverse("cms_task_again", args=[row.pk])
    for answer in (client_of(secretariat_user()).get(reverse("cms_tasks")), client_of(secretariat_user()).post(again)):
        assert answer.status_code == 404
    page = client_of(administrator()).get(reverse("cms_tasks")).content.decode()
    assert "forum.services.tasks.mail_registration" in page
    assert "Registration matching query does not exist" in page
    assert client_of(administrator()).post(again).status_code == 302
    assert DBTaskResult.objects.get(pk=row.pk).worker_ids == []


@pytest.mark.parametrize("way", ["account_reset_password", "account_request_login_code"])
def test_who_asks_for_a_mail_to_sign_in_learns_nothing_of_the_mail_server(post, worked, way):
    user = member_of(OrganisationFactory())
    post.refuses["*"] = "451 busy"
    assert Client().post(reverse(way), {"email": user.email}).status_code == 302
    assert not post.asked.is_set()
    row = worked()["mail_account"]
    assert row.status == "READY"
    post.refuses.clear()
    worked()
    assert post.recipients == [user.email]
    [(_, message)] = post.taken
    secret = re.search(r"/key/(\S+)|\b([A-Z0-9]{6,9}|[A-Z0-9]{4}-[A-Z0-9]{4})\b", message).group()
    assert secret not in str(DBTaskResult.objects.get(pk=row.pk).args_kwargs)


def test_code_to_sign_in_is_not_sent_when_it_is_over(post, worked, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    user = member_of(OrganisationFactory())
    Client().post(reverse("account_request_login_code"), {"email": user.email})
    assert (worked()["mail_account"].status, post.taken) == ("FAILED", [])
