"""Mails: a plain-text template whose first line is the subject, in the language of the installation."""

import re
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from forum.documents.invitations.calendar import MIME_TYPE
from forum.models.settings import ForumSettings
from forum.models.typed import clean_lines
from forum.services.mail.handing import hand_over


def send(
    template: str,
    *,
    to: str,
    context: dict[str, Any],
    calendar: bytes | None = None,
    attachment: tuple[str, str, str] | None = None,
    unsubscribe: str = "",
) -> EmailMessage:
    """Send `templates/mail/<template>.txt`; the .ics rides along as text/calendar, `attachment` (name, text, type)
    as it is.

    `unsubscribe` is the address of the page where these mails are turned off (RFC 2369). Raises NotSentError. Called
    by tasks and commands only: no request waits for a mail server.
    """
    local = ForumSettings.objects.select_related("secretariat").first() or ForumSettings()
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(f"mail/{template}.txt", {"forum": local, **context})
    subject, _separator, body = clean_lines(text).partition("\n")
    body = re.sub(r"\n{3,}", "\n\n", body).lstrip("\n")  # what the template left out leaves no gap
    replies = [local.contact_email] if local.contact_email else []
    message = EmailMessage(" ".join(subject.split()), f"{body}\n", to=[to], reply_to=replies)
    if unsubscribe:
        message.extra_headers["List-Unsubscribe"] = f"<{unsubscribe}>"
    if calendar:
        message.attach("undangan.ics", calendar, MIME_TYPE)
    if attachment:
        message.attach(*attachment)
    hand_over(message)
    return message
