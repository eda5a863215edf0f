"""At which meetings an organisation was, by their minutes, and which follow-ups it is in charge of."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from forum.models import MeetingPage, Organisation
from forum.models.querysets import withheld_from
from forum.permissions import Anyone
from forum.reading.directory.sections import Line, Section, register_section
from minutes.models import ActionItem, ActionState
from minutes.models.items.parts import Attendance
from minutes.reading.actions.lists import Filters, counts_by_state, listed, rows

ORDER_OF_MEETINGS, ORDER_OF_FOLLOW_UPS = 30, 50
MANY = 1_000
NEWEST = ("-minutes__meeting__starts_at", "minutes__meeting", "-pk")


def meetings_of(organisation: Organisation, user: Anyone) -> Section:
    """Of published minutes."""
    own = Attendance.objects.filter(organisation=organisation).exclude(minutes__in=withheld_from(user))
    counted = dict(own.order_by().values_list("status").annotate(n=Count("pk")))
    counts = [(label, counted.get(value, 0)) for value, label in Attendance.Status.choices]
    total = sum(number for _label, number in counts)
    keys = (
        _along_the_meetings(organisation, user) if total > MANY else own.order_by(*NEWEST).values_list("pk", flat=True)
    )
    return Section("rapat", _("Meetings"), keys, _meetings, counts)


def _along_the_meetings(organisation: Organisation, user: Anyone) -> "QuerySet[Any, int]":
    """The same in the same order: whoever came to very many meetings is met before long by who goes from one to the
    next."""
    held = MeetingPage.objects.filter(minutes__attendance__organisation=organisation)
    listed = held.exclude(minutes__in=withheld_from(user)).order_by("-starts_at", "pk", "-minutes__attendance__pk")
    return listed.values_list("minutes__attendance__pk", flat=True)


def _meetings(keys: Sequence[int]) -> Iterable[Line]:
    large = ("minutes__frozen", "minutes__discussion", "minutes__published_text")
    found = Attendance.objects.select_related("minutes__meeting").defer(*large).in_bulk(list(keys))
    for one in (found[key] for key in keys if key in found):
        day = date_format(localtime(one.minutes.meeting.starts_at), "j F Y")
        yield Line(one.minutes.title, one.minutes.url or "", day, str(one.get_status_display()))


def follow_ups_of(organisation: Organisation, user: Anyone) -> Section:
    asked = Filters(organisation)
    counted = counts_by_state(asked, user)
    counts = [(label, counted.get((value, 0), 0) + counted.get((value, 1), 0)) for value, label in ActionState.choices]
    title = _("Follow-ups in charge of")
    pages = partial(listed, asked, user)
    return Section("tindak-lanjut", title, pages, lambda few: _follow_ups(few, user), counts)


def _follow_ups(found: Sequence[ActionItem], user: Anyone) -> Iterable[Line]:
    for row in rows(found, user):
        item = row.item
        until = now("until %(date)s") % {"date": date_format(item.due_date, "j F Y")} if item.due_date else ""
        url = reverse("minutes:action", args=[item.minutes_id, item.number])
        yield Line(item.shown_text, url, until, row.standing.label)


register_section(ORDER_OF_MEETINGS, meetings_of)
register_section(ORDER_OF_FOLLOW_UPS, follow_ups_of)
