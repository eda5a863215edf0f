"""Each mail about a meeting is noted before it is handed over, and with what the mail server said."""

import secrets
from dataclasses import dataclass
from email.utils import parseaddr
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from forum import clock
from forum.models import Organisation
from forum.models.invitations.mails import SentMail
from forum.services.mail.handing import Failure, NotSentError, hand_over


@dataclass(frozen=True, slots=True)
class About:
    """What a mail is about: its page, and the organisation that it is for, if it is for one."""

    kind: SentMail.Kind
    page: models.Model
    organisation: int | None = None


def organisation_of(party: models.Model) -> int | None:
    """Of a mail to a person no more is kept than the address."""
    return party.pk if isinstance(party, Organisation) else None


def key_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def hand_over_noted(message: EmailMultiAlternatives, about: About, *, same: str = "") -> None:
    """Give it to the mail server, and keep what became of it. Raises NotSentError.

    `same`: a mail of the same words, sent again because nobody could note any more that it was taken; mail programs
    keep one of the two.
    """
    token = _same_token(same) if same else secrets.token_hex(20)
    _address(message, token)
    row = _begun(about, message.to[0].lower(), key_of(token))
    try:
        hand_over(message)
    except NotSentError as error:
        _note(row, error.failures[0])
        raise
    SentMail.objects.filter(pk=row.pk).update(state=SentMail.State.SENT, sent_at=clock.now(), problem="", answer="")


def hand_over_named(message: EmailMultiAlternatives, same: str) -> None:
    """Of this mail nothing is kept; sent again, it is the same to mail programs."""
    message.extra_headers["Message-ID"] = f"<{_same_token(same)}@{parseaddr(message.from_email)[1].rpartition('@')[2]}>"
    hand_over(message)


def _same_token(same: str) -> str:
    return salted_hmac("forum.mail", same, algorithm="sha256").hexdigest()[:40]


def _begun(about: About, address: str, key: str) -> SentMail:
    """The row of the mail that was tried before and not sent, else a new one."""
    tried = SentMail.objects.filter(page=about.page.pk, kind=about.kind, address=address)
    row = tried.filter(Q(key=key) | Q(sent_at=None, failed_at=None)).first()
    row = row or SentMail(page_id=about.page.pk, kind=about.kind, address=address)
    row.organisation_id, row.key, row.begun_at = about.organisation, key, clock.now()
    row.save()
    return row


def _note(row: SentMail, failure: Failure) -> None:
    """What is tried again goes on with this row."""
    told = {"problem": failure.problem.value, "answer": failure.answer, "is_final": failure.is_final}
    if failure.is_final:
        told |= {"state": SentMail.State.REFUSED.value, "failed_at": clock.now()}
    SentMail.objects.filter(pk=row.pk).update(**told)


def _address(message: EmailMultiAlternatives, token: str) -> None:
    """The token leads back in the Message-ID and, where there is a mailbox, in the address that a mail returns to."""
    sender = message.from_email
    message.extra_headers["Message-ID"] = f"<{token}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    if settings.MAILBOX_ADDRESS:
        name, _at, domain = settings.MAILBOX_ADDRESS.rpartition("@")
        message.extra_headers["From"] = sender
        message.from_email = f"{name}+{token}@{domain}"
