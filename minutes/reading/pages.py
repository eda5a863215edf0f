"""What the pages of minutes show one reader: facts, attendance by sector, items, earlier and later meetings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from forum import ledger
from forum.documents import FORMATS
from forum.documents.spelling import full_date
from forum.models import InvitationPage, MeetingPage, Sector
from forum.models.pages import page_context
from forum.permissions import Anyone, organisations_of, readable_entries_q
from forum.reading.meetings import register_outcomes
from minutes import permissions
from minutes.models import ActionItem, Attendance, Completion, MinutesPage, content


@dataclass(frozen=True)
class ActionRow:
    item: ActionItem
    done: Completion | None
    may_report: bool

    @property
    def is_overdue(self) -> bool:
        return self.done is None and self.item.is_overdue()


@dataclass(frozen=True)
class SectorTotal:
    sector: Sector
    organisations: int
    people: int


def record_of(minutes: MinutesPage, user: Anyone) -> dict[str, Any]:
    """The content of the minutes, the same for the public page, the circulated text and the preview."""
    attendance = with_related(minutes, "attendance", "organisation__sector")
    return {
        "minutes": minutes,
        "meeting": minutes.held_meeting,
        "facts": facts_of(minutes),
        "agenda": [item.text for item in minutes.held_meeting.agenda_items.all()],
        "attendance": attendance,
        "totals": totals_of(attendance),
        "people": sum(a.people for a in attendance) + minutes.public_participants,
        "inputs": with_related(minutes, "inputs", "organisation__sector"),
        "decisions": content.items_of(minutes, "decisions"),
        "actions": actions_of(minutes, user),
        "attachments": with_related(minutes, "attachments", "document"),
    }


@page_context.register
def minutes_page_context(minutes: MinutesPage, request: HttpRequest) -> dict[str, Any]:
    """The published page. A preview that was never saved has no earlier and later meetings yet."""
    context = record_of(minutes, request.user)
    if minutes.pk is None:
        return context
    return {
        **context,
        **chain_of(minutes.held_meeting, request.user),
        "invitations": InvitationPage.objects.visible_to(request.user).about(minutes.held_meeting),
        "timeline": ledger.timeline(minutes, readable_entries_q(request.user)),
        "reopenings": minutes.reopenings.filter(was_published=True),
        "downloads": [
            {"format": format.upper(), "url": reverse("minutes:download", args=[minutes.pk, format])}
            for format in (*FORMATS, "json")
        ],
    }


def facts_of(minutes: MinutesPage) -> list[tuple[str, str]]:
    meeting = minutes.held_meeting
    return [
        (capfirst(_("kind of meeting")), capfirst(meeting.get_kind_display())),
        (_("Day and date"), full_date(minutes.started_at or meeting.starts_at)),
        (_("Time"), hours_of(minutes)),
        (_("Place"), ", ".join(filter(None, [meeting.room, meeting.address]))),
        (capfirst(_("host")), meeting.host.name),
        (capfirst(_("chair")), office_of(minutes.chair)),
        (capfirst(_("secretary")), office_of(minutes.secretary)),
        (capfirst(_("note-taker")), office_of(minutes.note_taker)),
        (_("Number"), minutes.number),
        (_("Approved"), approval_of(minutes)),
    ]


def is_approved(minutes: MinutesPage) -> bool:
    """Whether this text was approved. While the next edition is prepared, its approval does not count for the public
    one."""
    if minutes.approved_at is None:
        return False
    return minutes.is_locked_record or (minutes.is_record and minutes.approved_at <= minutes.published_at)


def approval_of(minutes: MinutesPage) -> str:
    if not is_approved(minutes):
        return ""
    day = date_format(timezone.localtime(minutes.approved_at), "j F Y")
    return ", ".join(filter(None, [minutes.approved_as, day]))


def hours_of(minutes: MinutesPage) -> str:
    """The actual hours if they were entered, else the announced ones."""
    meeting = minutes.held_meeting
    start = timezone.localtime(minutes.started_at or meeting.starts_at)
    end = minutes.ended_at or (None if minutes.started_at else meeting.ends_at)
    begin, zone = date_format(start, "H.i"), start.tzname()
    if end is None:
        return _("%(begin)s %(zone)s until finished") % {"begin": begin, "zone": zone}
    return f"{begin}–{date_format(timezone.localtime(end), 'H.i')} {zone}"


def office_of(post: Any) -> str:
    return f"{post.label}, {post.organisation.name}" if post else ""


def totals_of(attendance: list[Attendance]) -> list[SectorTotal]:
    came = [a for a in attendance if a.took_part]
    organisations = Counter(a.organisation.sector for a in came)
    people: Counter[Sector] = Counter()
    for row in came:
        people[row.organisation.sector] += row.people
    sectors = sorted(organisations, key=lambda sector: (sector.sort_order, sector.name))
    return [SectorTotal(sector, organisations[sector], people[sector]) for sector in sectors]


def actions_of(minutes: MinutesPage, user: Anyone) -> list[ActionRow]:
    done = {c.number: c for c in minutes.completions.all()} if minutes.pk else {}
    everywhere, mine = permissions.can_write(user), {one.pk for one in organisations_of(user)}
    return [
        ActionRow(item, done.get(item.number), minutes.live and (everywhere or item.owner_id in mine))
        for item in with_related(minutes, "action_items", "owner__sector")
    ]


def with_related(minutes: MinutesPage, relation: str, path: str) -> list[Any]:
    """Children in reading order with their related objects, in one query, from a draft as well as from rows."""
    items = content.items_of(minutes, relation)
    prefetch_related_objects(items, path)
    return items


def chain_of(meeting: MeetingPage, user: Anyone) -> dict[str, Any]:
    """The meeting before and those after, each with its minutes if the reader may see them."""
    visible = MeetingPage.objects.visible_to(user)
    before = list(visible.filter(pk=meeting.previous_meeting_id))
    after = list(visible.filter(previous_meeting_id=meeting.pk).order_by("starts_at"))
    minutes = minutes_of(before + after, user)
    return {
        "meeting_is_visible": visible.filter(pk=meeting.pk).exists(),
        "before": [(m, minutes.get(m.pk)) for m in before],
        "after": [(m, minutes.get(m.pk)) for m in after],
    }


@register_outcomes
def minutes_of(meetings: Sequence[MeetingPage], user: Anyone) -> dict[int, MinutesPage]:
    """The published minutes of these meetings that a person may see, by the key of the meeting."""
    pages = MinutesPage.objects.visible_to(user).filter(meeting__in=[meeting.pk for meeting in meetings])
    return {page.meeting_id: page for page in pages}
