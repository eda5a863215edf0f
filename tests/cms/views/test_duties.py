"""Who acts for all: a second factor before the editors' rooms open, and once more before what is grave."""

import re
import time

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from forum import events
from forum.models import LedgerEntry
from tests.clients import as_
from tests.factories import OrganisationFactory, UserFactory, invitation_page, member_of, secretariat_user

pytestmark = pytest.mark.django_db
PASSWORD = "kuda-lari-di-sawah"


@pytest.fixture
def desk():
    return with_password(secretariat_user(email="desk@contoh.id"))


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user):
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def long_ago(client):
    """The password was typed hours ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 3 * 3600
    session.save()


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client):
    """An authenticator app, as a person does it: its secret."""
    url = reverse("mfa_activate_totp")
    secret = re.search(r'value="([A-Z2-7]{32})"', client.get(url).content.decode())[1]
    client.post(url, {"code": code_of(secret)})
    return secret


def test_the_desk_opens_with_a_second_factor_and_nothing_else_is_shut(
    settings, desk, django_capture_on_commit_callbacks
):
    settings.DUTY_SECOND_FACTOR = True
    client, home = signed_in(desk), reverse("wagtailadmin_home")
    assert client.get(home).url == reverse("mfa_index")
    assert client.get(reverse("decrees:notices")).status_code == 200
    with django_capture_on_commit_callbacks() as after_commit:
        set_up(client)
    opened = client.get(home)
    assert opened.status_code == 200
    with request_context(opened.wsgi_request):  # as if the request had committed by itself
        for tell in after_commit:
            tell()
    told = LedgerEntry.objects.filter(verb=events.SECOND_FACTOR_ADDED, actor=desk)
    assert told.count() == 2  # the app, and the codes on paper
    member = as_(member_of(OrganisationFactory()))
    assert member.get(reverse("decrees:notices")).status_code == 200


def test_the_password_alone_lets_nobody_in_who_has_a_second_factor(desk):
    secret = set_up(signed_in(desk))
    client = Client()
    asked = client.post(reverse("account_login"), {"login": desk.email, "password": PASSWORD})
    assert asked.url.startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("decrees:notices")).status_code == 302
    client.post(asked.url, {"code": "000000"})
    assert client.get(reverse("decrees:notices")).status_code == 302
    codes = Authenticator.objects.get(user=desk, type="recovery_codes").wrap().get_unused_codes()
    client.post(asked.url, {"code": codes[0]})
    assert client.get(reverse("decrees:notices")).status_code == 200
    assert len(secret) == 32


def test_only_an_administrator_takes_off_a_second_factor_and_the_person_hears_of_it(
    desk, django_capture_on_commit_callbacks
):
    set_up(signed_in(desk))
    administrator = UserFactory(is_superuser=True)
    url = reverse("forum_reset_second_factor", args=[desk.pk])
    assert as_(secretariat_user()).post(url).status_code == 403
    assert as_(desk).post(url).status_code == 403
    assert is_mfa_enabled(desk)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert as_(administrator).post(url).status_code == 302
    assert not is_mfa_enabled(desk)
    assert LedgerEntry.objects.get(verb=events.SECOND_FACTOR_RESET).actor == administrator
    assert [message.to for message in mail.outbox] == [[desk.email]]


def test_before_what_is_grave_the_password_is_asked_again_and_what_was_typed_is_kept(settings, desk):
    settings.GRAVE_ACTS_WITHIN_MINUTES = 15
    first, second = invitation_page(), invitation_page(slug="kedua")
    client = signed_in(desk)
    client.post(reverse("forum_withdraw", args=[first.pk]), {"reason": "Keliru."})
    first.refresh_from_db()
    assert not first.live  # the password was typed a moment ago
    long_ago(client)
    url = reverse("forum_withdraw", args=[second.pk])
    assert client.get(url).status_code == 200
    asked = client.post(url, {"reason": "Salah tanggal."})
    second.refresh_from_db()
    assert (asked.url.partition("?")[0], second.live) == (reverse("account_reauthenticate"), True)
    client.post(asked.url, {"password": "salah"})
    second.refresh_from_db()
    assert second.live
    client.post(asked.url, {"password": PASSWORD})
    second.refresh_from_db()
    assert not second.live
    assert second.withdrawal.reason.text == "Salah tanggal."
    assert second.withdrawal.actor == desk


def test_a_form_with_a_password_in_it_is_never_kept_in_the_session(settings):
    settings.GRAVE_ACTS_WITHIN_MINUTES = 15
    administrator = with_password(UserFactory(is_superuser=True, email="admin@contoh.id"))
    client = signed_in(administrator)
    url = reverse("wagtailusers_users:add")
    assert client.get(url).status_code == 200
    long_ago(client)
    assert client.get(url).url.startswith(reverse("account_reauthenticate"))
    assert client.post(url, {"email": "x@contoh.id", "password1": "rahasia-benar"}).status_code == 302
    assert "rahasia-benar" not in str(dict(client.session))


def test_one_sees_where_one_is_signed_in_and_signs_out_elsewhere(desk):
    here, elsewhere = signed_in(desk), signed_in(desk)
    assert UserSession.objects.filter(user=desk).count() == 2
    here.post(reverse("usersessions_list"))
    assert elsewhere.get(reverse("decrees:notices")).status_code == 302
    assert here.get(reverse("decrees:notices")).status_code == 200


def test_pages_about_ones_own_login_run_under_the_policy_of_the_site(desk):
    client = signed_in(desk)
    names = ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "usersessions_list", "account_change_password"]
    for name in (*names, "account_email", "account_reauthenticate"):
        response = client.get(reverse(name))
        page = response.content.decode()
        assert response.status_code == 200
        assert not re.search(r"<script(?![^>]*(src=|application/json))|\sstyle=|\son\w+=", page), name
        assert "camera=()" in response["Permissions-Policy"]
