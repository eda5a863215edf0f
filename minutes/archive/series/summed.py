"""What several minutes decided, and which of their follow-ups are open: as the public reads each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from minutes.models import Decision, MinutesPage, content
from minutes.models.items.actions import fetch_owners
from minutes.models.shown import Shown, shown_of
from minutes.reading.actions.standing import ActionRow, reports_in


@dataclass(frozen=True)
class Decided:
    minutes: MinutesPage
    decision: Decision


@dataclass(frozen=True)
class Part:
    """One record of a series."""

    minutes: MinutesPage
    shown: Shown
    decisions: Sequence[Decision]
    actions: Sequence[ActionRow]


@dataclass(frozen=True)
class Summed:
    parts: Sequence[Part]

    @property
    def decisions(self) -> list[Decided]:
        return [Decided(part.minutes, one) for part in self.parts for one in part.decisions]

    @property
    def open(self) -> list[ActionRow]:
        """Something is to be done yet: what is late longest stands first."""
        rows = [row for part in self.parts for row in part.actions if not row.standing.is_closed]
        return sorted(rows, key=lambda row: -row.standing.days_late)

    @property
    def closed(self) -> int:
        return sum(row.standing.is_closed for part in self.parts for row in part.actions)


def sum_up(minutes: Sequence[MinutesPage]) -> Summed:
    """The rows of each are there; of follow-ups what was reported is asked for all at once."""
    fetch_owners(item for one in minutes for item in one.action_items.all())
    reports = reports_in(one.pk for one in minutes)
    return Summed([_part(one, reports) for one in minutes])


def _part(minutes: MinutesPage, reports: Any) -> Part:
    shown = shown_of(minutes)
    actions = [
        ActionRow(
            item=item,
            owners=list(filter(None, map(shown.organisation, item.owner_keys))),
            posts=[office for post in item.posts.all() if (office := shown.office(f"post:{post.pk}"))],
            reports=reports.get((minutes.pk, item.number), []),
            links=item.outside_links,
        )
        for item in content.items_of(minutes, "action_items")
        if not hasattr(item, "gap")
    ]
    return Part(minutes, shown, list(content.items_of(minutes, "decisions")), actions)
