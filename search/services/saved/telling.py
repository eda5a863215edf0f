"""Who saved a search is told of what is new: one mail a day to one address at most, for all its searches."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from forum import clock
from forum.models.pages import absolute_reverse
from forum.services import mail
from search.models import Document, SavedSearch
from search.reading.described import described
from search.reading.finds import new_finds, newest
from search.reading.followed import Line, find_followed, newest_entry, news_of

SHOWN = 10


@dataclass(frozen=True)
class News:
    """What is new of one search, or of what is followed: the first of it, and how much more there is."""

    asked: str
    lines: list[Line]
    more: int
    results_url: str
    own_page: str

    @property
    def count(self) -> int:
        return len(self.lines) + self.more


def tell_link(pk: int) -> None:
    """The link that begins it, or how it stands."""
    saved = SavedSearch.objects.filter(pk=pk).first()
    if saved:
        context = {"asked": described(saved), "saved": saved, "url": absolute_reverse("search:saved", saved.token)}
        mail.send("search/asked", to=saved.email, context=context)


def tell_finds(pk: int) -> None:
    """All that is new for the address of this search. Whoever claims the day looks; a worker that is killed before its
    mail has gone loses nothing, tomorrow tells it."""
    asked = SavedSearch.objects.filter(pk=pk).first()
    if asked is None or not (claimed := _claim(asked.email)):
        return
    until, until_entry = newest(), newest_entry()
    news = [*_news(claimed, until), *_followed(claimed, until_entry)]
    if news:
        stop = absolute_reverse("search:saved-all", claimed[0].owner_token)
        context = {"news": news, "stop": stop, "count": sum(one.count for one in news)}
        try:
            mail.send("search/finds", to=asked.email, context=context, unsubscribe=stop)
        except Exception:
            _give_back(claimed)
            raise
    for saved in claimed:
        SavedSearch.objects.filter(pk=saved.pk).update(known_until=until_entry if saved.about else until)


@transaction.atomic
def _claim(address: str) -> list[SavedSearch]:
    """Its searches, if today nobody has told it anything: from now on it has been told."""
    today = timezone.localdate(clock.now())
    kept = SavedSearch.objects.select_for_update().confirmed().filter(email=address, kept_until__gte=today)
    own = list(kept.order_by("pk"))
    if any(saved.told_on and saved.told_on >= today for saved in own):
        return []
    SavedSearch.objects.filter(pk__in=[saved.pk for saved in own]).update(told_on=today)
    return own


def _give_back(claimed: list[SavedSearch]) -> None:
    for saved in claimed:
        SavedSearch.objects.filter(pk=saved.pk).update(told_on=saved.told_on)


def _news(claimed: list[SavedSearch], until: int) -> Iterator[News]:
    for saved in claimed:
        found = [] if saved.about else new_finds(saved.words, saved.facets, after=saved.known_until, until=until)
        if found:
            lines = [Line(one.title, _absolute(one), _kind_and_day(one)) for one in found[:SHOWN]]
            results_url = f"{absolute_reverse('search')}?{saved.address}"
            own_page = absolute_reverse("search:saved", saved.token)
            yield News(described(saved), lines, len(found) - len(lines), results_url, own_page)


def _followed(claimed: list[SavedSearch], until: int) -> Iterator[News]:
    for saved in claimed:
        known = find_followed(saved.about) if saved.about else None
        if known and (found := news_of(saved.about, after=saved.known_until, until=until)):
            own_page = absolute_reverse("search:saved", saved.token)
            yield News(known.title, found[:SHOWN], max(len(found) - SHOWN, 0), known.url, own_page)


def _kind_and_day(document: Document) -> str:
    day = date_format(document.day, "j F Y") if document.day else ""
    return ", ".join(filter(None, [str(document.get_kind_display()), day]))


def _absolute(document: Document) -> str:
    address = document.get_absolute_url()
    return address if address.startswith("http") else f"{settings.BASE_URL}{address}"
