"""What the pages of minutes show one reader: facts, attendance by sector, items, earlier and later meetings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from forum import ledger
from forum.documents import FORMATS, spelling
from forum.models import MeetingPage, ShownMeeting
from forum.models.memory import Asked, Prepared
from forum.models.pages import page_context, page_questions, preview_context
from forum.models.querysets import Listed
from forum.permissions import Anyone, readable_entries_q
from forum.reading.meetings.pages import CHAIN, INVITATIONS, chained, invitations_to, register_outcomes
from minutes import permissions
from minutes.models import Approval, Attachment, MinutesPage, Reopening, content
from minutes.models.hiding import HIDING_LINES
from minutes.models.pages import MINUTES_ROWS
from minutes.models.shown import Shown, ShownFile, ShownOrganisation, ShownSector, shown_of
from minutes.reading.actions.standing import ActionRow, reports_in, reports_of
from minutes.reading.corrections import annex_of
from minutes.reading.editions import corrections_log
from minutes.text import agreed
from minutes.text.grounds import GROUNDS


@dataclass(frozen=True)
class Row:
    """A numbered part or an attendance, with the name of its organisation as the minutes show it."""

    item: Any
    organisation: ShownOrganisation | None


@dataclass(frozen=True)
class AttachmentRow:
    item: Attachment
    file: ShownFile | None

    @property
    def url(self) -> str:
        return reverse("wagtaildocs_serve", args=[self.item.document_id, self.file.name]) if self.file else ""


@dataclass(frozen=True)
class SectorTotal:
    sector: ShownSector
    organisations: int
    people: int


def record_of(minutes: MinutesPage, user: Anyone, *, edition: int) -> dict[str, Any]:
    """The content of the minutes, the same for the public page, the circulated text and the preview."""
    shown = shown_of(minutes)
    attendance, guests = rows_of(minutes, "attendance", shown), content.guests_of(minutes)
    approval = approval_of(minutes, edition)
    return {
        "minutes": minutes,
        "shown": shown,
        "meeting": minutes.held_meeting,
        "opening": opening_of(minutes, shown) if minutes.is_agreement else "",
        "closing": agreed.CLOSING,
        "facts": facts_of(minutes, shown, approval),
        "approval": approval,
        "annex": annex_of(minutes, approval),
        "agenda": shown.meeting.points,
        "outcomes": [one for one in content.items_of(minutes, "outcomes") if one.outcome],
        "attendance": attendance,
        "totals": totals_of(attendance),
        "guests": guests,
        "people": sum(row.item.people for row in attendance) + len(guests) + minutes.public_participants,
        "discussion": [(block, speaker(block, shown)) for block in content.discussion_of(minutes)],
        "inputs": rows_of(minutes, "inputs", shown),
        "decisions": content.items_of(minutes, "decisions"),
        "actions": actions_of(minutes, user, shown),
        "attachments": [
            AttachmentRow(item, None if hasattr(item, "gap") else shown.files.get(str(item.document_id)))
            for item in content.items_of(minutes, "attachments")
        ],
    }


def opening_of(minutes: MinutesPage, shown: Shown) -> str:
    """The sentence with which a berita acara begins, Indonesian as its paper."""
    meeting = shown.meeting
    with translation.override("id"):
        came, _away = who_met(minutes, shown)
        day = timezone.localtime(minutes.started_at or meeting.starts_at).date()
        about = {"meeting": meeting.title, "place": meeting.place, "chair": shown.office("chair")}
        return agreed.opening(day, **about, hours=hours_of(minutes, meeting), met=bool(came))


def who_met(minutes: MinutesPage, shown: Shown) -> tuple[list[str], list[str]]:
    """Those who came, each with the capacity and the number of people; those who did not, with what is known of it."""
    came, away = [], []
    for row in rows_of(minutes, "attendance", shown):
        name = row.organisation.name if row.organisation else ""
        if row.item.took_part:
            came.append(f"{', '.join(filter(None, [name, row.item.capacity]))} ({row.item.people} orang)")
        else:
            away.append(f"{name} ({row.item.get_status_display()})")
    public = minutes.public_participants
    return [*came, *([f"Masyarakat umum ({public} orang)"] if public else [])], away


def rows_of(minutes: MinutesPage, relation: str, shown: Shown) -> list[Row]:
    items = content.items_of(minutes, relation)
    return [Row(item, shown.organisation(item.organisation_id)) for item in items]


def speaker(block: Any, shown: Shown) -> str:
    return content.speaker_of(block.value, shown) if block.block_type == "statement" else ""


@page_context.register
def minutes_page_context(minutes: MinutesPage, request: HttpRequest) -> dict[str, Any]:
    """The published page. A preview that was never saved has no earlier and later meetings yet."""
    context = record_of(minutes, request.user, edition=minutes.edition)
    context |= _listening(context)
    if minutes.pk is None:
        return context
    return {
        **context,
        **chain_of(minutes.held_meeting, request.user),
        "invitations": invitations_to(minutes.held_meeting, request.user),
        "timeline": _TOLD(request.user, minutes.pk),
        **_corrected(minutes),
        "grounds": sorted({GROUNDS[one["ground"]].label for one in minutes.blackouts or ()}),
        "may_read_internal": bool(minutes.blackouts) and permissions.can_read_internal(request.user, minutes),
        "downloads": [
            {"format": format.upper(), "url": reverse("minutes:download", args=[minutes.pk, format])}
            for format in (*FORMATS, "json")
        ],
    }


def _listening(context: dict[str, Any]) -> dict[str, Any]:
    """With the published text only: where the agenda and each decision are heard."""
    if (recording := context["shown"].recording) is None:
        return {}
    decisions, agenda = recording.heard("keputusan"), recording.heard("acara")
    for n, item in enumerate(context["decisions"], 1):
        item.heard = decisions.get(str(item.number or n))
    return {"recording": recording, "heard": [(p, agenda[p.number]) for p in context["agenda"] if p.number in agenda]}


@page_questions.register
def minutes_page_questions(minutes: MinutesPage, request: HttpRequest) -> list[Asked | None]:
    meeting, reader = minutes.meeting, request.user
    return [
        *(rows.of(minutes.pk) for rows in MINUTES_ROWS.values()),
        HIDING_LINES.of(),
        _APPROVALS.of(minutes.pk, minutes.edition),
        reports_of(minutes.pk),
        _REOPENINGS.of(minutes.pk),
        _TOLD.of(reader, minutes.pk),
        CHAIN.of(reader, meeting.pk, meeting.previous_meeting_id),
        INVITATIONS.of(reader, meeting.pk, meeting.path, meeting.depth),
    ]


def _corrected(minutes: MinutesPage) -> dict[str, Any]:
    """The log of corrections, and why the next edition is prepared, if it is."""
    reopenings = list(_REOPENINGS(minutes.pk))
    newest = reopenings[0].reason if reopenings and minutes.is_being_corrected else ""
    return {"log": corrections_log(minutes, reopenings), "being_corrected": minutes.blackout.words(newest)}


@preview_context.register
def minutes_preview_context(minutes: MinutesPage, request: HttpRequest) -> dict[str, Any]:
    """What the minutes would show if they were circulated now; or as the public will read them (see `preview`)."""
    if not minutes.is_as_published:
        minutes.frozen = {}
    return minutes_page_context(minutes, request)


def facts_of(minutes: MinutesPage, shown: Shown, approval: Approval | None) -> list[tuple[str, str]]:
    meeting = shown.meeting
    return [
        (capfirst(_("kind of meeting")), capfirst(meeting.kind_label)),
        (capfirst(_("team")), meeting.team or ""),
        (_("Day and date"), day_of(minutes, meeting)),
        (_("Time"), hours_of(minutes, meeting)),
        (_("Place"), meeting.place),
        (capfirst(_("host")), meeting.host),
        (capfirst(_("chair")), shown.office("chair")),
        (capfirst(_("secretary")), shown.office("secretary")),
        (capfirst(_("note-taker")), shown.office("note_taker")),
        (_("Number"), minutes.number),
        (_("Approved"), _approved(approval)),
    ]


def approval_of(minutes: MinutesPage, edition: int) -> Approval | None:
    """The newest up to this edition, if it is approved: of the next one it says nothing. A ralat needs none."""
    if not minutes.pk or not (edition <= minutes.edition or minutes.is_locked_record):
        return None
    return next(iter(_APPROVALS(minutes.pk, edition)), None)


def _approved(approval: Approval | None) -> str:
    if approval is None:
        return ""
    day = date_format(timezone.localtime(approval.made_at), "j F Y")
    return ", ".join(filter(None, [approval.office, day, _way_of(approval)]))


def _way_of(approval: Approval) -> str:
    """Approved before this was recorded: nothing is said."""
    if not hasattr(approval, "terms"):
        return ""
    meeting = approval.terms.meeting
    return _("in the meeting %(title)s") % {"title": meeting.title} if meeting else _("in writing")


def day_of(minutes: MinutesPage, meeting: ShownMeeting) -> str:
    """The actual day if it was entered, else the announced one, or those."""
    return spelling.full_date(minutes.started_at) if minutes.started_at else spelling.days_of(meeting)


def hours_of(minutes: MinutesPage, meeting: ShownMeeting) -> str:
    """The actual hours if they were entered, else the announced ones."""
    if not (minutes.started_at or minutes.ended_at):
        return spelling.hours_of(meeting)
    start = timezone.localtime(minutes.started_at or meeting.starts_at)
    end = minutes.ended_at or (None if minutes.started_at else meeting.ends_at)
    begin, zone = date_format(start, "H.i"), start.tzname()
    if end is None:
        return _("%(begin)s %(zone)s until finished") % {"begin": begin, "zone": zone}
    return f"{begin}–{date_format(timezone.localtime(end), 'H.i')} {zone}"


def totals_of(attendance: list[Row]) -> list[SectorTotal]:
    came = [(row.organisation.sector, row.item.people) for row in attendance if row.organisation and row.item.took_part]
    organisations = Counter(sector for sector, _people in came)
    people: Counter[ShownSector] = Counter()
    for sector, number in came:
        people[sector] += number
    sectors = sorted(organisations, key=lambda sector: (sector.order, sector.name))
    return [SectorTotal(sector, organisations[sector], people[sector]) for sector in sectors]


def actions_of(minutes: MinutesPage, user: Anyone, shown: Shown) -> list[ActionRow]:
    reports = reports_in([minutes.pk]) if minutes.pk else {}
    return [
        ActionRow(
            item,
            owners=list(filter(None, map(shown.organisation, item.owner_keys))),
            posts=[office for post in item.posts.all() if (office := shown.office(f"post:{post.pk}"))],
            reports=reports.get((minutes.pk, item.number), []),
            may_report=minutes.live and item.number is not None and permissions.can_report(user, item),
            links=item.outside_links,
        )
        for item in content.items_of(minutes, "action_items")
    ]


def chain_of(meeting: MeetingPage, user: Anyone) -> dict[str, Any]:
    """The meeting before and those after, each with its minutes if the reader may see them."""
    chain = chained(meeting, user)
    minutes = minutes_of(chain.before + chain.after, user)
    return {
        "meeting_is_visible": chain.is_visible,
        "before": [(m, minutes.get(m.pk)) for m in chain.before],
        "after": [(m, minutes.get(m.pk)) for m in chain.after],
    }


@register_outcomes
def minutes_of(meetings: Sequence[MeetingPage], user: Anyone) -> dict[int, MinutesPage]:
    """The published minutes of these meetings that a person may see, by the key of the meeting."""
    keys = [meeting.pk for meeting in meetings]
    return {page.meeting_id: page for page in (_of_meetings(len(keys))(user, *keys) if keys else ())}


@cache
def _of_meetings(count: int) -> Listed[MinutesPage]:
    rows = MinutesPage.objects
    names = [f"key{n}" for n in range(count)]
    return Listed(lambda user, *keys: rows.visible_to(user).filter(meeting__page_ptr__id__in=keys), names)


_TOLD = Listed(lambda user, minutes: ledger.timeline(minutes, readable_entries_q(user)))
_REOPENINGS = Prepared(lambda minutes: Reopening.objects.filter(minutes=minutes, was_published=True))
_APPROVALS = Prepared(
    lambda minutes, edition: (
        Approval.objects.filter(minutes=minutes, edition__lte=edition)
        .select_related("terms__meeting")
        .order_by("-edition", "-pk")[:1]
    )
)
