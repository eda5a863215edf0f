"""Mails: a plain-text template whose first line is the subject, in the language of the installation."""

import re
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from forum.documents.invitations.calendar import Mailed
from forum.models.settings import ForumSettings
from forum.models.typed import clean_lines
from forum.services.mail.handing import hand_over
from forum.services.mail.keeping import About, hand_over_named, hand_over_noted


def send(template: str, *, about: About | None = None, same: str = "", **written: Any) -> EmailMultiAlternatives:
    """Compose a mail (`compose`) and send it; noted if it says what it is `about`. Two mails of the `same` are one to
    mail programs. Raises NotSentError. Called by tasks and commands only: no request waits for a mail server."""
    message = compose(template, **written)
    if about:
        hand_over_noted(message, about, same=same)
    elif same:
        hand_over_named(message, same)
    else:
        hand_over(message)
    return message


def compose(
    template: str,
    *,
    to: str,
    context: dict[str, Any],
    calendar: Mailed | None = None,
    attachment: tuple[str, str, str] | None = None,
    unsubscribe: str = "",
) -> EmailMultiAlternatives:
    """`templates/mail/<template>.txt`; the .ics rides along as another form of the same mail, for which mail
    programs show buttons, and as a file for the others; `attachment` (name, text, type) as it is.

    `unsubscribe` is the address at which a POST alone turns these mails off (RFC 8058).
    """
    local = ForumSettings.objects.select_related("secretariat").first() or ForumSettings()
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(f"mail/{template}.txt", {"forum": local, **context})
    subject, _separator, body = clean_lines(text).partition("\n")
    body = re.sub(r"\n{3,}", "\n\n", body).lstrip("\n")  # what the template left out leaves no gap
    replies = [local.contact_email] if local.contact_email else []
    message = EmailMultiAlternatives(" ".join(subject.split()), f"{body}\n", to=[to], reply_to=replies)
    if unsubscribe:
        message.extra_headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if calendar:
        message.attach_alternative(calendar.content.decode(), calendar.method.mime_type)
        message.attach("undangan.ics", calendar.content, "application/ics")
    if attachment:
        message.attach(*attachment)
    return message
