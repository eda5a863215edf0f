"""Mails: a plain-text template whose first line is the subject, in the language of the installation."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from forum.calendar import CONTENT_TYPE
from forum.models.settings import ForumSettings


def send(template: str, *, to: str, context: dict[str, Any], calendar: bytes | None = None) -> EmailMessage:
    """Send `templates/mail/<template>.txt`; the .ics rides along as text/calendar."""
    local = ForumSettings.objects.select_related("secretariat").first() or ForumSettings()
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(f"mail/{template}.txt", {"forum": local, **context})
    subject, _separator, body = text.strip().partition("\n")
    replies = [local.contact_email] if local.contact_email else []
    message = EmailMessage(" ".join(subject.split()), body.lstrip("\n") + "\n", to=[to], reply_to=replies)
    if calendar:
        message.attach("undangan.ics", calendar, CONTENT_TYPE)
    message.send()
    return message
