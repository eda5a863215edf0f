"""Dates, hours and timelines in templates."""

import datetime
from typing import Any

from django import template
from django.urls import reverse
from wagtail.models import Page

from forum import ledger, permissions
from forum.documents import spelling
from forum.models import MeetingPage, Membership, ShownMeeting

register = template.Library()
TIMELINE_LENGTH = 50


@register.filter
def full_date(day: datetime.date | datetime.datetime) -> str:
    return spelling.full_date(day)


@register.filter
def hours(meeting: MeetingPage | ShownMeeting) -> str:
    return spelling.hours_of(meeting)


@register.inclusion_tag("components/timeline.html", takes_context=True)
def timeline(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """What this reader may know of the page's history, newest first."""
    if page.pk is None:  # a preview of what was never saved
        return {"entries": []}
    entries = ledger.timeline(page, permissions.readable_entries_q(context["request"].user))
    return {"entries": _with_people(list(entries[:TIMELINE_LENGTH]))}


def _with_people(entries: list[Any]) -> list[Any]:
    """What is told about a membership to its organisation names the person and leads to what one may do about it.

    The ledger holds no names: of a person who was deleted only the fact remains.
    """
    told = {entry: int(entry.target.rpartition(":")[2]) for entry in entries if entry.audience.is_private}
    kept = Membership.objects.select_related("person").in_bulk(told.values()) if told else {}
    for entry, pk in told.items():
        if entry.target.startswith("forum.membership:") and pk in kept:
            entry.person, entry.url = kept[pk].person, reverse("forum:membership-admit", args=[pk])
    return entries
