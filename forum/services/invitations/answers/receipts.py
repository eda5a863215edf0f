"""Mails beside the letter that hold a link: the receipt of an answer, and a link that somebody asked for again."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import override

from forum.models import AnswerLink, Organisation, Rsvp
from forum.models.pages import absolute_url
from forum.reading.invitations.links import hindrance_for
from forum.services import mail
from forum.services.invitations.answers.mailed import links_in_mail


def send_receipt(rsvp: Rsvp, address: str) -> None:
    """No word that was typed is repeated: whoever used the link may be a stranger. Raises NotSentError."""
    with override(settings.LANGUAGE_CODE), _mail_for(rsvp.link, address) as context:
        mail.send("meetings/answered", to=address, context={**context, "rsvp": rsvp})


def send_new_link(link: AnswerLink) -> None:
    """What came to nothing meanwhile is not sent. Raises NotSentError."""
    if hindrance_for(link):
        return
    with override(settings.LANGUAGE_CODE), _mail_for(link, link.address) as context:
        mail.send("meetings/new_link", to=link.address, context=context)


@contextlib.contextmanager
def _mail_for(link: AnswerLink, address: str) -> Iterator[dict[str, Any]]:
    invitation, party = link.invitation, link.party
    with links_in_mail(invitation, [party], address) as links:
        url = absolute_url(invitation)
        is_person = not isinstance(party, Organisation)
        yield {"invitation": invitation, "party": party, "is_person": is_person, "links": links, "url": url}
