"""Looks into the ledger for frames that the channel layer lost: one query for the whole process now and then."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from forum import clock
from forum.live.frames import RENDERERS, groups_of
from forum.models.access import Anyone, is_secretariat
from forum.models.directory.people import User
from forum.models.ledger import LedgerEntry
from forum.models.pages import RecordedPage

# The frame of an entry younger than this may still arrive.
GRACE = datetime.timedelta(seconds=2)


# The numbers of the newest states of pages, by the page's key; of those that have any.
StatesOf = Callable[[Collection[int]], Mapping[int, int]]
_states: list[tuple[Collection[str], StatesOf]] = []


def numbered(channels: Collection[str], find: StatesOf) -> None:
    """Register where the numbers of states stand that are pushed beside the ledger (`publish_state`), on which channels
    of a page."""
    _states.append((channels, find))


class Watch:
    def __init__(self) -> None:
        self.checked = 0
        self._passed: dict[str, int] = {}
        self._stood: dict[str, int] = {}

    def begin(self) -> None:
        """Ignore all entries up to now."""
        self.checked = LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0

    def starts(self, group: str, seq: int) -> None:
        """Record that the first reader of a group has everything up to `seq`."""
        self._passed.setdefault(group, seq)

    def passed(self, group: str, seq: int) -> None:
        self._passed[group] = max(seq, self._passed.get(group, 0))

    def missed(self, groups: Iterable[str]) -> set[str]:
        """Those of these groups for which the ledger has newer entries than were sent."""
        here = set(groups)
        self._passed = {group: seq for group, seq in self._passed.items() if group in here}
        due = LedgerEntry.objects.filter(seq__gt=self.checked, at__lt=clock.now() - GRACE, page_id__isnull=False)
        missed = set()
        for seq, page_id, audience in due.filter(verb__in=RENDERERS).values_list("seq", "page_id", "audience"):
            self.checked = max(self.checked, seq)
            for group in groups_of(page_id or 0, audience):
                if group in here and seq > self._passed.get(group, 0):
                    missed.add(group)
        return missed | self._behind(here)

    def _behind(self, here: set[str]) -> set[str]:
        """Groups that were not sent a state that was there at the last look already."""
        stood, self._stood = self._stood, _states_of([group for group in here if group in self._passed])
        return {group for group in self._stood if stood.get(group, 0) > self._passed[group]}


def _states_of(groups: Iterable[str]) -> dict[str, int]:
    found = {}
    for channels, find in _states:
        pages = {group: int(group.split(".")[1]) for group in groups if group.split(".")[2] in channels}
        numbers = find(set(pages.values())) if pages else {}
        found |= {group: numbers[page] for group, page in pages.items() if page in numbers}
    return found


# A page and the key of a login that reads it; None for readers who are not signed in.
Reader = tuple[int, int | None]


def shut_out(readers: Iterable[Reader]) -> set[Reader]:
    """The readers who may not see their page any more: it was withdrawn, or is now for fewer people."""
    on_page: defaultdict[int, set[int | None]] = defaultdict(set)
    for page_id, user_id in readers:
        on_page[page_id].add(user_id)
    lost: set[Reader] = set()
    for page in Page.objects.filter(pk__in=on_page).specific():
        # Where the public may see the page, nobody needs to be asked about one by one.
        if isinstance(page, RecordedPage) and not _is_shown(page, AnonymousUser()):
            lost |= {(page.pk, user_id) for user_id in _not_admitted(page, on_page[page.pk])}
    return lost


def _not_admitted(page: RecordedPage, user_ids: set[int | None]) -> set[int | None]:
    users = User.objects.filter(is_active=True).in_bulk([pk for pk in user_ids if pk is not None])
    return {pk for pk in user_ids if pk not in users or not _is_shown(page, users[pk])}


def _is_shown(page: RecordedPage, user: Anyone) -> bool:
    return is_secretariat(user) or type(page).objects.visible_to(user).filter(pk=page.pk).exists()
