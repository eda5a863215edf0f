"""Nobody learns who has a login here, not by the clock either: for an address that nobody has the same work is done."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import Site

from forum.models import ForumSettings
from forum.services.tasks import mail_account
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
STRANGER = "orang.asing@contoh.id"
PLAIN = re.compile(r"'[^']*'|\b\d+\b|\([^()]*\)")


class CountingHasher(MD5PasswordHasher):
    algorithm = "counting"
    hashed = 0

    def encode(self, password, salt):
        CountingHasher.hashed += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _as_installed(settings):
    """Mails wait in the database, and each password that is hashed is counted."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]


def owner(password="kuda-lari-di-sawah", **fields):
    user = UserFactory(email="sari@contoh.id", **fields)
    user.set_password(password)
    user.save()
    return user


def work(name, **typed):
    """What one request does: the kinds of its statements with their tables, and how many passwords it hashes."""
    client, address = Client(), reverse(name)
    client.post(address, typed)  # what is made once is there
    CountingHasher.hashed = 0
    with CaptureQueriesContext(connection) as queries:
        answer = Client().post(address, typed)
    done = [
        (sql.split()[0], *re.findall(r'(?:FROM|INTO|UPDATE) "?(\w+)', sql)) for sql in (one["sql"] for one in queries)
    ]
    return answer.status_code, sorted(done), CountingHasher.hashed


@pytest.mark.parametrize(
    "fields", [{}, {"password": None}, {"is_active": False}], ids=["password", "no password", "closed"]
)
def test_wrong_password_costs_the_same_whether_or_not_somebody_has_the_login(fields):
    user = owner(**fields)
    known = work("account_login", login=user.email, password="salah")
    assert known == work("account_login", login=STRANGER, password="salah")
    assert known[2] > 0


@pytest.mark.parametrize("name", ["account_reset_password", "account_request_login_code"])
def test_asking_for_a_mail_costs_the_same_and_only_its_owner_gets_one(name):
    user = owner()
    known = work(name, email=user.email)
    assert known == work(name, email=STRANGER)
    for task in DBTaskResult.objects.all():
        mail_account.func(*task.args_kwargs["args"])
    assert {to for message in mail.outbox for to in message.to} == {user.email}


def test_a_passkey_is_asked_for_without_saying_whose():
    user = owner()
    asked = Client().get(
        reverse("mfa_login_webauthn"), {"login": user.email}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert asked.json()["request_options"]["publicKey"]["allowCredentials"] == []


@pytest.mark.parametrize("name", ["account_reset_password", "account_request_login_code"])
def test_mails_about_logins_name_the_forum_and_not_the_server(name):
    ForumSettings.objects.update_or_create(site=Site.objects.get(), defaults={"forum_name": "Forum Contoh"})
    work(name, email=owner().email)
    for task in DBTaskResult.objects.all():
        mail_account.func(*task.args_kwargs["args"])
    message = mail.outbox[0]
    assert message.subject.startswith("[Forum Contoh] ")
    assert "testserver" not in message.subject
    assert "Forum Contoh" in message.body.splitlines()[0]
