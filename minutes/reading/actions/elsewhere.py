"""Where a follow-up is treated in systems of others: by the minutes, and by what was reported since."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from forum.models import Link, ShownLink, shown_links
from minutes.models import ActionReport


@dataclass(frozen=True, slots=True)
class Treated:
    """`state`: how it stands there, as `office` read it there on that `day` and typed it."""

    link: ShownLink
    state: str = ""
    office: str = ""
    day: datetime.date | None = None

    def as_data(self) -> dict[str, Any]:
        told = {"state": self.state, "state_on": self.day.isoformat()} if self.state and self.day else {}
        return {**self.link.as_data(), **told}


def treated_elsewhere(links: Iterable[Link], reports: Sequence[ActionReport]) -> list[Treated]:
    """In the order in which they came; what a report ends is not there any more."""
    standing: dict[tuple[str, str], tuple[Link, str, str, datetime.date | None]] = {
        link.key: (link, "", "", None) for link in links
    }
    for report in reports:
        if (told := report.shown_elsewhere) is None:
            continue
        for link in told.links:
            known = standing.pop(link.key, None) if told.ended else standing.get(link.key)
            if not told.ended:
                day = timezone.localtime(report.made_at).date()
                said = (told.state, report.office, day) if told.state else (known or (link, "", "", None))[1:]
                standing[link.key] = (_named(link, known), *said)
    shown = shown_links([link for link, *_said in standing.values()])
    rows = zip(shown, standing.values(), strict=True)
    return [Treated(one, state, office, day) for one, (_link, state, office, day) in rows]


def _named(link: Link, known: Any) -> Link:
    """Without a word of what it is about the earlier one stays."""
    return known[0] if known and not link.label else link


def words_of(treated: Iterable[Treated]) -> list[str]:
    """For the search."""
    return [line for one in treated for line in (one.link.words, one.state) if line]
