"""Dates, hours and timelines in templates."""

import datetime
from typing import Any

from django import template
from wagtail.models import Page

from forum import ledger, permissions
from forum.documents import spelling
from forum.models import MeetingPage

register = template.Library()
TIMELINE_LENGTH = 50


@register.filter
def full_date(day: datetime.date | datetime.datetime) -> str:
    return spelling.full_date(day)


@register.filter
def hours(meeting: MeetingPage) -> str:
    return spelling.hours_of(meeting)


@register.inclusion_tag("components/timeline.html", takes_context=True)
def timeline(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """What this reader may know of the page's history, newest first."""
    if page.pk is None:  # a preview of what was never saved
        return {"entries": []}
    entries = ledger.timeline(page, permissions.audiences_of(context["request"].user))
    return {"entries": entries[:TIMELINE_LENGTH]}
