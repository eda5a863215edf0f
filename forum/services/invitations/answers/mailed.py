"""The links of one mail. What the mail holds is known nowhere else: a digest of it is stored."""

import contextlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from forum.documents.invitations.calendar import link_page_of
from forum.models import AnswerLink, InvitationPage
from forum.models.invitations import Party, key_of, new_link, whom
from forum.models.pages import absolute_reverse
from forum.services import mail


@dataclass(frozen=True, slots=True)
class FreshLink:
    party: Party
    url: str


def make_links(
    invitation: InvitationPage, parties: Collection[Party], address: str
) -> tuple[list[int], list[FreshLink]]:
    """Their keys in the database, and what is handed on. An empty `address`: the secretariat hands it over."""
    tokens = {party: new_link() for party in parties}
    rows = [
        AnswerLink(invitation=invitation, **whom(one), address=address.lower(), key=key_of(token))
        for one, token in tokens.items()
    ]
    made = AnswerLink.objects.bulk_create(rows)
    fresh = [FreshLink(one, absolute_reverse("forum:answer-link", token)) for one, token in tokens.items()]
    return [row.pk for row in made], fresh


def own_page(invitation: InvitationPage, links: Sequence[FreshLink]) -> str:
    """Where somebody who is invited alone reads all there is: behind the link of this mail, or of the one before."""
    return links[0].url if links else link_page_of(invitation)


@contextlib.contextmanager
def links_in_mail(invitation: InvitationPage, parties: Collection[Party], address: str) -> Iterator[list[FreshLink]]:
    """One for each of them, for the mail that is composed meanwhile; none where nothing can be answered.
    A mail that was not taken leaves none behind."""
    keys, fresh = make_links(invitation, [] if invitation.is_closed else parties, address)
    try:
        yield fresh
    except mail.NotSentError:
        AnswerLink.objects.filter(pk__in=keys).delete()
        raise
