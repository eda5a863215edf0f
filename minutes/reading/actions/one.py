"""One follow-up of published minutes: how it is cited, how it stands, and what was reported about it."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from forum import ledger
from forum.documents.spelling import full_date
from forum.models.pages import absolute_reverse
from forum.permissions import Anyone
from minutes import permissions
from minutes.models import ActionReport, Evidence, MinutesPage, content
from minutes.models.shown import Shown, shown_of
from minutes.reading import pages
from minutes.reading.actions.standing import ActionRow
from minutes.reading.joins import decisions_behind


@dataclass(frozen=True)
class OneAction:
    """`row.item.text` is the gap if it is hidden."""

    row: ActionRow
    shown: Shown

    @property
    def number(self) -> int:
        return int(self.row.item.number)

    @property
    def name(self) -> str:
        return _("Follow-up %(number)s") % {"number": self.number}


@dataclass(frozen=True)
class ReportRow:
    report: ActionReport
    evidence: Sequence[Evidence]


def action_of(minutes: MinutesPage, number: int, user: Anyone) -> OneAction | None:
    shown = shown_of(minutes)
    found = next((row for row in pages.actions_of(minutes, user, shown) if row.item.number == number), None)
    return OneAction(found, shown) if found else None


def citation_of(minutes: MinutesPage, action: OneAction) -> str:
    """As one line under a text that refers to it."""
    meeting = action.shown.meeting
    facts = [action.name, meeting.title, full_date(minutes.started_at or meeting.starts_at)]
    return f"{', '.join(facts)}, {absolute_reverse('minutes:action', minutes.pk, action.number)}"


def action_context(minutes: MinutesPage, action: OneAction, user: Anyone) -> dict[str, Any]:
    return {
        "minutes": minutes,
        "action": action,
        "row": action.row,
        "history": history_of(minutes, action, user),
        "earlier_days": earlier_days(minutes, action),
        "citation": citation_of(minutes, action),
        "facts": pages.facts_of(minutes, action.shown, pages.approval_of(minutes, minutes.edition)),
        **pages.chain_of(minutes.held_meeting, user),
        "meeting": minutes.held_meeting,
        "behind": decisions_behind([ledger.target_of(action.row.item)], user),
    }


def history_of(minutes: MinutesPage, action: OneAction, user: Anyone) -> list[ReportRow]:
    """The newest first, each with the evidence that this reader may see."""
    shown: defaultdict[int, list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.filter(minutes=minutes, report__number=action.number):
        if permissions.can_see_evidence(user, one):
            shown[one.report_id].append(one)
    return [ReportRow(report, shown[report.pk]) for report in reversed(action.row.reports)]


def earlier_days(minutes: MinutesPage, action: OneAction) -> list[datetime.date]:
    """By when it was to be done in the editions before this one, the oldest first: whoever is late does not become
    punctual by another day. None of a follow-up that is out of sight."""
    now = action.row.item.due_date
    if content.is_withheld(minutes, content.part_of("action_items", action.row.item)):
        return []
    before = minutes.editions.filter(number__lt=minutes.edition).values_list("content__action_items", flat=True)
    rows = (row for rows in before for row in rows or () if row["number"] == action.number and row["due_date"])
    days = dict.fromkeys(datetime.date.fromisoformat(row["due_date"]) for row in rows)
    return [day for day in days if day != now]


def evidence_of(minutes: MinutesPage, number: int, pk: int, user: Anyone) -> Evidence | None:
    """A file that this reader may take away."""
    found = Evidence.objects.filter(minutes=minutes, report__number=number, pk=pk).exclude(sha256="").first()
    readable = found is not None and not found.gap and permissions.can_see_evidence(user, found)
    known = any(one.number == number for one in content.stored_items(minutes, "action_items"))
    return found if readable and known else None
