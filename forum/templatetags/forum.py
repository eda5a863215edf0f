"""Dates, hours and timelines in templates."""

import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseFormSet
from django.urls import reverse
from django.utils.dateformat import DateFormat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from wagtail.models import Page

from forum import ledger, permissions
from forum.documents import spelling
from forum.models import InvitationPage, MeetingPage, Membership, PollSlot
from forum.models.querysets import Listed
from forum.reading.concerned import reach_of
from forum.reading.invitations import addressing
from forum.reading.parts import drawn

register = template.Library()
TIMELINE_LENGTH = 50


@register.simple_tag
def part(template: str, **values: Any) -> SafeString:
    """An `include` of nothing but these values, drawn once (`forum.reading.parts`)."""
    return drawn(template, values)


@register.simple_tag
def date_block(day: datetime.date, *, past: bool = False) -> SafeString:
    """A day as a block beside what happened on it, in local time; one that is past is quiet. Long lists have one in
    each row: it is drawn without a template."""
    at = localtime(day) if isinstance(day, datetime.datetime) else day
    return _drawn(datetime.date(at.year, at.month, at.day), past, get_language())


@lru_cache(maxsize=10_000)
def _drawn(day: datetime.date, past: bool, _language: str | None) -> SafeString:
    shown = DateFormat(day)
    return format_html(
        '<time class="date-block" datetime="{}"{}><span>{}</span><b>{}</b><span>{} {}</span></time>',
        shown.format("Y-m-d"),
        SafeString(' data-tone="past"') if past else "",
        *(shown.l(), shown.j(), shown.M(), shown.Y()),
    )


@register.filter
def full_date(day: datetime.date | datetime.datetime) -> str:
    return spelling.full_date(day)


@register.filter
def hours(meeting: spelling.Meeting) -> str:
    return spelling.hours_of(meeting)


@register.filter
def days(meeting: spelling.Meeting) -> str:
    return spelling.days_of(meeting)


@register.filter
def weekdays(meeting: spelling.Meeting) -> str:
    return spelling.weekdays_of(meeting)


@register.filter
def dates(meeting: spelling.Meeting) -> str:
    return spelling.dates_of(meeting)


@register.simple_tag
def span_of(slot: PollSlot) -> str:
    return spelling.span(slot.starts_at, slot.ends_at)


@register.filter
def lasting(seconds: float) -> str:
    """'3:05', as a stop watch shows it (static/js/sitting.js goes on)."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


@register.inclusion_tag("forum/desk/telling/reach.html")
def reach(page: Page, *, withdrawing: bool = False) -> dict[str, Any]:
    """Whom a change of this meeting, or taking it or an invitation back, would be told. Nobody while it is a draft."""
    told = isinstance(page, MeetingPage | InvitationPage) and page.pk and page.live
    return {"reach": reach_of(page) if told else None, "withdrawing": withdrawing}


@register.simple_tag(takes_context=True)
def timeline(context: dict[str, Any], page: Page) -> SafeString:
    """What this reader may know of the page's history, newest first. A preview of what was never saved has none."""
    entries = [] if page.pk is None else _with_people(_TOLD(context["request"].user, page.pk))
    return drawn("components/timeline.html", {"entries": entries})


_TOLD = Listed(lambda user, page: ledger.timeline(page, permissions.readable_entries_q(user))[:TIMELINE_LENGTH])


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


@register.simple_tag
def whom(formset: BaseFormSet[Any]) -> addressing.Whom:
    """For the editors' rooms: who may be invited, and the rows of those that are."""
    return addressing.whom(formset)
