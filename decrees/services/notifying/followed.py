"""What those are mailed who follow a draft without a login: what everybody may read."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format

from decrees.models import DecreePage
from decrees.reading.sources.decisions import behind_draft
from forum.audiences import PUBLIC
from forum.events import feed_verbs
from forum.models import InvitationPage, LedgerEntry, RecordedPage
from forum.models.pages import absolute_url
from forum.reading.feed import Item, fold, title_of
from minutes.models import MinutesPage
from search.reading.followed import Followed, Kind, Line, register_followed

EVERYBODY = AnonymousUser()


def _draft(key: int) -> Followed | None:
    decree = DecreePage.objects.visible_to(EVERYBODY).filter(pk=key).first()
    return Followed(decree.title, absolute_url(decree)) if decree else None


def _news_of_draft(key: int, after: int, until: int) -> list[Line]:
    """The whole case: the draft, the minutes whose decisions led to it, the invitations to take part in it."""
    pages = _case(DecreePage.objects.get(pk=key))
    entries = LedgerEntry.objects.filter(audience=PUBLIC, verb__in=feed_verbs(), pages__page_id__in=pages)
    latest = entries.filter(seq__gt=after, seq__lte=until).order_by("-seq").distinct()
    items = fold(Item(entry, pages[entry.page_id]) for entry in latest if entry.page_id in pages)
    return [Line(title_of(item), absolute_url(item.page), _day(item.entry)) for item in items]


def _case(decree: DecreePage) -> dict[int | None, RecordedPage]:
    meetings = {behind.minutes.pk for behind in behind_draft(decree, EVERYBODY)}
    minutes = MinutesPage.objects.visible_to(EVERYBODY).filter(pk__in=meetings)
    invitations = InvitationPage.objects.visible_to(EVERYBODY).about(decree)
    return {page.pk: page for page in (decree, *minutes, *invitations)}


def _day(entry: LedgerEntry) -> str:
    return date_format(timezone.localtime(entry.at), "j F Y")


register_followed("draft", Kind(_draft, _news_of_draft))
