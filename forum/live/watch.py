"""A look into the ledger for what the channel layer lost: one query for the whole process now and then."""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from forum.live.frames import READERS, RENDERERS, group_of
from forum.models.ledger import LedgerEntry

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
        due = LedgerEntry.objects.filter(seq__gt=self.checked, at__lt=timezone.now() - GRACE, page_id__isnull=False)
        missed = set()
        for seq, page_id, audience in due.filter(verb__in=RENDERERS).values_list("seq", "page_id", "audience"):
            self.checked = max(self.checked, seq)
            for group in (group_of(page_id or 0, channel) for channel in READERS.get(audience, (audience,))):
                if group in here and seq > self._passed.get(group, 0):
                    missed.add(group)
        return missed
