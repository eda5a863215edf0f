"""Follow-ups as plain values for other programs."""

from collections import defaultdict
from typing import Any

from django.utils import timezone

from forum.models import instant
from forum.models.pages import absolute_reverse
from forum.permissions import Anyone
from minutes import permissions
from minutes.models import Evidence
from minutes.reading.actions.lists import Filters, rows, search, with_minutes
from minutes.reading.actions.standing import ActionRow

COLUMNS = (
    "url",
    "meeting",
    "meeting_on",
    "number",
    "text",
    "in_charge",
    "due",
    "state",
    "days_late",
    "reported_at",
    "note",
    "elsewhere",
    "team",
)


def rows_of_data(filters: Filters, user: Anyone) -> list[dict[str, Any]]:
    """In the order of the list, each with the evidence that this reader may see."""
    found = rows(with_minutes(search(filters, user)), user)
    shown: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in Evidence.objects.filter(minutes__in={row.item.minutes_id for row in found}).select_related("report"):
        if permissions.can_see_evidence(user, one) and not one.gap:
            shown[one.report_id].append(_evidence(one))
    return [{**_row(row), "evidence": [one for report in row.reports for one in shown[report.pk]]} for row in found]


def table_of(data: list[dict[str, Any]]) -> list[list[str]]:
    """With a line of headings."""
    return [list(COLUMNS), *([_cell(row[name]) for name in COLUMNS] for row in data)]


def _elsewhere(one: dict[str, Any]) -> str:
    """'LAPOR! 1234567: selesai'"""
    named = f"{one['system']} {one['id'] or one['url'] or ''}".strip()
    return f"{named}: {one['state']}" if one.get("state") else named


def _row(row: ActionRow) -> dict[str, Any]:
    item, newest = row.item, row.newest
    return {
        "url": absolute_reverse("minutes:action", item.minutes_id, item.number),
        "meeting": item.minutes.meeting.title,
        "meeting_on": timezone.localdate(item.minutes.meeting.starts_at).isoformat(),
        "number": item.number,
        "text": item.shown_text,
        "in_charge": [*(one.name for one in row.owners), *row.posts],
        "due": item.due_date.isoformat() if item.due_date else None,
        "state": row.standing.state.value,
        "days_late": row.standing.days_late,
        "reported_at": instant(newest.made_at) if newest else None,
        "note": newest.shown_note if newest else None,
        "elsewhere": [one.as_data() for one in row.treated],
        "team": str(item.minutes.meeting.team or "") or None,
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    address = absolute_reverse("minutes:action-evidence", one.minutes_id, one.report.number, one.pk)
    return {"title": one.title, "url": one.link or address, "sha256": one.sha256 or None}


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_elsewhere(one) if isinstance(one, dict) else one for one in value)
    return "" if value is None else str(value)
