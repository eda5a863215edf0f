"""A look into the ledger for what the channel layer lost: one query for the whole process now and then."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from forum import clock
from forum.live.frames import RENDERERS, groups_of
from forum.models.ledger import LedgerEntry
from forum.models.pages import RecordedPage
from forum.models.people import User

# An entry younger than this may still be on its way.
GRACE = datetime.timedelta(seconds=2)


class Watch:
    def __init__(self) -> None:
        self.checked = 0
        self._passed: dict[str, int] = {}

    def begin(self) -> None:
        """From here on."""
        self.checked = LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0

    def starts(self, group: str, seq: int) -> None:
        """The first reader of a group is complete up to `seq`."""
        self._passed.setdefault(group, seq)

    def passed(self, group: str, seq: int) -> None:
        self._passed[group] = max(seq, self._passed.get(group, 0))

    def missed(self, groups: Iterable[str]) -> set[str]:
        """The groups, of those that have readers here, for which the ledger has more than was passed on."""
        here = set(groups)
        self._passed = {group: seq for group, seq in self._passed.items() if group in here}
        due = LedgerEntry.objects.filter(seq__gt=self.checked, at__lt=clock.now() - GRACE, page_id__isnull=False)
        missed = set()
        for seq, page_id, audience in due.filter(verb__in=RENDERERS).values_list("seq", "page_id", "audience"):
            self.checked = max(self.checked, seq)
            for group in groups_of(page_id or 0, audience):
                if group in here and seq > self._passed.get(group, 0):
                    missed.add(group)
        return missed


# A page and a login on it; None is the public.
Reader = tuple[int, int | None]


def shut_out(readers: Iterable[Reader]) -> set[Reader]:
    """Those who may not see their page any more: it was withdrawn, or is now for fewer people."""
    on_page: defaultdict[int, set[int | None]] = defaultdict(set)
    for page_id, user_id in readers:
        on_page[page_id].add(user_id)
    lost: set[Reader] = set()
    for page in Page.objects.filter(pk__in=on_page).specific():
        # What everybody may see is asked once, whatever the crowd.
        if isinstance(page, RecordedPage) and not page.may_be_seen_by(AnonymousUser()):
            lost |= {(page.pk, user_id) for user_id in _not_admitted(page, on_page[page.pk])}
    return lost


def _not_admitted(page: RecordedPage, user_ids: set[int | None]) -> set[int | None]:
    users = User.objects.filter(is_active=True).in_bulk([pk for pk in user_ids if pk is not None])
    return {pk for pk in user_ids if pk not in users or not page.may_be_seen_by(users[pk])}
