"""Logins as whoever wants into somebody else's would try them; beside it, that the owner still gets in."""

import re
import time

import pytest
from django.conf import settings
from django.contrib.auth import password_validation
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from cms.forms.accounts import STRANGERS_PER_HOUR
from cms.settings import accounts
from cms.views import duties
from cms.views.passwords import GUESSES_PER_HOUR
from forum import events
from forum.models import ForumSettings, LedgerEntry, User
from tests.clients import as_
from tests.factories import OrganisationFactory, UserFactory, meeting_page, member_of, secretariat_user

pytestmark = pytest.mark.django_db
PASSWORD = "kuda-lari-di-sawah"


@pytest.fixture
def limits(settings):
    """As an installation has them."""
    settings.ACCOUNT_RATE_LIMITS = accounts.ACCOUNT_RATE_LIMITS


@pytest.fixture
def owner():
    user = member_of(OrganisationFactory(), email="sari@contoh.id")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user, password=PASSWORD, address="10.0.0.1"):
    data = {"login": user.email, "password": password}
    return client.post(reverse("account_login"), data, REMOTE_ADDR=address).status_code == 302


# --- wrong passwords


def test_wrong_passwords_lock_out_the_stranger_and_not_the_owner(limits, owner):
    stranger, device = Client(), Client()
    assert sign_in(device, owner, address="10.0.0.2")
    device.post(reverse("account_logout"))
    assert not any(sign_in(stranger, owner, "salah") for _ in range(5))
    assert not sign_in(stranger, owner)  # the right one is too late there
    assert sign_in(Client(), owner, address="10.0.0.3")  # elsewhere it is not
    assert sign_in(device, owner)  # nor at the stranger's own address, on a device that is known


def test_many_addresses_together_do_not_guess_without_end_and_the_known_device_gets_in(limits, owner):
    device = Client()
    assert sign_in(device, owner)
    device.post(reverse("account_logout"))
    for number in range(STRANGERS_PER_HOUR):
        assert not sign_in(Client(), owner, "salah", address=f"10.1.{number}.1")
    assert not sign_in(Client(), owner, address="10.2.0.1")
    assert not sign_in(device, owner, "salah")
    assert sign_in(device, owner)


# --- mails to strangers


@pytest.mark.parametrize("name", ["account_reset_password", "account_request_login_code"])
def test_forms_mail_nobody_unknown_and_the_known_a_few_times(limits, owner, name):
    for number in range(8):
        Client().post(reverse(name), {"email": "orang@asing.id"}, REMOTE_ADDR=f"10.0.1.{number}")
        Client().post(reverse(name), {"email": owner.email}, REMOTE_ADDR=f"10.0.2.{number}")
    assert {message.to[0] for message in mail.outbox} == {owner.email}
    assert 1 <= len(mail.outbox) <= 5


def test_whoever_has_a_network_has_one_address(limits):
    url = reverse("account_reset_password")
    codes = [
        Client().post(url, {"email": f"a{n}@contoh.id"}, REMOTE_ADDR=f"2001:db8:1:2::{n:x}").status_code
        for n in range(21)
    ]
    assert codes == [302] * 20 + [429]
    assert Client().post(url, {"email": "b@contoh.id"}, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


# --- passwords


@pytest.mark.parametrize(
    "password",
    [
        "20261129",
        "29-11-2026!!",
        "0812-3456-7890",
        "aaaaaaaaaaaa",
        "password123",
        "pendek-9x",
        "Bojonegoro2026!",
        "mufakat-mufakat",
        "idfos-bojonegoro",
        "sari@contoh.id",
    ],
)
def test_what_is_guessed_first_is_no_password(owner, password):
    ForumSettings.objects.create(site=Site.objects.get(), region="Kabupaten Bojonegoro")
    OrganisationFactory(name="Lembaga Besar", short_name="IDFoS")
    with pytest.raises(ValidationError):
        password_validation.validate_password(password, owner)
    password_validation.validate_password(PASSWORD, owner)
    password_validation.validate_password("bojonegoro kuda 7", owner)


def test_a_page_password_is_not_guessed_without_end():
    page = meeting_page()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="rahasia")
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])

    def guess(password, address="10.0.0.1"):
        data = {"password": password, "return_url": page.url}
        return Client().post(url, data, REMOTE_ADDR=address).status_code

    assert [guess("salah") for _ in range(GUESSES_PER_HOUR)] == [200] * GUESSES_PER_HOUR
    assert guess("rahasia") == 429
    assert guess("rahasia", "10.0.0.2") == 302


# --- one address, one login


def test_an_address_is_one_login_however_it_is_spelled(owner):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="SARI@contoh.id")])
    with pytest.raises(ValidationError):
        User(email="SARI@contoh.id", password="x").full_clean()
    assert User.objects.create(email="Budi@Contoh.ID").email == "budi@contoh.id"


def test_ones_own_address_changes_with_the_password_and_the_new_ones_answer(owner, settings):
    settings.GRAVE_ACTS_WITHIN_MINUTES = 15
    client = Client()
    sign_in(client, owner)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    url = reverse("account_email")
    asked = client.post(url, {"email": "baru@contoh.id", "action_add": ""})
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert client.post(asked.url, {"password": "salah"}).status_code == 200
    client.post(asked.url, {"password": PASSWORD})
    (link,) = [message for message in mail.outbox if message.to == ["baru@contoh.id"]]
    owner.refresh_from_db()
    assert owner.email == "sari@contoh.id"
    client.post(re.search(r"http://\S+(/akun/confirm-email/\S+)", link.body)[1])
    owner.refresh_from_db()
    assert owner.email == "baru@contoh.id"
    assert "sari@contoh.id" in {address for message in mail.outbox for address in message.to}
    entry = LedgerEntry.objects.get(verb=events.LOGIN_CHANGED)
    assert (entry.actor, entry.data) == (owner, {"fields": ["email"]})
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": "sari@contoh.id"})
    assert mail.outbox == []


def test_the_editors_rooms_offer_no_other_way_to_ones_own_address(client):
    editor = secretariat_user(email="desk@contoh.id")
    client.force_login(editor)
    url = reverse("wagtailadmin_account")
    client.post(url, {"name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": "x@contoh.id"})
    editor.refresh_from_db()
    assert editor.email == "desk@contoh.id"


# --- how long


def test_who_has_a_duty_signs_in_anew_after_half_a_day_or_an_idle_hour():
    people = [secretariat_user(), UserFactory(is_superuser=True), UserFactory()]
    for key, seconds in ((duties.SEEN, settings.DUTY_IDLE_MINUTES * 60), (duties.BEGUN, 12 * 3600)):
        for user in people:
            client = as_(user)
            assert signed_in(client)
            session = client.session
            session[key] = int(time.time()) - seconds - 1
            session.save()
            assert signed_in(client) == (user == people[2])


def signed_in(client):
    return client.get(reverse("decrees:notices")).status_code == 200


def test_signing_in_leads_the_secretariat_to_its_work_and_whoever_comes_from_a_page_back_to_it(owner):
    secretariat = secretariat_user()
    secretariat.set_password(PASSWORD)
    secretariat.save()
    for user, place in ((secretariat, reverse("wagtailadmin_home")), (owner, "/")):
        words = {"login": user.email, "password": PASSWORD}
        assert Client().post(reverse("account_login"), words).url == place
        assert Client().post(reverse("account_login"), {**words, "next": "/rapat/"}).url == "/rapat/"
