"""How people sign in: by e-mail address; accounts are made by the secretariat, not by visitors."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest

from forum import clock
from forum.services import mail, tasks

LOGIN_CODE = "account/email/login_code"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the queue: who asks for a mail does not wait for the mail server, nor learn what it says."""
        known = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
        message = self.render_mail(template_prefix, email, known | context)
        until = clock.now().timestamp() + app_settings.LOGIN_BY_CODE_TIMEOUT if template_prefix == LOGIN_CODE else None
        tasks.mail_account.enqueue(email, mail.sealed(message), until)
