"""Refused sign-ins are told to whose login it is, counted for administrators, and forgotten."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import Refusal
from cms.reading.refusals import refusals_by_day
from cms.services.refusals import forget_refused_sign_ins
from forum import clock
from tests.clients import as_
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "kuda-lari-di-sawah"


@pytest.fixture
def owner():
    user = UserFactory(email="sari@contoh.id")
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(email, password="salah", address="10.7.0.1"):
    client = Client()
    return client, client.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address)


def places(user):
    return as_(user).get(reverse("usersessions_list")).content.decode()


def test_wrong_passwords_are_shown_to_the_owner_and_to_nobody_else(owner):
    attempt(owner.email)
    attempt(owner.email.upper())
    attempt(owner.email, address="10.7.0.2")
    assert sorted(Refusal.objects.values_list("login", "network", "times")) == [
        (owner.pk, "10.7.0.1", 2),
        (owner.pk, "10.7.0.2", 1),
    ]
    assert "10.7.0.1" in places(owner)
    assert "10.7.0.1" not in places(UserFactory())


def test_of_an_address_that_nobody_has_only_the_number_is_kept(owner):
    attempt("orang.asing@contoh.id")
    attempt("orang.lain@contoh.id")
    refused = Refusal.objects.get()
    assert (refused.login, refused.network, refused.times) == (None, "", 2)


def test_nobody_learns_from_the_database_who_has_a_login(owner):
    asked = {}
    for email in (owner.email, "orang.asing@contoh.id"):
        attempt(email)  # the row of this hour is there
        with CaptureQueriesContext(
            connection,
        ) as queries:
            attempt(email)
        asked[email] = [query["sql"].split()[0] for query in queries]
    assert len(set(map(tuple, asked.values()))) == 1, asked


def test_wrong_second_factor_is_told_apart_because_the_password_was_right(owner):
    TOTP.activate(owner, "JBSWY3DPEHPK3PXP")
    client, asked = attempt(owner.email, PASSWORD)
    client.post(asked.url, {"code": "000000"}, REMOTE_ADDR="10.7.0.9")
    assert Authenticator.objects.filter(user=owner).exists()
    refused = Refusal.objects.get()
    assert (refused.login, refused.kind, refused.network) == (owner, Refusal.Kind.SECOND_FACTOR, "10.7.0.9")


def test_administrators_are_told_numbers_without_names(owner):
    attempt(owner.email)
    attempt("orang.asing@contoh.id")
    (day,) = refusals_by_day()
    assert (day.known, day.unknown, day.second_factors, day.logins) == (1, 1, 0, 1)
    page = as_(UserFactory(is_superuser=True)).get(reverse("cms_state")).content.decode()
    assert owner.email not in page
    assert "orang.asing" not in page
    assert "10.7.0.1" not in page


def test_refusals_are_forgotten_when_their_time_is_over(owner, settings):
    for days in (settings.REFUSALS_KEPT_DAYS - 1, settings.REFUSALS_KEPT_DAYS + 1):
        at = clock.now() - datetime.timedelta(days=days)
        Refusal.objects.create(login=owner, kind=Refusal.Kind.PASSWORD, hour=at, last_at=at)
    assert forget_refused_sign_ins() == 1
    assert Refusal.objects.count() == 1
