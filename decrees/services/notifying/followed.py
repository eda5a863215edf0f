"""What those are mailed who follow a draft, one kind of comments on it, an organisation or a sector without a login:
what everybody may read."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from decrees.models import Comment, DecreePage
from decrees.reading.sources.decisions import behind_draft
from decrees.register.mine.told import EVERYBODY, Span, told_of, told_of_tag
from forum.audiences import PUBLIC
from forum.events import feed_verbs
from forum.models import DirectoryPage, InvitationPage, LedgerEntry, Organisation, RecordedPage, Sector
from forum.models.pages import absolute_reverse, absolute_url
from forum.reading.feed import Item, fold, title_of
from minutes.models import MinutesPage
from search.reading.followed import Followed, Kind, Line, register_followed


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


def _organisation(key: int) -> Followed | None:
    one = Organisation.objects.standing().filter(pk=key).first()
    return Followed(one.name, absolute_reverse("forum:organisation", one.slug)) if one else None


def _news_of_organisation(key: int, after: int, until: int) -> list[Line]:
    return _lines(Organisation.objects.filter(pk=key), after, until)


def _sector(key: int) -> Followed | None:
    """All organisations of one kind: those that are academic."""
    one = Sector.objects.filter(pk=key).first()
    directory = DirectoryPage.objects.live().order_by("pk").first()
    return Followed(str(one), absolute_url(directory) if directory else settings.BASE_URL) if one else None


def _news_of_sector(key: int, after: int, until: int) -> list[Line]:
    return _lines(Organisation.objects.standing().filter(sector=key), after, until)


def _lines(organisations: Iterable[Organisation], after: int, until: int) -> list[Line]:
    told = told_of(list(organisations), Span(after, until))
    return [Line(one.title, one.url, one.about) for one in told]


def _tag(key: int, tag: Comment.Tag) -> Followed | None:
    """The comments on a draft that concern one thing."""
    decree = _draft(key)
    if decree is None:
        return None
    address = f"{absolute_reverse('decrees:register', key)}?perihal={tag.value}"
    return Followed(_("%(title)s: comments on %(tag)s") % {"title": decree.title, "tag": tag.label}, address)


def _news_of_tag(key: int, after: int, until: int, tag: Comment.Tag) -> list[Line]:
    told = told_of_tag(DecreePage.objects.get(pk=key), tag, Span(after, until))
    return [Line(one.title, one.url, one.about) for one in told]


def _day(entry: LedgerEntry) -> str:
    return date_format(timezone.localtime(entry.at), "j F Y")


register_followed("draft", Kind(_draft, _news_of_draft))
register_followed("organisation", Kind(_organisation, _news_of_organisation))
register_followed("sector", Kind(_sector, _news_of_sector))
for each in Comment.Tag:
    register_followed(f"tag-{each.value}", Kind(partial(_tag, tag=each), partial(_news_of_tag, tag=each)))
