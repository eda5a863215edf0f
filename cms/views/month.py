"""The meetings of one month, as a wall calendar shows them: for the secretariat, drafts included."""

import calendar
import datetime
from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cms.reading import progress
from forum import clock, permissions
from forum.models import MeetingPage

YEARS = range(1900, 2200)
Weeks = list[list[tuple[datetime.date, list[MeetingPage]]]]


@require_GET
def month(request: HttpRequest) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    first = _first_day(request.GET.get("bulan", ""))
    weeks = _weeks(first)
    context: dict[str, Any] = {
        "first": first,
        "before": first - datetime.timedelta(days=1),
        "after": first + datetime.timedelta(days=31),
        "today": clock.today(),
        "weeks": weeks,
        "is_empty": not any(meetings for week in weeks for day, meetings in week if day.month == first.month),
    }
    return render(request, "cms/desk/month.html", context)


def _first_day(text: str) -> datetime.date:
    """Of the month 'YYYY-MM'; of this month where it says none."""
    year, _dash, number = text.partition("-")
    if year.isdecimal() and number.isdecimal() and int(year) in YEARS and 1 <= int(number) <= 12:
        return datetime.date(int(year), int(number), 1)
    return clock.today().replace(day=1)


def _weeks(first: datetime.date) -> Weeks:
    """From Monday to Sunday, with the days of the months around that fill them. A fixed number of queries."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    found = _meetings(weeks[0][0], weeks[-1][-1])
    progress.of_meetings([meeting for day in found.values() for meeting in day])
    return [[(day, found[day]) for day in week] for week in weeks]


def _meetings(first: datetime.date, last: datetime.date) -> dict[datetime.date, list[MeetingPage]]:
    """By the days that they take: one of several days, or over night, stands on each."""
    begin, end = (_midnight(day) for day in (first, last + datetime.timedelta(days=1)))
    around = MeetingPage.objects.filter(depth__gt=1, starts_at__lt=end)
    found = around.filter(starts_at__gte=begin) | around.filter(ends_at__gt=begin)
    days: defaultdict[datetime.date, list[MeetingPage]] = defaultdict(list)
    for meeting in found.order_by("starts_at", "pk"):
        last_moment = meeting.over_at - datetime.timedelta(seconds=1)
        starts, ends = (timezone.localdate(at) for at in (meeting.starts_at, last_moment))
        for number in range((ends - starts).days + 1):
            days[starts + datetime.timedelta(days=number)].append(meeting)
    return days


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(0)))
