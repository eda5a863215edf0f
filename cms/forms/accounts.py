"""How people sign in: by e-mail address; accounts are made by the secretariat, not by visitors.

Wrong passwords lock out who types them, not whose they are: they are counted for each account by the network that they
come from, and more softly for the account as a whole. A device on which somebody has signed in before has a count of
its own, so that no stranger can use it up.
"""

import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from forum import clock
from forum.forms.cookies import keep_sealed
from forum.models import ForumSettings, User
from forum.permissions import is_secretariat
from forum.services import limits, mail, tasks
from forum.services.logins import second_factors

DEVICE = "device"
DEVICE_DAYS = 180
STRANGERS_PER_HOUR = 50  # wrong passwords for one account, from all devices that it does not know
LOGIN_CODE = "account/email/login_code"
NOBODY = "account/email/unknown_account"


def _forum_name() -> str:
    local = ForumSettings.objects.first() or ForumSettings()
    return local.forum_name


def _at_home(url: str) -> str:
    told = urlsplit(url)
    return f"{settings.BASE_URL}{told.path}" + (f"?{told.query}" if told.query else "")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        """A letter that only looks like another one must not find the login of somebody else's address."""
        cleaned: str = super().clean_email(email)
        if not cleaned.isascii():
            raise ValidationError(_("An email address has no letters but a to z here."), code="not_ascii")
        return cleaned

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where no page sent somebody here: the secretariat to its work, everybody else to the front page."""
        return reverse("wagtailadmin_home") if is_secretariat(request.user) else super().get_login_redirect_url(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the address of this installation: whoever asks for the mail chooses no host that gets the key."""
        return _at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return _at_home(super().get_email_confirmation_url(request, emailconfirmation))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the queue: who asks for a mail does not wait for the mail server, nor learn what it says. For an address
        that nobody has the same is done, and it goes to nobody: the answer takes as long."""
        site = get_current_site(self.request)
        site.name = _forum_name()  # who reads it knows the forum, not its address
        site.domain = urlsplit(settings.BASE_URL).netloc
        known = {"request": self.request, "email": email}
        message = self.render_mail(template_prefix, email, known | context | {"current_site": site})
        until = clock.now().timestamp() + app_settings.LOGIN_BY_CODE_TIMEOUT if template_prefix == LOGIN_CODE else None
        tasks.mail_account.enqueue("" if template_prefix == NOBODY else email, mail.sealed(message), until)

    def format_email_subject(self, subject: str) -> str:
        return f"[{_forum_name()}] {subject}"

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        of_account = f"login:{credentials.get('email', '').lower()}"
        stranger = not known_device(request, credentials)
        if stranger and not limits.count_use(of_account, most=STRANGERS_PER_HOUR):
            raise self.validation_error("too_many_login_attempts")
        user = super().authenticate(request, **credentials)
        if user:
            limits.forget_uses(of_account)
        return user

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """allauth asks it for the key of its limit `login_failed`."""
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{known_device(request, credentials) or get_ip(request)}"

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not of who has just signed in, as in the editors' rooms (cms/views/duties.py)."""
        return super().is_reauthentication_required(app=app) and not shown_lately(context.request)

    def post_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **given)
        remember_device(response, user)
        return response


def shown_lately(request: HttpRequest) -> bool:
    """Whether somebody has typed the password, a code or shown a key within the time that the settings name."""
    within = settings.GRAVE_ACTS_WITHIN_MINUTES * 60
    shown = get_authentication_records(request, request.user)
    return within == 0 or bool(shown and time.time() - shown[-1]["at"] < within)


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        """An app lists its codes by this name."""
        return _forum_name()

    def encrypt(self, text: str) -> str:
        return second_factors.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return second_factors.opened(encrypted_text)


def remember_device(response: HttpResponse, user: User) -> None:
    value = f"{user.pk}:{secrets.token_urlsafe(12)}"
    keep_sealed(response, DEVICE, value, salt=DEVICE, seconds=DEVICE_DAYS * 86_400)


def known_device(request: HttpRequest, credentials: dict[str, Any]) -> str:
    """A name for the device, if the owner of this account was the last to sign in on it; else empty."""
    device = str(request.get_signed_cookie(DEVICE, "", salt=DEVICE, max_age=DEVICE_DAYS * 86_400))
    owner = device.partition(":")[0]
    known = owner and User.objects.filter(pk=owner, email__iexact=credentials.get("email", "")).exists()
    return device if known else ""
