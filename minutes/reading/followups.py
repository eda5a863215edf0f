"""What published minutes leave to the meetings that come after: open follow-ups, decisions to be reviewed, agenda items
that were put off."""

import datetime
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from forum.models import Link
from forum.models.access import Anyone
from forum.reading.agenda.followups import FollowUp, register_followups
from minutes.models import ActionItem, ActionReport, AgendaOutcome, Decision, MinutesPage
from minutes.models.items.actions import fetch_owners
from minutes.models.shown import shown_of
from minutes.reading.actions.elsewhere import treated_elsewhere
from minutes.reading.actions.standing import reports_in


@register_followups
def open_in(meetings: Sequence[int], user: Anyone) -> list[FollowUp]:
    """What is due first stands first; of what has no date, the older."""
    items = ActionItem.objects.visible_to(user).open().filter(minutes__meeting__in=meetings)
    found = list(items.select_related("owner", "minutes__meeting"))
    fetch_owners(found)
    found.sort(key=lambda one: (one.due_date or datetime.date.max, one.minutes.meeting.starts_at, one.number))
    reports = reports_in(item.minutes_id for item in found)
    return [_shown(one, reports.get((one.minutes_id, int(one.number or 0)), [])) for one in found]


def _shown(item: ActionItem, reports: list[ActionReport]) -> FollowUp:
    for report in reports:
        report.minutes = item.minutes
    return FollowUp(
        text=item.shown_text,
        owner=", ".join(one.label for one in item.owners),
        due=item.due_date,
        is_overdue=item.is_overdue(),
        agreed_at=item.minutes.meeting.starts_at,
        url=f"{item.minutes.url}#tindak-lanjut-{item.number}",
        links=tuple(one.link.link for one in treated_elsewhere(item.shown_outside, reports)),
    )


@register_followups
def to_review_in(meetings: Sequence[int], user: Anyone) -> list[FollowUp]:
    """Decisions with a day of review, until a meeting of that day or later has its minutes."""
    visible = MinutesPage.objects.visible_to(user).filter(meeting__in=meetings)
    reviewed = visible.filter(meeting__starts_at__date__gte=OuterRef("review_on"))
    found = Decision.objects.filter(~Exists(reviewed), minutes__in=visible, review_on__isnull=False)
    return [_decision(one) for one in found.select_related("minutes__meeting").order_by("review_on", "number")]


@register_followups
def postponed_in(meetings: Sequence[int], user: Anyone) -> list[FollowUp]:
    """Until the minutes of a later meeting of the chain say what became of it."""
    visible = MinutesPage.objects.visible_to(user).filter(meeting__in=meetings)
    later = Q(minutes__meeting__starts_at__gt=OuterRef("minutes__meeting__starts_at"))
    settled = AgendaOutcome.objects.filter(later, minutes__in=visible, text=OuterRef("text")).exclude(outcome="")
    put_off = AgendaOutcome.objects.filter(~Exists(settled), minutes__in=visible, outcome="postponed")
    return [_put_off(one) for one in put_off.select_related("minutes__meeting").order_by("sort_order", "pk")]


def _decision(decision: Decision) -> FollowUp:
    minutes = decision.minutes
    words = minutes.shown_row(f"decisions:{decision.number}", decision.text)
    return FollowUp(
        text=_("To be reviewed: %(decision)s") % {"decision": words},
        owner="",
        due=decision.review_on,
        is_overdue=False,
        agreed_at=minutes.meeting.starts_at,
        url=reverse("minutes:decision", args=[minutes.pk, decision.number]),
    )


def _put_off(outcome: AgendaOutcome) -> FollowUp:
    return FollowUp(
        text=_("Postponed: %(item)s") % {"item": outcome.minutes.blackout.words(outcome.text)},
        owner="",
        due=None,
        is_overdue=False,
        agreed_at=outcome.minutes.meeting.starts_at,
        url=outcome.minutes.url,
        links=tuple(_of_agenda(outcome)),
    )


def _of_agenda(outcome: AgendaOutcome) -> list[Link]:
    """As the agenda had them that the minutes were frozen with."""
    points = shown_of(outcome.minutes).meeting.points if outcome.minutes.frozen else []
    words = outcome.minutes.blackout.words(outcome.text)
    return next((list(point.links) for point in points if point.text == words), [])
