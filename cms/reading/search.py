"""One search over everything that a person may know of. Each kind of page answers for its own visibility."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models import StandardPage
from decrees.models import DecreePage
from forum.models import InvitationPage, MeetingPage
from minutes.models import MinutesPage
from minutes.models.content import words_of

KINDS: dict[str, tuple[type[Page], str | Promise]] = {
    "notula": (MinutesPage, _("Minutes")),
    "rancangan": (DecreePage, _("Drafts")),
    "rapat": (MeetingPage, _("Meetings")),
    "undangan": (InvitationPage, _("Invitations")),
    "halaman": (StandardPage, _("Pages")),
}
SHORTLIST = 5


@dataclass(frozen=True)
class Found:
    """Hits of one kind: `count` in all, the best of them in `pages`."""

    kind: str
    label: str | Promise
    count: int
    pages: list[Any]


def hits(kind: str, query: str, user: Any) -> Any:
    """All pages of a kind that match every word of the query, best first (a Wagtail search result: slice it)."""
    model = KINDS[kind][0]
    # Bare words: a quotation mark or an operator of the search engine's own language is nobody's intent here.
    words = " ".join(words_of(query))
    # By number: the search engine need not know the fields that decide who may see what.
    found = model.objects.filter(pk__in=model.objects.visible_to(user).values("pk"))
    return found.search(words, operator="and") if words else found.none()


def search_all(query: str, user: Any) -> list[Found]:
    found = []
    for kind, (_model, label) in KINDS.items():
        results = hits(kind, query, user)
        pages = list(results[:SHORTLIST])
        if pages:
            count = results.count() if len(pages) == SHORTLIST else len(pages)
            found.append(Found(kind, label, count, pages))
    return found
