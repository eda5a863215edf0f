"""What whoever attacks a site of this kind tries first; beside each, that the honest way works."""

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as site
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedUnsupportedProviderException
from wagtail.models import Site

from cms.settings.test import EVERY_MIDDLEWARE
from forum.models import ForumSettings
from forum.services.mail import send
from tests.clients import as_
from tests.factories import PersonFactory, UserFactory, open_draft

pytestmark = pytest.mark.django_db
PASSWORD = "kuda-lari-di-sawah"
EVIL = "jahat.example"


@pytest.fixture
def owner():
    user = UserFactory(email="sari@contoh.id")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user, **query):
    url = reverse("account_login")
    return client.post(url, {"login": user.email, "password": PASSWORD, **query})


# --- hosts and caches

FORGED = ["X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Host", "Forwarded", "Referer"]


def test_another_host_is_refused_and_a_forged_header_changes_no_page_and_no_kept_one(settings):
    settings.MIDDLEWARE, settings.ALLOWED_HOSTS = EVERY_MIDDLEWARE, ["testserver"]
    url = open_draft()[0].decree.url
    assert Client().get(url, headers={"host": EVIL}).status_code == 400
    forged = Client().get(url, headers=dict.fromkeys(FORGED, f"https://{EVIL}/") | {"X-Requested-With": "fetch"})
    plain = Client().get(url)
    assert (forged.status_code, plain.status_code) == (200, 200)
    assert forged.content == plain.content
    assert EVIL.encode() not in plain.content


def test_mail_with_a_new_password_leads_here_whatever_the_request_says(owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(reverse("account_reset_password"), {"email": owner.email}, headers={"X-Forwarded-Host": EVIL})
    assert [message.to for message in mail.outbox] == [[owner.email]]
    assert EVIL not in str(mail.outbox[0].message())


@pytest.mark.parametrize("host", [EVIL, "testserver"])
def test_no_mail_about_a_login_takes_its_address_from_the_request(
    owner, settings, django_capture_on_commit_callbacks, host
):
    """Even where the server answers to another name than its own."""
    settings.ALLOWED_HOSTS, settings.BASE_URL = ["*"], "https://forum.contoh.id"
    client = as_(owner)
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(reverse("account_reset_password"), {"email": owner.email}, headers={"host": host})
        client.post(reverse("account_email"), {"email": "baru@contoh.id", "action_add": ""}, headers={"host": host})
    told = [str(message.message()) for message in mail.outbox]
    assert [message.to for message in mail.outbox] == [[owner.email], ["baru@contoh.id"]]
    assert ["https://forum.contoh.id/akun/" in one for one in told] == [True, True]
    assert [host in one for one in told] == [False, False]


# --- where one is led

ELSEWHERE = [
    *(f"{begin}{EVIL}" for begin in ("https://", "//", "\\\\", "/\\", "https:", "http:///")),
    "javascript:alert(1)",
]


@pytest.mark.parametrize("where", ELSEWHERE)
def test_nobody_is_led_to_another_site(owner, where):
    client = Client()
    answers = [
        sign_in(client, owner, next=where),
        client.post(reverse("set_language"), {"language": "en", "next": where}),
        client.post(reverse("account_logout"), {"next": where}),
        Client().get("/admin/login/", {"next": where}),
    ]
    for answer in answers:
        target = urlsplit(answer.url)
        assert answer.status_code == 302
        assert (target.netloc, target.scheme) in {("", ""), ("testserver", "http")}, answer.url
        assert not answer.url.startswith(("//", "/\\", "\\"))


def test_after_signing_in_one_is_led_to_the_page_that_asked_for_it(owner):
    assert sign_in(Client(), owner, next=reverse("decrees:notices")).url == reverse("decrees:notices")


# --- in somebody else's name


def test_another_site_signs_nobody_out_and_chooses_no_language(owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    client.get(reverse("account_logout"))
    assert client.post(reverse("account_logout")).status_code == 403
    assert client.get(reverse("decrees:notices")).status_code == 200
    choice, url = {"language": "en", "next": "/"}, reverse("set_language")
    assert client.post(url, choice, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(url, choice, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302


def test_session_that_a_stranger_planted_is_not_the_one_that_is_signed_in(owner):
    client = Client()
    client.get(reverse("decrees:notices"))
    session = client.session
    session["planted"] = "x"
    session.save()
    planted = session.session_key
    client.cookies[site.SESSION_COOKIE_NAME] = planted
    sign_in(client, owner)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies[site.SESSION_COOKIE_NAME] = planted
    assert thief.get(reverse("decrees:notices")).status_code == 302
    assert client.get(reverse("decrees:notices")).status_code == 200


def test_no_page_is_shown_within_another_site(owner):
    for client, url in (
        (as_(), "/"),
        (as_(), reverse("account_login")),
        (as_(owner), reverse("mfa_index")),
        (as_(UserFactory(is_superuser=True)), reverse("wagtailadmin_home")),
        (as_(), "/tidak-ada/"),
    ):
        answer = client.get(url)
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("form", ["account_reset_password", "account_request_login_code"])
@pytest.mark.parametrize("alike", ["ſari@contoh.id", "sаri@contoh.id", "sari@contoh.ıd", "sarı@contoh.id"])
def test_address_that_only_looks_alike_gets_no_mail(owner, form, alike, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(reverse(form), {"email": alike})
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(reverse(form), {"email": owner.email})
    assert [message.to for message in mail.outbox] == [[owner.email]]


# --- what a form does not ask for


def test_a_form_takes_no_field_that_it_does_not_show(owner):
    more = {"is_superuser": "on", "is_active": "on", "groups": "1", "user": "1", "type": "totp"}
    client = as_(owner)
    client.post(reverse("account_email"), {"email": "lain@contoh.id", "action_add": "", **more})
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "x", **more})
    owner.refresh_from_db()
    assert (owner.is_superuser, owner.groups.count(), Authenticator.objects.count()) == (False, 0, 0)


# --- what the server itself asks of others


def test_server_looks_up_no_page_of_others_for_an_editor():
    with pytest.raises(EmbedUnsupportedProviderException):
        get_embed("https://www.youtube.com/watch?v=dQw4w9WgXcQ")
    administrator = as_(UserFactory(is_superuser=True))
    url = reverse("wagtailembeds:chooser_upload")
    answer = administrator.post(url, {"embed-chooser-url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"})
    assert answer.status_code == 200
    assert answer.json()["step"] == "chooser"


# --- letters


def test_line_break_in_a_name_adds_no_header_to_a_mail(owner):
    ForumSettings.for_site(Site.objects.get(is_default_site=True))
    ForumSettings.objects.update(forum_name="Forum\r\nBcc: semua@contoh.id")  # past its cleaning
    send("logins/login_created", to=owner.email, context={"person": PersonFactory(user=owner), "days": 3})
    message = mail.outbox[-1]
    assert message.recipients() == [owner.email]
    assert "bcc" not in {name.lower() for name in message.message()}
