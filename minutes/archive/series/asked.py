"""Which minutes somebody wants together: those of a chain of meetings, those whose decisions led to something, or those
that the filters of the archive find. Only what this reader may read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from forum.models import MeetingPage, Organisation, Team
from forum.permissions import Anyone
from minutes.archive import query
from minutes.models import DecisionJoin, MinutesPage
from minutes.reading.joins import visible

MOST = 60  # minutes of one series; of more the newest are taken, and page and paper say so
LARGEST_KEY = 18  # digits
RELATIONS = ("attendance__organisation", "inputs", "decisions", "attachments", "outcomes", "action_items")

# Up to the first meeting of a chain, then down to all that follow from it: a chain may branch.
_CHAIN = """
WITH RECURSIVE up(id, before) AS (
    SELECT page_ptr_id, previous_meeting_id FROM forum_meetingpage WHERE page_ptr_id = %s
    UNION
    SELECT m.page_ptr_id, m.previous_meeting_id FROM forum_meetingpage m JOIN up ON m.page_ptr_id = up.before
), down(id) AS (
    SELECT id FROM up
    UNION
    SELECT m.page_ptr_id FROM forum_meetingpage m JOIN down ON m.previous_meeting_id = down.id
)
SELECT id FROM down
"""


@dataclass(frozen=True)
class Asked:
    """As an address says it. `chain`: the key of minutes of the chain; `led_to`: what decisions led to, as the ledger
    names it."""

    reader: Anyone
    chain: int | None = None
    led_to: str = ""
    filters: query.Filters = field(default_factory=query.Filters)

    @classmethod
    def read(cls, told: Mapping[str, Any], reader: Anyone) -> "Asked":
        """What is no value is left out, as in the archive."""
        organisation = Organisation.objects.filter(slug=told.get("organisation", "")[:80] or None).first()
        year = _number(told.get("year", ""))
        kind, action = told.get("kind", ""), told.get("action", "")
        filters = query.Filters(
            year=year if year and 1900 < year < 3000 else None,
            organisation=organisation,
            kind=kind if kind in MeetingPage.Kind.values else "",
            team=Team.objects.filter(slug=told.get("tim", "")[:80]).first() if told.get("tim") else None,
            action=action if action in (query.OPEN, query.DONE, query.OVERDUE) else "",
        )
        return cls(reader, _number(told.get("rantai", "")), str(told.get("menuju", ""))[:80], filters)

    @property
    def address(self) -> str:
        """The same again, as the part of an address behind the question mark."""
        told = {
            "rantai": self.chain,
            "menuju": self.led_to,
            "year": self.filters.year,
            "organisation": self.filters.organisation and self.filters.organisation.slug,
            "kind": self.filters.kind,
            "tim": self.filters.team and self.filters.team.slug,
            "action": self.filters.action,
        }
        return urlencode({name: value for name, value in told.items() if value})

    @property
    def is_known(self) -> bool:
        """Whether what it is about is something that this reader may know of."""
        if self.chain:
            return self._of_chain is not None
        return self._target is not None if self.led_to else True

    @property
    def title(self) -> str:
        """What the minutes have in common."""
        if self.chain and self._of_chain:
            return _("Chain of meetings: %(title)s") % {"title": self._of_chain.title}
        if self.led_to and self._target:
            return f"{self._target.kind}: {self._target.title}"
        said = [
            str(dict(MeetingPage.Kind.choices).get(self.filters.kind, "")).capitalize(),
            self.filters.organisation.name if self.filters.organisation else "",
            self.filters.team.name if self.filters.team else "",
            str(self.filters.year or ""),
            _ACTIONS[self.filters.action]() if self.filters.action else "",
        ]
        return ", ".join(filter(None, said)) or _("All minutes")

    @cached_property
    def minutes(self) -> list[MinutesPage]:
        """In the order in which the meetings were held; at most `MOST`, the newest. Their rows are fetched for all at
        once."""
        newest = self._keys[:MOST]
        rows = MinutesPage.objects.filter(pk__in=newest).select_related("meeting__host").prefetch_related(*RELATIONS)
        found = rows.in_bulk()
        return [found[key] for key in reversed(newest) if key in found]

    @property
    def is_cut(self) -> bool:
        return len(self._keys) > MOST

    @cached_property
    def _keys(self) -> list[int]:
        return list(self._found().values_list("pk", flat=True)[: MOST + 1]) if self.is_known else []

    def _found(self) -> QuerySet[MinutesPage]:
        found = query.search(self.filters, self.reader)
        if self.chain and self._of_chain:
            found = found.filter(meeting__in=_chain_of(self._of_chain.meeting_id))
        if self.led_to:
            found = found.filter(pk__in=DecisionJoin.objects.filter(target=self.led_to).values("minutes"))
        return found

    @cached_property
    def _of_chain(self) -> MinutesPage | None:
        return MinutesPage.objects.visible_to(self.reader).filter(pk=self.chain).first()

    @cached_property
    def _target(self) -> Any:
        return next(iter(visible([self.led_to], self.reader)), None)


def _number(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) <= LARGEST_KEY else None


def _chain_of(meeting: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, [meeting])
        return [key for (key,) in cursor.fetchall()]


_ACTIONS = {
    query.OPEN: lambda: _("with open follow-ups"),
    query.OVERDUE: lambda: _("with overdue follow-ups"),
    query.DONE: lambda: _("with follow-ups that are done"),
}
