"""The links of one mail. What the mail holds is known nowhere else: a digest of it is stored."""

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from forum.models import AnswerLink, InvitationPage, Organisation
from forum.models.invitations import key_of, new_link
from forum.models.pages import absolute_reverse
from forum.services import mail


@dataclass(frozen=True, slots=True)
class FreshLink:
    organisation: Organisation
    url: str


def make_links(
    invitation: InvitationPage, organisations: Collection[Organisation], address: str
) -> tuple[list[int], list[FreshLink]]:
    """Their keys in the database, and what is handed on. An empty `address`: the secretariat hands it over."""
    tokens = {organisation: new_link() for organisation in organisations}
    rows = [
        AnswerLink(invitation=invitation, organisation=one, address=address.lower(), key=key_of(token))
        for one, token in tokens.items()
    ]
    made = AnswerLink.objects.bulk_create(rows)
    fresh = [FreshLink(one, absolute_reverse("forum:answer-link", token)) for one, token in tokens.items()]
    return [row.pk for row in made], fresh


@contextlib.contextmanager
def links_in_mail(
    invitation: InvitationPage, organisations: Collection[Organisation], address: str
) -> Iterator[list[FreshLink]]:
    """One for each of the organisations, for the mail that is composed meanwhile; none where nothing can be answered.
    A mail that was not taken leaves none behind."""
    keys, fresh = make_links(invitation, [] if invitation.is_closed else organisations, address)
    try:
        yield fresh
    except mail.NotSentError:
        AnswerLink.objects.filter(pk__in=keys).delete()
        raise
